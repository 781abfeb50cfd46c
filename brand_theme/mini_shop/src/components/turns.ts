/** Drawing in turns: between two of them a browser paints, and answers who taps. */
import { onMounted, onUnmounted, ref, type Ref } from "vue";

/**
 * Return a number that counts from 0 to `most`, one after each paint. A modest phone draws a
 * dozen cards in 50 ms and a whole page in 300; mini-programs draw elsewhere, and at once.
 */
export function useTurns(most: number): Ref<number> {
  const turn = ref(0);
  // #ifdef H5
  let isGone = false;
  const next = () => {
    if (isGone || turn.value >= most) return;
    turn.value += 1;
    soon(next);
  };
  onMounted(() => soon(next));
  onUnmounted(() => (isGone = true));
  // #endif
  // #ifndef H5
  turn.value = most;
  // #endif
  return turn;
}

/** After the next paint; a page out of sight paints nothing, so no frame is waited for. */
export function soon(act: () => void): void {
  setTimeout(act, 16);
}
