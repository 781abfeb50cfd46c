/** Paying one order: what WeChat's sheet needs, the mini-program's own sheet, and what came of it. */
import { ask } from "@/api/client";
import { Refused, refuse } from "@/api/errors";
import type { SheetRequest } from "@/api/wechat";
import { WechatPaymentStart, WechatPaymentSync } from "@/generated/graphql";
import { miniWord, type BridgeWord } from "@/rules/paying";

/** Have WeChat ready to take the money of this order; `app` is whose sheet it will be. */
export async function startPayment(orderNumber: string, app: "MINI_PROGRAM" | "OFFICIAL_ACCOUNT"): Promise<SheetRequest> {
  const { wechatPaymentStart } = await ask(WechatPaymentStart, { orderNumber, app });
  refuse(wechatPaymentStart?.errors ?? []);
  if (!wechatPaymentStart?.request) throw new Refused("UNKNOWN", "微信没有给出付款单，请重试。");
  return wechatPaymentStart.request;
}

/** Have the shop ask WeChat, which alone knows whether money moved. */
export async function syncPayment(orderNumber: string): Promise<void> {
  const { wechatPaymentSync } = await ask(WechatPaymentSync, { orderNumber });
  refuse(wechatPaymentSync?.errors ?? []);
}

/** Open the mini-program's payment sheet; tells how it closed. */
export function openMiniSheet({ timeStamp, nonceStr, package: bundle, signType, paySign }: SheetRequest): Promise<BridgeWord> {
  return new Promise((resolve) => {
    uni.requestPayment({
      provider: "wxpay",
      orderInfo: {},
      timeStamp,
      nonceStr,
      package: bundle,
      signType,
      paySign,
      success: () => resolve("ok"),
      fail: ({ errMsg }) => resolve(miniWord(errMsg)),
    });
  });
}
