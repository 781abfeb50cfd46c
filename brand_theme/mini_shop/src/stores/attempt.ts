/**
 * The order that was submitted last, kept on this device until its answer is known: whoever
 * reloads the till, or opens it again, is told of the order instead of placing a second one.
 */
import { ask } from "@/api/client";
import { MyOrderOfCheckout } from "@/generated/graphql";
import { attemptFor, attemptIn, goodsMark, stands, type EarlierOrder } from "@/rules/attempt";
import type { CartLine } from "@/rules/cart";

const KEY = "yeli.attempt";

/** The key to submit this checkout with; kept before anything is sent. */
export function keyFor(token: string, basket: readonly CartLine[]): string {
  const order = { token, goods: goodsMark(basket) };
  const attempt = attemptFor(attemptIn(uni.getStorageSync(KEY)), order, newKey());
  uni.setStorageSync(KEY, attempt);
  return attempt.key;
}

export function forgetAttempt(): void {
  uni.removeStorageSync(KEY);
}

/**
 * The order that has come of these goods already, without its answer reaching the buyer.
 * An attempt for other goods is over: she wants something else now.
 */
export async function findEarlierOrder(basket: readonly CartLine[]): Promise<EarlierOrder | null> {
  const attempt = attemptIn(uni.getStorageSync(KEY));
  if (!attempt) return null;
  if (attempt.goods !== goodsMark(basket)) {
    forgetAttempt();
    return null;
  }
  const { myOrderOfCheckout: found } = await ask(MyOrderOfCheckout, { checkoutToken: attempt.token });
  if (stands(found)) return found;
  if (found) forgetAttempt();
  return null;
}

function newKey(): string {
  return `till-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
}
