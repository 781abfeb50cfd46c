/** What this page keeps while the browser is at WeChat, and what the browser brings back. */

const KEY = "yeli.authorisation";

export interface CameBack {
  code: string;
  authorisation: { state: string; verifier: string };
}

/** Keep the verifier on this page alone; it is in no address. */
export function keepVerifier(verifier: string): void {
  sessionStorage.setItem(KEY, verifier);
}

/**
 * What the browser brought back from WeChat, once; null when this page did not send it there.
 * A link with somebody else's code finds no verifier here, and the code is not even sent.
 */
export function cameBack(query: Record<string, unknown> | undefined): CameBack | null {
  const { code, state } = query ?? {};
  const verifier = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (!code || !state) return null;
  forgetInAddress();
  if (!verifier) return null;
  return { code: String(code), authorisation: { state: String(state), verifier } };
}

/** No code may come again with a reload, nor be sent on with a copied address, used or not. */
function forgetInAddress(): void {
  const address = new URL(location.href);
  address.searchParams.delete("code");
  address.searchParams.delete("state");
  history.replaceState(history.state, "", address);
}
