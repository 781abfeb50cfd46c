/** How the shop looks to this buyer: light or dark, ordinary or large text. */
import { defineStore } from "pinia";
import { dark, light } from "@/generated/tokens";

export type Look = "system" | "light" | "dark";
const KEY = "yeli.settings";

interface Kept {
  look: Look;
  isLarge: boolean;
  /** Whether goods that were looked at are kept on this device. */
  keepsFootprints: boolean;
  /** Whether recommendations follow them. */
  isPersonal: boolean;
}

export const useSettings = defineStore("settings", {
  state: () => ({ ...kept(), systemIsDark: false }),
  getters: {
    isDark: (state): boolean =>
      state.look === "dark" || (state.look === "system" && state.systemIsDark),
  },
  actions: {
    start() {
      this.systemIsDark = systemTheme() === "dark";
      uni.onThemeChange?.(({ theme }) => {
        this.systemIsDark = theme === "dark";
        this.paint();
      });
      this.paint();
    },
    set(changes: Partial<Kept>) {
      this.$patch(changes);
      const { look, isLarge, keepsFootprints, isPersonal } = this;
      uni.setStorageSync(KEY, { look, isLarge, keepsFootprints, isPersonal });
      this.paint();
    },
    /** Colour what is not part of a page: the tab bar, and the ground below pages. */
    paint() {
      const colours = this.isDark ? dark : light;
      uni.setTabBarStyle({
        color: colours["text-muted"],
        selectedColor: colours.accent,
        backgroundColor: colours.surface,
        borderStyle: this.isDark ? "black" : "white",
        fail: () => undefined,
      });
      // #ifdef H5
      document.documentElement.dataset.theme = this.isDark ? "dark" : "light";
      document.documentElement.dataset.text = this.isLarge ? "large" : "ordinary";
      // #endif
    },
  },
});

function systemTheme(): string {
  // #ifdef H5
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  // #endif
  // #ifndef H5
  return uni.getSystemInfoSync().theme ?? "light";
  // #endif
}

function kept(): Kept {
  const found: unknown = uni.getStorageSync(KEY);
  const { look = "system", isLarge = false, keepsFootprints = true, isPersonal = true } = (found || {}) as Partial<Kept>;
  return { look, isLarge, keepsFootprints, isPersonal };
}
