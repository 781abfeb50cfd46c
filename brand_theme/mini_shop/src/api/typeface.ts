/** The hand of the headings: 900 KB that come after the page, which is read without them meanwhile. */

interface Link {
  saveData?: boolean;
}

export function loadTypeface(): void {
  // #ifdef H5
  const link = (navigator as Navigator & { connection?: Link }).connection;
  if (!("FontFace" in window) || link?.saveData) return;
  const load = () => {
    const address = 'url("/static/brand/fonts/yeli-kai.woff2") format("woff2")';
    // A page without its typeface is still a page: the next family takes its place.
    new FontFace("Yeli Kai", address).load().then(
      (face) => (document.fonts as unknown as Set<FontFace>).add(face),
      () => undefined,
    );
  };
  if (document.readyState === "complete") load();
  else addEventListener("load", load, { once: true });
  // #endif
}
