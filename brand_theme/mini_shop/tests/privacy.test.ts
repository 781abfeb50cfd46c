import { createPinia, setActivePinia } from "pinia";
import { beforeEach, expect, it, vi } from "vitest";
import { AGREE_BUTTON, usePrivacy } from "@/stores/privacy";

let ask: (resolve: (answer: unknown) => void) => void;

beforeEach(() => {
  setActivePinia(createPinia());
  vi.stubGlobal("wx", { onNeedPrivacyAuthorization: (listener: typeof ask) => (ask = listener) });
  usePrivacy().listen();
});

it("shows the gate, and one answer serves every interface that waits", () => {
  const privacy = usePrivacy();
  const [pictures, clipboard] = [vi.fn(), vi.fn()];
  ask(pictures);
  ask(clipboard);
  expect(privacy.isAsked).toBe(true);
  expect(pictures).toHaveBeenLastCalledWith({ event: "exposureAuthorization" });

  privacy.agree();

  for (const waiting of [pictures, clipboard]) expect(waiting).toHaveBeenLastCalledWith({ event: "agree", buttonId: AGREE_BUTTON });
  expect(privacy.isAsked).toBe(false);
});

it("tells WeChat of a refusal, and asks again the next time", () => {
  const privacy = usePrivacy();
  const first = vi.fn();
  ask(first);
  privacy.refuse();
  expect(first).toHaveBeenLastCalledWith({ event: "disagree" });

  ask(vi.fn());
  privacy.agree();

  expect(first).toHaveBeenCalledTimes(2); // shown and refused: not answered once more
});
