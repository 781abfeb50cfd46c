/** What the server has written into the page so that the first picture comes sooner. */
import { keyOf, remember } from "@/api/memory";
import { ShopGood, ShopGoods, ShopHome, type ShopGoodQuery, type ShopGoodsQuery, type ShopGoodsQueryVariables, type ShopHomeQuery } from "@/generated/graphql";

type Home = ShopHomeQuery["shopHome"];
type Good = NonNullable<ShopGoodQuery["shopGood"]>;

/** Take away what the server drew in the first page's place: the page itself is there now. */
export function liftCurtain(): void {
  // #ifdef H5
  document.getElementById("curtain")?.remove();
  // #endif
}

/** The first page's content, once; null when it was not served or has been taken. */
export function servedHome(): Home | null {
  const home = taken<Home>("served-home");
  if (home) remember(keyOf(ShopHome.id, {}), { shopHome: home });
  return home;
}

/** A good's content, once; null when another one was served, or none. */
export function servedGood(slug: string): Good | null {
  const good = taken<Good>("served-good");
  if (good?.slug !== slug) return null;
  remember(keyOf(ShopGood.id, { slug }), { shopGood: good });
  return good;
}

/** A list's first goods, once; null when other ones were served, or none. */
export function servedGoods(variables: ShopGoodsQueryVariables): ShopGoodsQuery["shopGoods"] | null {
  const island = taken<{ asked: ShopGoodsQueryVariables; answer: ShopGoodsQuery }>("served-goods");
  if (!island || keyOf(ShopGoods.id, island.asked) !== keyOf(ShopGoods.id, variables)) return null;
  remember(keyOf(ShopGoods.id, variables), island.answer);
  return island.answer.shopGoods;
}

function taken<Content>(id: string): Content | null {
  // #ifdef H5
  const island = document.getElementById(id);
  if (island?.textContent) {
    const content = JSON.parse(island.textContent) as Content;
    island.remove();
    return content;
  }
  // #endif
  return null;
}
