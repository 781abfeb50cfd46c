/** Which way a browser pays, and how it waits for a code to be scanned. */

const FIRST_LOOK = 3000; // milliseconds
const SLOWER = 1.2;
const LONGEST_PAUSE = 12_000;

/** WeChat's own browser; WeCom's calls itself the same and has no bridge for shops. */
export function isInWechat(agent: string): boolean {
  return /MicroMessenger/i.test(agent) && !/wxwork/i.test(agent);
}

export function isPhone(agent: string): boolean {
  return /Android|iPhone|iPod|Mobile|HarmonyOS/i.test(agent);
}

export interface Place {
  /** Address of the simulator on a laptop. */
  simulator: string | null;
  /** Whether the shop has an official account, which WeChat's browser needs. */
  hasAccount: boolean;
}

/**
 * `bridge`: WeChat opens its payment sheet over the page. `counter`: the simulator's page
 * stands in for it. `code`: somebody scans with WeChat.
 */
export type Way = "bridge" | "counter" | "code";

export function wayToPay(agent: string, place: Place): Way {
  if (isInWechat(agent) && place.hasAccount) return "bridge";
  return place.simulator ? "counter" : "code";
}

/** Pause before the next look at a code's payment: ever longer, so that a page left open asks little. */
export function nextLook(turn: number): number {
  return Math.min(FIRST_LOOK * SLOWER ** turn, LONGEST_PAUSE);
}

export type CodeStanding = "shown" | "old" | "over" | "replaced";

/**
 * What to do with a code. `replaced`: the order is being paid another way, and asking for a
 * new code would close that one, so a person decides.
 */
export function codeStanding(
  code: { until: string; payBy: string; isGood: boolean },
  now: Date,
): CodeStanding {
  if (now >= new Date(code.payBy)) return "over";
  if (!code.isGood) return "replaced";
  return now >= new Date(code.until) ? "old" : "shown";
}

export type BridgeWord = "ok" | "cancel" | "fail";

/** What the sheet said when it closed; whether money moved only the shop can tell. */
export function bridgeWord(message: string): BridgeWord {
  const [, word = ""] = message.split(":");
  return word === "ok" || word === "cancel" ? word : "fail";
}

/** The same of the mini-program's sheet, which tells only why it failed. */
export function miniWord(message: string): BridgeWord {
  return /cancel/.test(message) ? "cancel" : "fail";
}

/** What to tell whoever closed the sheet; nothing where it went well. */
export const SHEET_WORDS: Record<BridgeWord, string> = {
  ok: "",
  cancel: "没有付款。倒计时结束前都可以再付。",
  fail: "微信没有完成付款，请重试。",
};

/** What stands on the button that pays. */
export function payLabel({ isBusy, hasFailed, way }: { isBusy: boolean; hasFailed: boolean; way: Way }): string {
  if (isBusy) return "请稍候…";
  if (hasFailed) return "重新付款";
  return way === "code" ? "微信扫码支付" : "微信支付";
}
