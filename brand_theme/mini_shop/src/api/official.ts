/** To WeChat: the official account tells who stands at this browser. */
import { keepVerifier } from "@/api/came-back";
import { ask } from "@/api/client";
import { Refused, refuse } from "@/api/errors";
import { WechatAuthorise, type WechatAuthoriseMutationVariables } from "@/generated/graphql";

const VERIFIER_BYTES = 24;

/** Leave for WeChat, which sends the browser back to `page`. */
export async function goToWechat(purpose: WechatAuthoriseMutationVariables["purpose"], page: string): Promise<void> {
  const verifier = newVerifier();
  const { wechatAuthorise: told } = await ask(WechatAuthorise, { purpose, verifier, page });
  refuse(told?.errors ?? []);
  if (!told?.address) throw new Refused("UNKNOWN", "微信没有准备好，请重试。");
  keepVerifier(verifier);
  location.href = told.address;
}

function newVerifier(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(VERIFIER_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
