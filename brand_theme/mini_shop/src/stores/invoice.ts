/** The invoice a buyer wants for the order at hand; asked for once it is paid. */
import { defineStore } from "pinia";
import { ask } from "@/api/client";
import { refuse } from "@/api/errors";
import { FapiaoRequest } from "@/generated/graphql";

export type InvoiceKind = "NONE" | "PERSONAL" | "ENTERPRISE";

export const useInvoice = defineStore("invoice", {
  state: () => ({ kind: "NONE" as InvoiceKind, title: "", taxNumber: "", email: "", orderNumber: "" }),
  getters: {
    wants: (state) => state.kind !== "NONE",
  },
  actions: {
    /** Ask for the invoice of the order just paid; does nothing when none is wanted. */
    async request(number: string) {
      if (this.kind === "NONE" || this.orderNumber !== number) return;
      const { fapiaoRequest } = await ask(FapiaoRequest, {
        orderNumber: number,
        kind: this.kind,
        title: this.title.trim() || "个人",
        taxNumber: this.kind === "ENTERPRISE" ? this.taxNumber.trim() : null,
        email: this.email.trim(),
      });
      refuse(fapiaoRequest?.errors ?? []);
      this.$reset();
    },
  },
});
