/** To WeChat and back: the official account tells who stands at this browser. */
import { ask } from "@/api/client";
import { Refused, refuse } from "@/api/errors";
import { WechatAuthorise, type WechatAuthoriseMutationVariables } from "@/generated/graphql";

const KEY = "yeli.authorisation";
const VERIFIER_BYTES = 24;

export interface CameBack {
  code: string;
  authorisation: { state: string; verifier: string };
}

/** Leave for WeChat, which sends the browser back to `page`. */
export async function goToWechat(purpose: WechatAuthoriseMutationVariables["purpose"], page: string): Promise<void> {
  const verifier = newVerifier();
  const { wechatAuthorise: told } = await ask(WechatAuthorise, { purpose, verifier, page });
  refuse(told?.errors ?? []);
  if (!told?.address) throw new Refused("UNKNOWN", "微信没有准备好，请重试。");
  sessionStorage.setItem(KEY, verifier);
  location.href = told.address;
}

/**
 * What the browser brought back from WeChat, once; null when this page did not send it there.
 * A link with somebody else's code finds no verifier here, and the code is not even sent.
 */
export function cameBack(query: Record<string, unknown> | undefined): CameBack | null {
  const { code, state } = query ?? {};
  const verifier = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (!code || !state || !verifier) return null;
  forgetInAddress();
  return { code: String(code), authorisation: { state: String(state), verifier } };
}

/** A used code must not come again with a reload, nor be sent on with a copied address. */
function forgetInAddress(): void {
  const address = new URL(location.href);
  address.searchParams.delete("code");
  address.searchParams.delete("state");
  history.replaceState(history.state, "", address);
}

function newVerifier(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(VERIFIER_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
