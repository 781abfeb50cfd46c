/** The secret of a mail's link: in memory alone, so that no history and no device keeps it. */
import { ref } from "vue";

const token = ref("");

/** Take the secret out of the address, once; it stays at hand while the buyer logs in. */
export function tokenOfLetter(): string {
  // #ifdef H5
  const found = new URLSearchParams(location.hash.slice(1)).get("token");
  if (found) {
    token.value = found;
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  // #endif
  return token.value;
}

export function dropLetter(): void {
  token.value = "";
}
