/** Which of a picture's sizes to fetch. */

/** From this width on pages are laid out for a desk; first_page.py has the same. */
const DESK = 900;

/** How wide the first picture of a page counts: on a phone its smallest size is soon there. */
export function firstWidth(windowWidth: number): number {
  return windowWidth < DESK ? 270 : 540;
}

/**
 * Return the smallest size that is sharp at `width` CSS pixels on an ordinary phone.
 * Two device pixels for one are enough: more cost the buyer's data and show nothing.
 */
export function fitting(picture: { src: string; srcset: string }, width: number): string {
  const sizes = picture.srcset
    .split(",")
    .map((part) => part.trim().split(/\s+/))
    .filter((part) => part.length === 2 && part[1].endsWith("w"))
    .map(([src, wide]) => ({ src, width: Number.parseInt(wide, 10) }))
    .sort((a, b) => a.width - b.width);
  const sharp = sizes.find((size) => size.width >= width * 2);
  return (sharp ?? sizes[sizes.length - 1])?.src ?? picture.src;
}

/**
 * Return the `sizes` with which a browser chooses likewise from the `srcset`: a screen of
 * three device pixels for one is told that the picture is narrower, so that it fetches two.
 */
export function sizesFor(width: number): string {
  return `(min-resolution: 2.5dppx) ${Math.round((width * 2) / 3)}px, ${width}px`;
}
