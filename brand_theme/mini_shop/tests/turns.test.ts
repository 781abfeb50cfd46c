import { describe, expect, it } from "vitest";
import { paceAfter } from "@/components/turns";

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
