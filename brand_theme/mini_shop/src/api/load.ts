/** What a page waits for: loading, there, empty or failed, with a way to try again. */
import { ref, shallowRef, type Ref, type ShallowRef } from "vue";
import { Unreachable, wordsOf } from "@/api/errors";
import { onReturn, useNetwork } from "@/stores/network";

export interface Loaded<Thing> {
  thing: ShallowRef<Thing | null>;
  failure: Ref<string>;
  isLoading: Ref<boolean>;
  load: () => Promise<void>;
}

/**
 * Hold what `bring` brings. A later call wins over an earlier one that is still out. What was
 * brought before stays while the net is away, which the banner says; once it is back, what failed
 * for it is brought again.
 */
export function useLoaded<Thing>(bring: () => Promise<Thing>): Loaded<Thing> {
  const thing: ShallowRef<Thing | null> = shallowRef(null);
  const failure = ref("");
  const isLoading = ref(false);
  const network = useNetwork();
  let turn = 0;
  let isMissed = false;

  async function load(): Promise<void> {
    const mine = ++turn;
    isLoading.value = true;
    failure.value = "";
    isMissed = false;
    try {
      const brought = await bring();
      if (mine !== turn) return;
      thing.value = brought;
      isMissed = network.isAway; // then it is what was read before
    } catch (error) {
      if (mine !== turn) return;
      isMissed = error instanceof Unreachable;
      if (!isMissed || thing.value === null) failure.value = wordsOf(error);
    } finally {
      if (mine === turn) isLoading.value = false;
    }
  }
  onReturn(() => isMissed && void load());
  return { thing, failure, isLoading, load };
}
