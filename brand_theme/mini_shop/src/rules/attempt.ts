/** An order that was submitted and whose answer may have been lost. Pure: no network, no clock. */
import type { CartLine } from "@/rules/cart";

export interface Attempt {
  /** The checkout it was made from: the shop makes one order of each. */
  token: string;
  /** Idempotency key: with it the shop gives the same order again. */
  key: string;
  /** What was ordered, as `goodsMark` writes it. */
  goods: string;
}

/** The order that came of it, as far as the buyer has to know it. */
export interface EarlierOrder {
  number: string;
  state: string;
  totalFen: number;
}

const OVER = ["CANCELLED", "PAID_LATE", "REFUNDED"];

/** The same for the same goods, in whichever order they were put in and whatever they cost then. */
export function goodsMark(lines: readonly CartLine[]): string {
  return lines
    .map(({ variantId, quantity }) => `${variantId} ${quantity}`)
    .sort()
    .join(",");
}

/** What the device kept, or nothing where that is something else. */
export function attemptIn(kept: unknown): Attempt | null {
  const found = (kept || {}) as Partial<Attempt>;
  return found.token && found.key && found.goods ? { token: found.token, key: found.key, goods: found.goods } : null;
}

/** Go on with the attempt for as long as it is the same checkout; else begin one with `key`. */
export function attemptFor(earlier: Attempt | null, order: { token: string; goods: string }, key: string): Attempt {
  return earlier?.token === order.token && earlier.goods === order.goods ? earlier : { ...order, key };
}

/** Whether she has this order still, so that another one would be a second. */
export function stands(order: EarlierOrder | null): order is EarlierOrder {
  return order !== null && !OVER.includes(order.state);
}
