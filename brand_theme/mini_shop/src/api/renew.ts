/** A new pair of tokens for the old one: asked for once, however many questions wait for it. */
import { Refused } from "@/api/errors";
import { dropLogin, keepLogin, readLogin } from "@/api/token";
import { send } from "@/api/transport";
import { LoginRefresh } from "@/generated/graphql";

let underWay: Promise<void> | null = null;

/** Renew the login, or end it when the shop no longer takes it; without a net it stays. */
export function renew(): Promise<void> {
  underWay ??= renewOnce().finally(() => (underWay = null));
  return underWay;
}

async function renewOnce(): Promise<void> {
  const login = readLogin();
  if (!login?.refresh) return dropLogin();
  try {
    const { loginRefresh } = await send(LoginRefresh, { refreshToken: login.refresh }, "");
    if (!loginRefresh?.accessToken) return dropLogin();
    keepLogin(loginRefresh.accessToken, loginRefresh.refreshToken, loginRefresh.expiresIn);
  } catch (error) {
    if (error instanceof Refused) return dropLogin();
    throw error;
  }
}
