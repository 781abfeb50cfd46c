/** The browser's ways to WeChat: its own browser's bridge, or the simulator's counter. */
import { ask } from "@/api/client";
import { WechatPlace } from "@/generated/graphql";
import { bridgeWord, type BridgeWord, type Place } from "@/rules/paying";

const BRIDGE_PATIENCE = 5000; // milliseconds for WeChat to put its bridge into the page
let known: Place | undefined;

export async function wechatPlace(): Promise<Place> {
  if (!known) {
    const { wechatSimulator, wechatOfficialAccount } = await ask(WechatPlace);
    known = { simulator: wechatSimulator ?? null, hasAccount: wechatOfficialAccount };
  }
  return known;
}

/** The counter's page that sends the browser back to one of ours. */
export function counterAddress(
  simulator: string,
  what: "login" | "pay",
  back: string,
  more: Record<string, string> = {},
): string {
  const query = new URLSearchParams({ ...more, back: `${location.origin}${back}` });
  return `${simulator}/sim/counter/${what}?${query.toString()}`;
}

/** The counter's page at which a phone scans this code. */
export function scanAddress(simulator: string, code: string): string {
  return `${simulator}/sim/counter/scan?${new URLSearchParams({ code }).toString()}`;
}

export interface SheetRequest {
  appId: string;
  timeStamp: string;
  nonceStr: string;
  package: string;
  signType: string;
  paySign: string;
}

interface Bridge {
  invoke(name: string, request: SheetRequest, done: (told: { err_msg: string }) => void): void;
}

function bridgeHere(): Bridge | undefined {
  return (window as unknown as { WeixinJSBridge?: Bridge }).WeixinJSBridge;
}

/** WeChat puts the bridge in after the page has begun. */
function bridgeReady(): Promise<Bridge> {
  const here = bridgeHere();
  if (here) return Promise.resolve(here);
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("微信没有准备好，请退出这一页再进来。")), BRIDGE_PATIENCE);
    document.addEventListener("WeixinJSBridgeReady", () => {
      clearTimeout(late);
      const bridge = bridgeHere();
      if (bridge) resolve(bridge);
    }, { once: true });
  });
}

/** Open WeChat's payment sheet over the page; tells how it closed. */
export async function openSheet(request: SheetRequest): Promise<BridgeWord> {
  const bridge = await bridgeReady();
  return new Promise((resolve) =>
    bridge.invoke("getBrandWCPayRequest", request, ({ err_msg }) => resolve(bridgeWord(err_msg))),
  );
}
