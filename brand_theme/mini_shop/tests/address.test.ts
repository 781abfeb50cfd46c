import { describe, expect, it } from "vitest";
import { EMPTY, localPhone, maskedPhone, missing, regionText, withPasted } from "@/rules/address";

const whole = { name: "李晓梅", phone: "13800001234", province: "湖北省", city: "黄石市", county: "大冶市", street: "金牛镇东街 8 号" };

describe("a pasted address", () => {
  it("fills the form", () => {
    const parsed = { name: "李晓梅", phone: "+8613800001234", street: "金牛镇东街8号", division: { province: "湖北省", city: "黄石市", county: "大冶市" } };
    expect(withPasted(EMPTY, parsed)).toEqual({ ...whole, street: "金牛镇东街8号" });
  });
  it("leaves alone what it does not hold", () => {
    expect(withPasted(whole, { name: "", phone: "", street: "", division: null })).toEqual(whole);
  });
  it("clears the county of an earlier region", () => {
    const parsed = { name: "", phone: "", street: "", division: { province: "北京市", city: "", county: "东城区" } };
    expect(withPasted(whole, parsed)).toMatchObject({ province: "北京市", city: "", county: "东城区" });
  });
});

describe("what is missing", () => {
  it.each([
    [{ name: " " }, "请填写收货人"],
    [{ phone: "1380000" }, "请填写 11 位手机号"],
    [{ province: "" }, "请选择所在地区"],
    [{ street: "" }, "请填写详细地址"],
    [{}, ""],
  ])("%o → %s", (change, told) => expect(missing({ ...whole, ...change })).toBe(told));
});

it("writes numbers the local way, half hidden", () => {
  expect(localPhone("+86 138 0000 1234")).toBe("13800001234");
  expect(maskedPhone("+8613800001234")).toBe("138****1234");
});

it("says a region once where two levels share a name", () => {
  expect(regionText({ province: "北京市", city: "北京市", county: "东城区" })).toBe("北京市 东城区");
});
