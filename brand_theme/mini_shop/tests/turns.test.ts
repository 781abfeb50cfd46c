import { mount } from "@vue/test-utils";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { defineComponent, h, ref } from "vue";
import { paceAfter, useTurns } from "@/components/turns";

describe("drawing in turns", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function drawing(most: number, first = 0) {
    const wanted = ref(most);
    let drawn = ref(0);
    const page = mount(
      defineComponent(() => {
        drawn = useTurns(() => wanted.value, first);
        return () => h("i", drawn.value);
      }),
    );
    return { wanted, drawn, page };
  }

  it("begins with the first screen and ends with everything", async () => {
    const { drawn } = drawing(30, 4);
    expect(drawn.value).toBe(4);
    await vi.advanceTimersByTimeAsync(16);
    expect(drawn.value).toBe(5);
    await vi.runAllTimersAsync();
    expect(drawn.value).toBe(30);
  });
  it("goes on when more comes", async () => {
    const { wanted, drawn } = drawing(3);
    await vi.runAllTimersAsync();
    wanted.value = 9;
    await vi.runAllTimersAsync();
    expect(drawn.value).toBe(9);
  });
  it("begins anew with as many others", async () => {
    const { drawn } = drawing(20, 4);
    await vi.runAllTimersAsync();
    drawn.value = 4;
    await vi.runAllTimersAsync();
    expect(drawn.value).toBe(20);
  });
  it("stops with its page", async () => {
    const { drawn, page } = drawing(30);
    page.unmount();
    await vi.runAllTimersAsync();
    expect(drawn.value).toBe(0);
  });
});

describe("how many pieces are drawn in a turn", () => {
  it("grows while a turn takes less than half a breath", () => {
    expect(paceAfter(1, 1)).toBe(2);
    expect(paceAfter(4, 3.9)).toBe(8);
  });
  it("stays while a turn fits", () => {
    expect(paceAfter(2, 6)).toBe(2);
  });
  it("shrinks when a turn took too long, and never stops", () => {
    expect(paceAfter(8, 20)).toBe(4);
    expect(paceAfter(1, 500)).toBe(1);
  });
  it("never draws a whole page at once", () => {
    expect(paceAfter(8, 0)).toBe(8);
  });
});
