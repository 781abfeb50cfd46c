/** Which of a picture's sizes to fetch. */

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
