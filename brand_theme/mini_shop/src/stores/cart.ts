/** The cart: kept on this device until the order is placed, checked against the shop. */
import { defineStore } from "pinia";
import { countOf, MOST_OF_ONE, put, type CartLine } from "@/rules/cart";

const KEY = "yeli.cart";
const CART_TAB = 2;

interface State {
  lines: CartLine[];
  /** What goes to the confirm page: the chosen lines, or one bought at once. */
  basket: CartLine[];
}

export const useCart = defineStore("cart", {
  state: (): State => ({ lines: read(KEY), basket: read(`${KEY}.basket`) }),
  getters: {
    count: (state) => countOf(state.lines),
  },
  actions: {
    add(line: CartLine) {
      this.lines = put(this.lines, line);
      this.keep();
    },
    setQuantity(variantId: string, quantity: number) {
      const held = Math.min(Math.max(quantity, 1), MOST_OF_ONE);
      this.change(variantId, { quantity: held });
    },
    choose(variantIds: string[], isChosen: boolean) {
      const wanted = new Set(variantIds);
      this.lines = this.lines.map((line) =>
        wanted.has(line.variantId) ? { ...line, isChosen } : line,
      );
      this.keep();
    },
    change(variantId: string, changes: Partial<CartLine>) {
      this.lines = this.lines.map((line) =>
        line.variantId === variantId ? { ...line, ...changes } : line,
      );
      this.keep();
    },
    remove(variantIds: string[]) {
      const gone = new Set(variantIds);
      this.lines = this.lines.filter((line) => !gone.has(line.variantId));
      this.keep();
    },
    setBasket(lines: CartLine[]) {
      this.basket = lines;
      uni.setStorageSync(`${KEY}.basket`, lines);
    },
    /** What was ordered leaves cart and basket. */
    settle() {
      this.remove(this.basket.map((line) => line.variantId));
      this.setBasket([]);
    },
    keep() {
      uni.setStorageSync(KEY, this.lines);
      this.showCount();
    },
    showCount() {
      // Outside the four tabs there is no bar to write on, and `fail` says just that.
      const fail = () => undefined;
      if (this.count) uni.setTabBarBadge({ index: CART_TAB, text: badge(this.count), fail });
      else uni.removeTabBarBadge({ index: CART_TAB, fail });
    },
  },
});

function read(key: string): CartLine[] {
  const kept: unknown = uni.getStorageSync(key);
  return Array.isArray(kept) ? (kept as CartLine[]) : [];
}

function badge(count: number): string {
  return count > 99 ? "99+" : String(count);
}
