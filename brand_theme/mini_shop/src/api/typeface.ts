/**
 * The hand of the headings, in slices: a browser fetches those whose characters are on a page,
 * after the page, which is read without them meanwhile.
 */

interface Link {
  saveData?: boolean;
}

export function loadTypeface(): void {
  // #ifdef H5
  const link = (navigator as Navigator & { connection?: Link }).connection;
  if (!("FontFace" in window) || link?.saveData) return;
  if (document.readyState === "complete") void offer();
  else addEventListener("load", () => void offer(), { once: true });
  // #endif
}

// #ifdef H5
async function offer(): Promise<void> {
  try {
    const { slices } = await import("@/generated/typeface");
    const known = document.fonts as unknown as Set<FontFace>;
    for (const [file, unicodeRange] of slices) {
      const address = `url("/static/brand/fonts/slices/${file}") format("woff2")`;
      // Named and not loaded: the browser fetches a slice when a heading needs it.
      known.add(new FontFace("Yeli Kai", address, { unicodeRange, display: "swap" }));
    }
  } catch {
    // A page without its typeface is still a page: the next family takes its place.
  }
}
// #endif
