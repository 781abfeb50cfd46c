/** From a basket to an order: the steps of the confirm page, one call each. */
import { ask } from "@/api/client";
import { Refused, refuse } from "@/api/errors";
import {
  CheckoutFill,
  CheckoutPickUp,
  CheckoutShippingAddressUpdate,
  CheckoutShippingMethodUpdate,
  OrderPlace,
  type CheckoutFillMutation,
} from "@/generated/graphql";
import type { CartLine } from "@/rules/cart";
import { decimalOf } from "@/rules/money";
import type { Place } from "@/components/address-card/address-card.vue";

export type Checkout = NonNullable<NonNullable<CheckoutFillMutation["checkoutFill"]>["checkout"]>;

export async function fillCheckout(lines: readonly CartLine[]): Promise<Checkout> {
  const { checkoutFill } = await ask(CheckoutFill, {
    lines: lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
  });
  refuse(checkoutFill?.errors ?? []);
  return there(checkoutFill?.checkout);
}

export async function sendTo(checkoutId: string, place: Place): Promise<Checkout> {
  const { firstName, phone, countryArea, city, cityArea, streetAddress1 } = place;
  const { checkoutShippingAddressUpdate: told } = await ask(CheckoutShippingAddressUpdate, {
    checkoutId,
    address: { firstName, phone, country: "CN", countryArea, city, cityArea, streetAddress1 },
  });
  refuse(told?.checkoutErrors ?? []);
  return there(told?.checkout);
}

export async function shipBy(checkoutId: string, methodId: string): Promise<Checkout> {
  const { checkoutShippingMethodUpdate: told } = await ask(CheckoutShippingMethodUpdate, {
    checkoutId,
    methodId,
  });
  refuse(told?.checkoutErrors ?? []);
  return there(told?.checkout);
}

/** Fetch it oneself, at no charge; the server decides whether and where. */
export async function fetchAt(
  token: string,
  pickup: { pointId: number; name: string; phone: string },
): Promise<Checkout> {
  const { pointId, name, phone } = pickup;
  const { checkoutPickUp: told } = await ask(CheckoutPickUp, { checkoutToken: token, pointId, recipient: name, phone });
  refuse(told?.errors ?? []);
  return there(told?.checkout);
}

/** Place the order and return its number. */
export async function placeOrder(order: {
  token: string;
  key: string;
  totalFen: number;
  freshConsent: boolean;
}): Promise<string> {
  const { orderPlace } = await ask(OrderPlace, {
    checkoutToken: order.token,
    idempotencyKey: order.key,
    expectedTotal: decimalOf(order.totalFen) as unknown as number,
    freshConsent: order.freshConsent,
  });
  refuse(orderPlace?.errors ?? []);
  if (!orderPlace?.placedOrder) throw new Refused("UNKNOWN", "订单没有提交成功，请重试。");
  return orderPlace.placedOrder.number;
}

function there(checkout: Checkout | null | undefined): Checkout {
  if (!checkout) throw new Refused("UNKNOWN", "结算单没有准备好，请重试。");
  return checkout;
}
