/** A line of the cart and what the shop says of it, as tests want them. */
import type { CartGood, CartLine } from "@/rules/cart";

export const line = (variantId: string, more: Partial<CartLine> = {}): CartLine => ({
  variantId,
  slug: variantId,
  name: variantId,
  variantName: "一份",
  quantity: 1,
  seenFen: 1000,
  isChosen: true,
  ...more,
});
export const good = (variantId: string, more: Partial<CartGood> = {}): CartGood => ({
  variantId,
  slug: variantId,
  name: variantId,
  variantName: "一份",
  enterprise: "金牛老巷",
  enterpriseSlug: "jinniu",
  priceFen: 1000,
  left: 20,
  obstacle: "",
  takesNoReasonReturn: true,
  picture: { src: "", srcset: "" },
  ...more,
});
