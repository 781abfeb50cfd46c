import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";
import GoodProvenance from "@/components/good-provenance/good-provenance.vue";
import ShopPrice from "@/components/shop-price/shop-price.vue";
import ShopState from "@/components/shop-state/shop-state.vue";
import ShopStepper from "@/components/shop-stepper/shop-stepper.vue";
import ShowcaseStrip from "@/components/showcase-strip/showcase-strip.vue";

describe("price", () => {
  it("reads as one amount", () => {
    const price = mount(ShopPrice, { props: { fen: 1990, isFrom: true } });
    expect(price.text().replace(/\s/g, "")).toBe("¥19.90起");
  });
});

describe("stepper", () => {
  const made = (value: number, most = 3) => mount(ShopStepper, { props: { value, most } });

  it("goes up and down within what can be bought", async () => {
    const stepper = made(2);
    const [fewer, more] = stepper.findAll("[role=button]");
    await fewer.trigger("click");
    await more.trigger("click");
    expect(stepper.emitted("change")).toEqual([[1], [3]]);
  });
  it("goes neither below one nor past the most", async () => {
    const least = made(1);
    await least.findAll("[role=button]")[0].trigger("click");
    const full = made(3);
    await full.findAll("[role=button]")[1].trigger("click");
    expect(least.emitted("change")).toBeUndefined();
    expect(full.emitted("change")).toBeUndefined();
  });
  it("works by keyboard", async () => {
    const stepper = made(2);
    await stepper.findAll("[role=button]")[1].trigger("keydown.enter");
    expect(stepper.emitted("change")).toEqual([[3]]);
  });
});

describe("states", () => {
  it("tells a failure aloud and offers to try again", async () => {
    const state = mount(ShopState, { props: { kind: "failed", title: "没有载入", hint: "网络不通畅", action: "再试一次" } });
    expect(state.attributes("role")).toBe("alert");
    await state.find("button").trigger("click");
    expect(state.emitted("act")).toHaveLength(1);
  });
});

describe("origin of a good", () => {
  const cards = [
    { kind: "HOUSEHOLD" as const, title: "周家湾的果农", words: "", path: "/pages/households/one?code=h1", picture: null },
    { kind: "TRACE" as const, title: "批次 0701", words: "六月三十日采摘", path: "/pages/trace/lot?code=l1", picture: null },
  ];

  it("shows what is told, lots before households, each leading to its page", () => {
    const origin = mount(GoodProvenance, { props: { cards } });
    expect(origin.findAll(".origin__label").map((each) => each.text())).toEqual(["溯源", "农户"]);
    expect(origin.findAll("navigator").map((each) => each.attributes("url"))).toEqual([cards[1].path, cards[0].path]);
    expect(origin.text()).toContain("六月三十日采摘");
  });
  it("is not there when nothing is told", () => {
    expect(mount(GoodProvenance, { props: { cards: [] } }).find(".origin").exists()).toBe(false);
  });
});

describe("showcase", () => {
  const card = { title: "这个月正好", words: "过了就等明年", opens: "SEASON" as const, target: "now", picture: { src: "a", srcset: "", width: 1200, height: 600, alt: "" } };

  it("leads to the month the page shows", () => {
    const strip = mount(ShowcaseStrip, { props: { cards: [card], month: 11 } });
    expect(strip.find("navigator").attributes("url")).toBe("/pages/goods/list?month=11");
    expect(strip.classes()).toContain("strip--alone");
  });
  it("takes no room when marketing has nothing to say", () => {
    expect(mount(ShowcaseStrip, { props: { cards: [], month: 11 } }).find(".strip").exists()).toBe(false);
  });
});
