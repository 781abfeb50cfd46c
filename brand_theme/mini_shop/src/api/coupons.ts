/** Coupons: what can be claimed, what the buyer has, and which one her checkout takes. */
import { ref } from "vue";
import { ask } from "@/api/client";
import type { Checkout } from "@/api/checkout";
import { Refused, refuse, wordsOf } from "@/api/errors";
import {
  CheckoutCoupons,
  CheckoutCouponUse,
  CouponClaim,
  CouponClaimByCode,
  CouponOffers,
  type CheckoutCouponsQuery,
  type CouponOffersQuery,
} from "@/generated/graphql";

export type FittedCoupon = CheckoutCouponsQuery["checkoutCoupons"][number];
export type Offer = CouponOffersQuery["couponOffers"][number];
export type Campaign = Offer["campaign"];

export async function offersFor(productId: string | null): Promise<Offer[]> {
  return [...(await ask(CouponOffers, { productId })).couponOffers];
}

export async function claimOne(campaignId: string): Promise<void> {
  refuse((await ask(CouponClaim, { campaignId })).couponClaim?.errors ?? []);
}

/** Claim with a public code and return the coupon's id. */
export async function claimByCode(code: string): Promise<string> {
  const { couponClaimByCode: told } = await ask(CouponClaimByCode, { code });
  refuse(told?.errors ?? []);
  if (!told?.coupon) throw new Refused("UNKNOWN", "没有领到，请重试。");
  return told.coupon.id;
}

async function use(token: string, couponId: string | null): Promise<Checkout> {
  const { checkoutCouponUse: told } = await ask(CheckoutCouponUse, { checkoutToken: token, couponId });
  refuse(told?.errors ?? []);
  if (!told?.checkout) throw new Refused("UNKNOWN", "优惠券没有用上，请重试。");
  return told.checkout;
}

/** The best coupon is proposed until the buyer says otherwise; "" is none. */
export function useCouponChoice() {
  const list = ref<FittedCoupon[]>([]);
  const failure = ref("");
  const wanted = ref<string | null>(null);

  async function read(token: string): Promise<void> {
    list.value = [...(await ask(CheckoutCoupons, { checkoutToken: token })).checkoutCoupons];
  }

  function pick(): FittedCoupon | null {
    if (wanted.value === null) return list.value.find((each) => each.isBest) ?? null;
    return list.value.find((each) => each.coupon.id === wanted.value && !each.obstacle) ?? null;
  }

  /** Bring a filled checkout to what the buyer wants; without coupons it is handed back as it is. */
  async function apply(checkout: Checkout): Promise<Checkout> {
    failure.value = "";
    let now = checkout;
    try {
      await read(checkout.token);
      const one = pick();
      const chosen = list.value.find((each) => each.isChosen) ?? null;
      if (one?.coupon.id !== chosen?.coupon.id) {
        now = await use(checkout.token, one?.coupon.id ?? null);
        await read(checkout.token);
      }
    } catch (error) {
      failure.value = wordsOf(error);
    }
    return now;
  }

  return { list, failure, wanted, apply };
}
