/** Whether the shop can be reached: the banner says so before a button fails, and pages heal by themselves. */
import { defineStore } from "pinia";
import { watch } from "vue";

export const useNetwork = defineStore("network", {
  state: () => ({
    isOffline: false,
    /** The last question got no answer, whatever the device believes of its net. */
    isSilent: false,
    /** Counts the times at which asking again is worth while. */
    returns: 0,
  }),
  getters: {
    isAway: (state) => state.isOffline || state.isSilent,
  },
  actions: {
    start() {
      // #ifdef H5
      // Not uni's word: it asks `navigator.connection`, which many browsers lack or never change.
      this.noteNet(navigator.onLine);
      addEventListener("online", () => this.noteNet(true));
      addEventListener("offline", () => this.noteNet(false));
      // #endif
      // #ifndef H5
      uni.getNetworkType({ success: ({ networkType }) => this.noteNet(networkType !== "none") });
      uni.onNetworkStatusChange(({ isConnected }) => this.noteNet(isConnected));
      // #endif
    },
    /** What the device says of its net. */
    noteNet(isThere: boolean) {
      const wasAway = this.isOffline;
      this.isOffline = !isThere;
      if (wasAway && isThere) this.tryAgain();
    },
    /** Have every page that waits for the net ask again. */
    tryAgain() {
      this.returns += 1;
    },
    noteAnswer() {
      const wasSilent = this.isSilent;
      this.isSilent = false;
      if (wasSilent) this.tryAgain();
    },
    noteSilence() {
      this.isSilent = true;
    },
  },
});

/** Call it when the net is back; in a component's setup, which it does not outlive. */
export function onReturn(again: () => void): void {
  const network = useNetwork();
  watch(() => network.returns, again);
}
