/** The goods looked at, on this device only. */
import { footprintsIn, withFootprint, withoutFootprint, type Footprint } from "@/rules/footprints";
import { useSettings } from "@/stores/settings";

const KEY = "yeli.footprints";

export function footprints(): Footprint[] {
  return footprintsIn(uni.getStorageSync(KEY));
}

/** Nothing is kept once the buyer has said so. */
export function noteFootprint(print: Omit<Footprint, "at">): void {
  if (!useSettings().keepsFootprints) return;
  uni.setStorageSync(KEY, withFootprint(footprints(), { ...print, at: Date.now() }));
}

export function forgetFootprint(slug: string): Footprint[] {
  const left = withoutFootprint(footprints(), slug);
  uni.setStorageSync(KEY, left);
  return left;
}

export function forgetFootprints(): void {
  uni.removeStorageSync(KEY);
}
