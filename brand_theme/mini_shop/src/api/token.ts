/** The login, kept on this device: whoever shows it can act as the buyer. */
import { ref } from "vue";

const KEY = "yeli.login";
/** A token this near its end is renewed before it is used. */
const NEAR_MS = 30_000;

export interface Login {
  access: string;
  /** What gets the next pair; works once. Empty when the shop gave none. */
  refresh: string;
  /** When `access` ends, in milliseconds since the epoch. */
  until: number;
}

/** Whether somebody is logged in, for whatever is shown accordingly. */
export const isLoggedIn = ref(Boolean(readLogin()));

export function readLogin(): Login | null {
  const kept: unknown = uni.getStorageSync(KEY);
  return kept && typeof kept === "object" ? (kept as Login) : null;
}

export function readToken(): string {
  return readLogin()?.access ?? "";
}

export function keepLogin(access: string, refresh: string | null, expiresIn: number | null, now = Date.now()): void {
  // Without a word on its life a token is used until the shop refuses it.
  const until = expiresIn === null ? Number.MAX_SAFE_INTEGER : now + expiresIn * 1000;
  uni.setStorageSync(KEY, { access, refresh: refresh ?? "", until });
  isLoggedIn.value = true;
}

export function dropLogin(): void {
  uni.removeStorageSync(KEY);
  isLoggedIn.value = false;
}

export function isNearItsEnd(login: Login, now = Date.now()): boolean {
  return login.until - now < NEAR_MS;
}
