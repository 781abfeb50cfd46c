/**
 * WeChat's privacy check: before a privacy interface (chosen pictures, clipboard) is used for
 * the first time, the buyer agrees to the privacy guide in WeChat's own way.
 */
import { defineStore } from "pinia";

type Answer = { event: "exposureAuthorization" } | { event: "agree"; buttonId: string } | { event: "disagree" };
type Resolve = (answer: Answer) => void;

declare const wx: {
  onNeedPrivacyAuthorization?(ask: (resolve: Resolve) => void): void;
  openPrivacyContract?(wish: { fail(): void }): void;
};

/** WeChat compares it with the button that was pressed. */
export const AGREE_BUTTON = "agree-privacy";
let waiting: Resolve[] = [];

export const usePrivacy = defineStore("privacy", {
  state: () => ({ isAsked: false }),
  actions: {
    start() {
      // #ifdef MP-WEIXIN
      this.listen();
      // #endif
    },
    /** WeChat asks once for each interface that waits; one answer serves them all. */
    listen() {
      wx.onNeedPrivacyAuthorization?.((resolve) => {
        waiting.push(resolve);
        this.isAsked = true;
        resolve({ event: "exposureAuthorization" });
      });
    },
    agree() {
      this.answer({ event: "agree", buttonId: AGREE_BUTTON });
    },
    refuse() {
      this.answer({ event: "disagree" });
    },
    answer(answer: Answer) {
      const asked = waiting;
      waiting = [];
      this.isAsked = false;
      for (const resolve of asked) resolve(answer);
    },
    /** The guide as it was filled in at WeChat's console; ours where that is missing. */
    showGuide(otherwise: () => void) {
      if (wx.openPrivacyContract) wx.openPrivacyContract({ fail: otherwise });
      else otherwise();
    },
  },
});
