/** What the server has written into the page so that the first picture comes sooner. */
import type { ShopHomeQuery } from "@/generated/graphql";

type Home = ShopHomeQuery["shopHome"];

/** Take away what the server drew in the first page's place: the page itself is there now. */
export function liftCurtain(): void {
  // #ifdef H5
  document.getElementById("curtain")?.remove();
  // #endif
}

/** The first page's content, once; null when it was not served or has been taken. */
export function servedHome(): Home | null {
  // #ifdef H5
  const island = document.getElementById("served-home");
  if (island?.textContent) {
    const home = JSON.parse(island.textContent) as Home;
    island.remove();
    return home;
  }
  // #endif
  return null;
}
