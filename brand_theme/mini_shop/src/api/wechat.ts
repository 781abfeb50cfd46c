/** The browser's way to WeChat: on a laptop, the simulator's counter. */
import { ask } from "@/api/client";
import { WechatPlace } from "@/generated/graphql";

let known: string | null | undefined;

/** Address of the simulator, or null in front of the real WeChat. */
export async function simulatorAddress(): Promise<string | null> {
  known ??= (await ask(WechatPlace)).wechatSimulator ?? null;
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
