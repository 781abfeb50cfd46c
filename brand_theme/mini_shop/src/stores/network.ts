/** Whether the device is online: the banner says so before a button fails. */
import { defineStore } from "pinia";

export const useNetwork = defineStore("network", {
  state: () => ({ isOffline: false }),
  actions: {
    start() {
      uni.getNetworkType({ success: ({ networkType }) => (this.isOffline = networkType === "none") });
      uni.onNetworkStatusChange(({ isConnected }) => (this.isOffline = !isConnected));
    },
  },
});
