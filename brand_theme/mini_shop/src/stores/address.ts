/** Which address the buyer picked for the order at hand; none means her default one. */
import { defineStore } from "pinia";

export const useAddress = defineStore("address", { state: () => ({ chosenId: "" }) });
