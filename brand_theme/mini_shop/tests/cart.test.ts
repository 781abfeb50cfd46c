import { describe, expect, it } from "vitest";
import { attainable, chosen, countOf, grouped, put, rowsOf, sumFen, type CartGood, type CartLine } from "@/rules/cart";
import { good, line } from "./goods";

describe("putting in", () => {
  it("adds to what is there and never past the most of one kind", () => {
    const lines = put([line("a", { quantity: 48 })], line("a", { quantity: 5 }));
    expect(lines).toHaveLength(1);
    expect(lines[0].quantity).toBe(50);
  });

  it("puts something new first", () => {
    expect(put([line("a")], line("b")).map((each) => each.variantId)).toEqual(["b", "a"]);
  });
});

describe("what has become of a line", () => {
  const row = (more: Partial<CartLine>, now: CartGood[]) => rowsOf([line("a", more)], now)[0];

  it("says that the variant is gone", () => {
    expect(row({}, [])).toMatchObject({ isBuyable: false, obstacle: "这个规格已经没有了" });
  });
  it("says why the shop does not sell it", () => {
    expect(row({}, [good("a", { obstacle: "已下架" })])).toMatchObject({ isBuyable: false, obstacle: "现在不能买：已下架" });
  });
  it("says that it is sold out", () => {
    expect(row({}, [good("a", { left: 0 })])).toMatchObject({ isBuyable: false, obstacle: "卖完了，暂时买不到" });
  });
  it("says how many are left when more are wanted", () => {
    expect(row({ quantity: 5 }, [good("a", { left: 3 })])).toMatchObject({
      isBuyable: false,
      obstacle: "只剩 3 件，您要的是 5 件",
      most: 3,
    });
  });
  it.each([
    [1290, "涨价了：加入时 10.00 元，现在 12.90 元"],
    [900, "降价了：加入时 10.00 元，现在 9.00 元"],
    [1000, ""],
  ])("says what the price did: %i", (priceFen, change) => {
    expect(row({}, [good("a", { priceFen })])).toMatchObject({ isBuyable: true, change });
  });
  it("says nothing of a price she never saw", () => {
    expect(row({ seenFen: null }, [good("a", { priceFen: 9 })])).toMatchObject({ isBuyable: true, change: "" });
  });
  it("says what the price did also where fewer are left", () => {
    expect(row({ quantity: 9 }, [good("a", { left: 2, priceFen: 900 })])).toMatchObject({
      obstacle: "只剩 2 件，您要的是 9 件",
      change: "降价了：加入时 10.00 元，现在 9.00 元",
    });
  });
  it("does not count what nobody counts", () => {
    expect(row({ quantity: 40 }, [good("a", { left: null })])).toMatchObject({ isBuyable: true, most: 50 });
  });
});

describe("what can be had", () => {
  it("is fewer where fewer are left, and nothing of what is gone, sold out or not sold", () => {
    const rows = rowsOf(
      [line("few", { quantity: 5 }), line("enough"), line("out"), line("barred"), line("gone")],
      [good("few", { left: 2 }), good("enough"), good("out", { left: 0 }), good("barred", { obstacle: "品牌授权已暂停" })],
    );
    expect(attainable(rows).map(({ variantId, quantity }) => [variantId, quantity])).toEqual([["few", 2], ["enough", 1]]);
  });
});

describe("the sum", () => {
  const rows = rowsOf(
    [line("a", { quantity: 2 }), line("b", { isChosen: false }), line("c", { quantity: 3 }), line("gone")],
    [good("a", { priceFen: 1999 }), good("b"), good("c", { priceFen: 5, enterpriseSlug: "taoshe", enterprise: "沼山桃社" })],
  );

  it("counts only what is chosen and can be bought", () => {
    expect(chosen(rows).map((each) => each.line.variantId)).toEqual(["a", "c"]);
    expect(sumFen(rows)).toBe(2 * 1999 + 3 * 5);
  });
  it("groups by enterprise", () => {
    expect(grouped(rows).map((group) => [group.name, group.rows.length])).toEqual([
      ["金牛老巷", 2],
      ["沼山桃社", 1],
      ["大冶物产", 1],
    ]);
  });
  it("counts pieces", () => expect(countOf([line("a", { quantity: 2 }), line("b")])).toBe(3));
});
