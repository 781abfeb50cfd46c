import { describe, expect, it } from "vitest";
import { decimalOf, fenOf, yuan, yuanParts } from "@/rules/money";

describe("money", () => {
  it.each([
    [0, "0.00"],
    [5, "0.05"],
    [1990, "19.90"],
    [123456789, "1,234,567.89"],
    [-150, "-1.50"],
  ])("writes %i fen as %s", (fen, text) => expect(yuan(fen)).toBe(text));

  it("refuses what is not whole fen", () => {
    expect(() => yuan(19.9)).toThrow(TypeError);
    expect(() => yuan(Number.NaN)).toThrow(TypeError);
  });

  it.each([
    [18.8, 1880],
    [0.29, 29],
    [1.15, 115],
    [4.35, 435],
    [1234567.89, 123456789],
    ["49.90", 4990],
    ["8", 800],
    ["-1.5", -150],
  ])("reads %s yuan as %i fen", (amount, fen) => expect(fenOf(amount)).toBe(fen));

  it.each(["1.234", "1e3", "", "¥8", "8元"])("refuses %s", (text) => expect(() => fenOf(text)).toThrow(TypeError));

  it("reads back every amount it writes", () => {
    for (let fen = 0; fen < 20_000; fen += 7) expect(fenOf(Number(decimalOf(fen)))).toBe(fen);
  });

  it("sets the fen apart", () => expect(yuanParts(1234505)).toEqual(["12,345", "05"]));
});
