import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";
import FreshConsent from "@/components/fresh-consent/fresh-consent.vue";
import ShippingPick from "@/components/shipping-pick/shipping-pick.vue";
import TillObstacles from "@/components/till-obstacles/till-obstacles.vue";
import { rowsOf, type CartGood } from "@/rules/cart";
import { cheapest, fillMark, hinderedOf, isOutdated, isShort, newTotalWords, placeOf, sumsOf, type Filled } from "@/rules/till";
import { good, line } from "./goods";

const yuan = (amount: number) => ({ gross: { amount } });
const filled = (more: Partial<Filled> = {}): Filled => ({
  subtotalPrice: yuan(37.6),
  shippingPrice: yuan(8),
  totalPrice: yuan(40.6),
  discount: { amount: 5 },
  shippingMethod: { id: "express" },
  ...more,
});

describe("sums", () => {
  const rows = rowsOf([line("tea", { quantity: 2 })], [good("tea")]);

  it("are the goods alone until the shop has said more", () => {
    expect(sumsOf(null, rows, false)).toEqual({ goodsFen: 2000, shippingFen: null, savedFen: 0, totalFen: 2000, isWhole: false });
  });
  it("are the shop's own, in fen", () => {
    expect(sumsOf(filled(), rows, false)).toEqual({ goodsFen: 3760, shippingFen: 800, savedFen: 500, totalFen: 4060, isWhole: true });
  });
  it("are whole without a delivery only when it is fetched", () => {
    const open = filled({ shippingMethod: null, discount: null });
    expect([sumsOf(open, rows, false).isWhole, sumsOf(open, rows, true).isWhole]).toEqual([false, true]);
    expect(sumsOf(open, rows, false).shippingFen).toBeNull();
  });
});

describe("what is chosen for her", () => {
  const places = [
    { id: "a", isDefaultShippingAddress: null },
    { id: "b", isDefaultShippingAddress: true },
    { id: "c", isDefaultShippingAddress: false },
  ];
  it("is the address she picked, else her default one, else the first", () => {
    expect(placeOf(places, "c")?.id).toBe("c");
    expect(placeOf(places, "gone")?.id).toBe("b");
    expect(placeOf(places.slice(0, 1), "")?.id).toBe("a");
    expect(placeOf([], "")).toBeNull();
  });
  it("is the cheapest delivery, the first of equals", () => {
    const methods = [
      { id: "cold", price: { amount: 18 } },
      { id: "express", price: { amount: 8 } },
      { id: "other", price: { amount: 8 } },
    ];
    expect(cheapest(methods)?.id).toBe("express");
    expect(cheapest([])).toBeNull();
  });
});

describe("what stands in the way", () => {
  const hindered = (more: Partial<CartGood>, quantity = 3) => hinderedOf(rowsOf([line("tea", { quantity }), line("noodles")], [good("tea", more), good("noodles")]));

  it("is short where some are left, and gone where none is or it may not be sold", () => {
    expect(hindered({}, 3)).toEqual([]);
    expect([hindered({ left: 2 }).length, isShort(hindered({ left: 2 }))]).toEqual([1, true]);
    expect(isShort(hindered({ left: 0 }))).toBe(false);
    expect(isShort(hindered({ obstacle: "许可证暂停" }))).toBe(false);
  });
  it("is worth another look only after refusals that change the page", () => {
    expect(["PRICE_CHANGED", "COUPON_LOST", "TOO_OFTEN", ""].map(isOutdated)).toEqual([true, true, false, false]);
  });
  it("names both totals", () => {
    expect(newTotalWords(12800, 13050)).toContain("刚才应付 128.00 元，现在应付 130.50 元");
  });
});

describe("filling the checkout anew", () => {
  it("is needed for other goods or another way to get them, not for a price she saw", () => {
    const mark = fillMark([line("tea")], true);
    expect(fillMark([{ ...line("tea"), seenFen: 900 }], true)).toBe(mark);
    expect(fillMark([line("tea", { quantity: 2 })], true)).not.toBe(mark);
    expect(fillMark([line("tea")], { id: "a" })).not.toBe(mark);
  });
});

describe("parts of the till", () => {
  it("offer what is left only where something is", async () => {
    const rows = hinderedOf(rowsOf([line("tea", { quantity: 3 })], [good("tea", { left: 2 })]));
    const some = mount(TillObstacles, { props: { hindered: rows, hasRemaining: true } });
    expect(some.text()).toContain("1 样商品不够了");
    await some.findAll("button")[1].trigger("click");
    expect(some.emitted("take")).toHaveLength(1);
    const none = mount(TillObstacles, { props: { hindered: rows, hasRemaining: false } });
    expect(none.findAll("button")).toHaveLength(1);
  });
  it("say why there is no delivery", () => {
    const props = { methods: [], chosenId: "", hasPlace: true, isBusy: false, isHindered: false };
    expect(mount(ShippingPick, { props }).text()).toContain("暂时送不到");
    expect(mount(ShippingPick, { props: { ...props, isHindered: true } }).text()).toContain("定下买哪些");
    expect(mount(ShippingPick, { props: { ...props, hasPlace: false } }).text()).toContain("填好地址后");
  });
  it("choose a delivery by finger and by keyboard", async () => {
    const methods = [{ id: "express", name: "快递", price: { amount: 8 } }];
    const pick = mount(ShippingPick, { props: { methods, chosenId: "express", hasPlace: true, isBusy: false, isHindered: false } });
    const way = pick.find("[role=radio]");
    expect(way.attributes("aria-checked")).toBe("true");
    await way.trigger("click");
    await way.trigger("keydown.enter");
    expect(pick.emitted("choose")).toEqual([["express"], ["express"]]);
  });
  it("leave the confirmation on fresh goods to her", async () => {
    const consent = mount(FreshConsent, { props: { names: ["湖鲜", "莲子"], isAgreed: false } });
    expect(consent.text()).toContain("湖鲜、莲子");
    await consent.trigger("click");
    expect(consent.emitted("turn")).toEqual([[true]]);
  });
});
