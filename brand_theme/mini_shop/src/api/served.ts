/** What the server has written into the page so that the first picture comes sooner. */
import type { ShopHomeQuery } from "@/generated/graphql";

type Home = ShopHomeQuery["shopHome"];

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
