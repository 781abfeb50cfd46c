import { mount } from "@vue/test-utils";
import { describe, expect, it } from "vitest";
import NewPassword from "@/components/new-password/new-password.vue";

describe("a new password", () => {
  const words = { sign: "钥", title: "换个新密码", hint: "", label: "新密码", action: "换密码", doing: "正在换…", isBusy: false, error: null };
  const filledIn = async (password: string, again: string) => {
    const form = mount(NewPassword, { props: words, global: { stubs: { "shop-failure": { props: ["error"], template: "<i>{{ error?.message }}</i>" } } } });
    const [one, two] = form.findAll("input");
    await one.setValue(password);
    await two.setValue(again);
    await form.find("button").trigger("click");
    return form;
  };

  it("goes to the shop once both are the same and long enough", async () => {
    const form = await filledIn("Lake-of-copper-26", "Lake-of-copper-26");
    expect(form.emitted("choose")).toEqual([["Lake-of-copper-26"]]);
  });
  it("does not where it is short or was typed otherwise", async () => {
    const short = await filledIn("short", "short");
    const other = await filledIn("Lake-of-copper-26", "Lake-of-copper-27");
    expect([short.emitted("choose"), other.emitted("choose")]).toEqual([undefined, undefined]);
    expect(other.text()).toContain("两次填写的密码不一样");
  });
});
