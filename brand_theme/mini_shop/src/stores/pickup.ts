/** Whether the buyer fetches the order at hand herself, where, and who comes. */
import { defineStore } from "pinia";
import type { PickUpOfferQuery } from "@/generated/graphql";
import { localPhone } from "@/rules/address";

export type Offer = PickUpOfferQuery["pickUpOffer"];
export type Point = Offer["points"][number];

export const usePickup = defineStore("pickup", {
  state: () => ({ isOn: false, pointId: 0, name: "", phone: "" }),
  getters: {
    isComplete: (state) =>
      state.pointId > 0 && Boolean(state.name.trim()) && /^1\d{10}$/.test(localPhone(state.phone)),
  },
});
