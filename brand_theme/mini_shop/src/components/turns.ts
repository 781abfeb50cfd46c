/** Drawing in turns: between two of them a browser paints, and answers who taps. */
import { nextTick, onUnmounted, ref, watch, type Ref } from "vue";

/** Milliseconds of drawing in one turn: half a frame, so that a phone four times slower answers too. */
const BREATH = 8;
const MOST_AT_ONCE = 8;

/**
 * Return a number that counts from `first` to `most()`, in each turn as many pieces as fit into a
 * breath. It goes on when `most` grows, and again when the caller sets it back. Mini-programs
 * draw elsewhere, and everything at once.
 */
export function useTurns(most: () => number, first = 0): Ref<number> {
  const drawn = ref(first);
  // #ifdef H5
  let pace = 1;
  let isAtWork = false;
  let isGone = false;
  const next = async () => {
    isAtWork = !isGone && drawn.value < most();
    if (!isAtWork) return;
    const began = performance.now();
    drawn.value = Math.min(most(), drawn.value + pace);
    await nextTick();
    pace = paceAfter(pace, performance.now() - began);
    soon(next);
  };
  watch(
    () => drawn.value < most(),
    (hasMore) => {
      if (!hasMore || isAtWork) return;
      isAtWork = true;
      soon(next);
    },
    { immediate: true },
  );
  onUnmounted(() => (isGone = true));
  // #endif
  // #ifndef H5
  drawn.value = Number.POSITIVE_INFINITY;
  // #endif
  return drawn;
}

/** Return how many pieces to draw in the next turn when `pace` of them took `took` ms. */
export function paceAfter(pace: number, took: number): number {
  if (took > BREATH) return Math.max(1, Math.floor(pace / 2));
  return took * 2 < BREATH ? Math.min(MOST_AT_ONCE, pace * 2) : pace;
}

/** After the next paint; a page out of sight paints nothing, so no frame is waited for. */
function soon(act: () => void): void {
  setTimeout(act, 16);
}
