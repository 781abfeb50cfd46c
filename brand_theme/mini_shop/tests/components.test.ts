import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";
import ShopPrice from "@/components/shop-price/shop-price.vue";
import ShopState from "@/components/shop-state/shop-state.vue";
import ShopStepper from "@/components/shop-stepper/shop-stepper.vue";

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
