/** The secret of a mail's link: in memory alone, so that no history and no device keeps it. */
import { onLoad, onUnload } from "@dcloudio/uni-app";
import { ref, type Ref } from "vue";
import { codeOf } from "@/api/errors";

const token = ref("");

/** Take the secret out of the address, once; it stays at hand while the buyer logs in. */
export function tokenOfLetter(): string {
  // #ifdef H5
  const found = new URLSearchParams(location.hash.slice(1)).get("token");
  if (found) {
    token.value = found;
    const bare = location.pathname + location.search;
    // The router writes `current` back whenever the page is left: it must not know the secret.
    history.replaceState({ ...history.state, current: bare }, "", bare);
  }
  // #endif
  return token.value;
}

export function dropLetter(): void {
  token.value = "";
}

export interface Letter {
  /** Empty when there is no link, or when the shop refused it: then it is of no use any more. */
  token: Ref<string>;
  error: Ref<unknown>;
  isBusy: Ref<boolean>;
  isDone: Ref<boolean>;
  /** Do what the link allows, once; what the shop says against it is in `error`. */
  use: (doing: (token: string) => Promise<void>) => Promise<void>;
}

/** What every page behind a mail's link does alike: read it, use it, and say when it is worth nothing. */
export function useLetter(): Letter {
  const held = ref("");
  const error = ref<unknown>(null);
  const isBusy = ref(false);
  const isDone = ref(false);

  function read() {
    held.value = tokenOfLetter();
  }
  /** Another mail's link, opened where this page stands already: only the hash changes, nothing loads. */
  function readAgain() {
    if (!location.hash.includes("token=")) return;
    error.value = null;
    isDone.value = false;
    read();
  }
  async function use(doing: (token: string) => Promise<void>) {
    error.value = null;
    isBusy.value = true;
    try {
      await doing(held.value);
      dropLetter();
      isDone.value = true;
    } catch (caught) {
      error.value = caught;
      if (codeOf(caught) !== "LINK_REFUSED") return;
      dropLetter();
      held.value = "";
    } finally {
      isBusy.value = false;
    }
  }
  onLoad(() => {
    read();
    // #ifdef H5
    addEventListener("hashchange", readAgain);
    // #endif
  });
  onUnload(() => {
    // #ifdef H5
    removeEventListener("hashchange", readAgain);
    // #endif
  });
  return { token: held, error, isBusy, isDone, use };
}
