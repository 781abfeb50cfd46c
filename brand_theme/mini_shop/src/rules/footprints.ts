/** Goods that were looked at on this device: a list that is written here and read nowhere else. */
import { dayText } from "@/rules/days";

export const MOST_FOOTPRINTS = 100;

/** `at` in milliseconds. Town and enterprise say what the buyer is fond of. */
export interface Footprint {
  slug: string;
  name: string;
  town: string;
  enterprise: string;
  at: number;
}

export interface Day {
  day: string;
  prints: Footprint[];
}

/** Newest first; a good looked at again moves to the front; the oldest fall off. */
export function withFootprint(prints: readonly Footprint[], print: Footprint): Footprint[] {
  return [print, ...withoutFootprint(prints, print.slug)].slice(0, MOST_FOOTPRINTS);
}

export function withoutFootprint(prints: readonly Footprint[], slug: string): Footprint[] {
  return prints.filter((each) => each.slug !== slug);
}

/** Days as a calendar in China has them, newest first. */
export function byDay(prints: readonly Footprint[], now: number): Day[] {
  const days: Day[] = [];
  for (const print of prints) {
    const day = dayText(print.at, now);
    const last = days[days.length - 1];
    if (last?.day === day) last.prints.push(print);
    else days.push({ day, prints: [print] });
  }
  return days;
}

/** What the device kept, without whatever else may have got there. */
export function footprintsIn(kept: unknown): Footprint[] {
  if (!Array.isArray(kept)) return [];
  return kept
    .filter((each): each is Footprint => typeof each?.slug === "string" && typeof each?.at === "number")
    .slice(0, MOST_FOOTPRINTS);
}
