/** What the last look before ordering decides. Pure: no network, no clock. */
import { sumFen, type CartLine, type Row } from "@/rules/cart";
import { fenOf, yuan } from "@/rules/money";

interface Money {
  amount: number;
}
interface Taxed {
  gross: Money;
}
interface Method {
  id: string;
  price: Money | null;
}

/** The checkout as far as its sums go. */
export interface Filled {
  subtotalPrice: Taxed | null;
  shippingPrice: Taxed | null;
  totalPrice: Taxed | null;
  discount: Money | null;
  shippingMethod: { id: string } | null;
}

export interface Sums {
  goodsFen: number;
  /** Null while no delivery is chosen. */
  shippingFen: number | null;
  savedFen: number;
  totalFen: number;
  /** Whether the total holds everything that is to be paid. */
  isWhole: boolean;
}

/** Refusals after which goods, prices or deliveries may be other than the page shows. */
const OUTDATED = ["PRICE_CHANGED", "SOLD_OUT", "NO_LONGER_SOLD", "SALE_FORBIDDEN", "SHIPPING_NOT_OFFERED", "CHECKOUT_NOT_FOUND", "COUPON_LOST"];

export function isOutdated(code: string): boolean {
  return OUTDATED.includes(code);
}

/** What is to be paid; before the shop has said so, what the goods come to. */
export function sumsOf(checkout: Filled | null, rows: Row[], isFetched: boolean): Sums {
  if (!checkout) {
    const goodsFen = sumFen(rows);
    return { goodsFen, shippingFen: null, savedFen: 0, totalFen: goodsFen, isWhole: false };
  }
  const { subtotalPrice, shippingPrice, totalPrice, discount, shippingMethod } = checkout;
  return {
    goodsFen: fenOf(subtotalPrice?.gross.amount ?? 0),
    shippingFen: shippingMethod ? fenOf(shippingPrice?.gross.amount ?? 0) : null,
    savedFen: fenOf(discount?.amount ?? 0),
    totalFen: fenOf(totalPrice?.gross.amount ?? 0),
    isWhole: isFetched || shippingMethod !== null,
  };
}

/** The address she picked for this order, else her default one, else the first. */
export function placeOf<Place extends { id: string; isDefaultShippingAddress: boolean | null }>(places: readonly Place[], chosenId: string): Place | null {
  return places.find((each) => each.id === chosenId) ?? places.find((each) => each.isDefaultShippingAddress) ?? places[0] ?? null;
}

export function cheapest<One extends Method>(methods: readonly One[]): One | null {
  const price = (method: One) => fenOf(method.price?.amount ?? 0);
  return [...methods].sort((a, b) => price(a) - price(b))[0] ?? null;
}

/** What cannot be bought as it is chosen. */
export function hinderedOf(rows: readonly Row[]): Row[] {
  return rows.filter((row) => row.obstacle);
}

/** Whether something is left of everything that is hindered: then it is short, not gone. */
export function isShort(hindered: readonly Row[]): boolean {
  return hindered.every((row) => row.most > 0 && !row.good?.obstacle);
}

/** The same for as long as the checkout need not be filled anew: same goods, same way to get them. */
export function fillMark(basket: readonly CartLine[], way: unknown): string {
  return JSON.stringify([basket.map(({ variantId, quantity }) => [variantId, quantity]), way]);
}

/** Said when the total is another than the one she submitted. */
export function newTotalWords(shownFen: number, nowFen: number): string {
  return `金额有变化：刚才应付 ${yuan(shownFen)} 元，现在应付 ${yuan(nowFen)} 元。还没有下单，您看好了再提交。`;
}
