/** Who runs the shop: every page's foot says so, and it is asked once. */
import { defineStore } from "pinia";
import { ask } from "@/api/client";
import { ShopOperator, type ShopOperatorQuery } from "@/generated/graphql";

type Operator = ShopOperatorQuery["shopOperator"];
let asked: Promise<Operator> | undefined;

export const useOperator = defineStore("operator", {
  state: () => ({ known: null as Operator | null }),
  getters: {
    /** The value of one line; empty until it is known. */
    fact: (state) => (name: string) => state.known?.facts.find((fact) => fact.name === name),
  },
  actions: {
    async load() {
      asked ??= ask(ShopOperator).then(({ shopOperator }) => shopOperator);
      try {
        this.known = await asked;
      } catch (error) {
        asked = undefined; // the next page asks again
        throw error;
      }
    },
  },
});
