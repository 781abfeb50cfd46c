import { mount } from "@vue/test-utils";
import { createPinia, setActivePinia } from "pinia";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { nextTick } from "vue";
import { ask } from "@/api/client";
import { Refused, Unreachable } from "@/api/errors";
import { useLoaded, type Loaded } from "@/api/load";
import { forget } from "@/api/memory";
import { send } from "@/api/transport";
import { useNetwork } from "@/stores/network";

// The login is read from the device as soon as it is imported: nobody is logged in then.
const device = vi.hoisted(() => new Map<string, unknown>());
vi.hoisted(() =>
  vi.stubGlobal("uni", {
    getStorageSync: (key: string) => device.get(key) ?? "",
    removeStorageSync: (key: string) => device.delete(key),
  }),
);
vi.mock("@/api/transport", () => ({ send: vi.fn() }));

/** A page that loads by `bring`, as pages do: in a component's setup. */
function pageOf(bring: () => Promise<string>): Loaded<string> {
  let held: Loaded<string> | undefined;
  mount({
    setup: () => {
      held = useLoaded(bring);
      return () => null;
    },
  });
  return held as Loaded<string>;
}

describe("what a page waits for", () => {
  beforeEach(() => void setActivePinia(createPinia()));

  it("fails aloud when nothing was there, and comes by itself with the net", async () => {
    const bring = vi.fn<[], Promise<string>>().mockRejectedValueOnce(new Unreachable()).mockResolvedValue("桃");
    const page = pageOf(bring);
    await page.load();
    expect([page.thing.value, page.failure.value !== ""]).toEqual([null, true]);

    useNetwork().tryAgain();
    await vi.waitFor(() => expect(page.thing.value).toBe("桃"));
    expect(page.failure.value).toBe("");
  });

  it("keeps what was seen while the net is away", async () => {
    const page = pageOf(vi.fn<[], Promise<string>>().mockResolvedValueOnce("桃").mockRejectedValue(new Unreachable()));
    await page.load();
    await page.load();
    expect([page.thing.value, page.failure.value]).toEqual(["桃", ""]);
  });

  it("does not ask again for what was refused", async () => {
    const bring = vi.fn<[], Promise<string>>().mockRejectedValue(new Refused("GONE", "没有了"));
    const page = pageOf(bring);
    await page.load();
    useNetwork().tryAgain();
    await nextTick();
    expect(bring).toHaveBeenCalledTimes(1);
    expect(page.failure.value).toBe("没有了");
  });
});

describe("what was read before", () => {
  const question = { id: "q", isRead: true, needsLogin: false };
  const away = () => vi.mocked(send).mockRejectedValueOnce(new Unreachable());
  beforeEach(() => {
    setActivePinia(createPinia());
    forget();
    vi.mocked(send).mockReset();
  });

  it("is read again while the net is away, for the same question and person alone", async () => {
    vi.mocked(send).mockResolvedValueOnce("桃");
    await ask(question, { slug: "peach" });
    away();
    expect(await ask(question, { slug: "peach" })).toBe("桃");
    away();
    await expect(ask(question, { slug: "tea" })).rejects.toBeInstanceOf(Unreachable);

    forget();
    away();
    await expect(ask(question, { slug: "peach" })).rejects.toBeInstanceOf(Unreachable);
  });

  it("never stands in for what changes something, nor for a refusal", async () => {
    vi.mocked(send).mockResolvedValue("done");
    await ask({ ...question, isRead: false });
    await ask(question);
    away();
    await expect(ask({ ...question, isRead: false })).rejects.toBeInstanceOf(Unreachable);
    vi.mocked(send).mockRejectedValueOnce(new Refused("GONE", "没有了"));
    await expect(ask(question)).rejects.toBeInstanceOf(Refused);
  });
});

describe("what needs a login", () => {
  const own = { id: "mine", isRead: true, needsLogin: true };
  beforeEach(() => {
    setActivePinia(createPinia());
    device.clear();
    vi.mocked(send).mockReset();
  });

  it("is not asked without one", async () => {
    await expect(ask(own)).rejects.toMatchObject({ code: "LOGIN_REQUIRED" });
    expect(send).not.toHaveBeenCalled();
  });

  it("is asked as whoever is logged in", async () => {
    device.set("yeli.login", { access: "hers", refresh: "", until: Number.MAX_SAFE_INTEGER });
    vi.mocked(send).mockResolvedValue("orders");
    expect(await ask(own)).toBe("orders");
    expect(vi.mocked(send).mock.calls[0][2]).toBe("hers");
  });

  it("is not asked again when the shop ends the login over it", async () => {
    device.set("yeli.login", { access: "old", refresh: "", until: Number.MAX_SAFE_INTEGER });
    vi.mocked(send).mockRejectedValue(new Refused("TOKEN_REFUSED", "登录已过期"));
    await expect(ask(own)).rejects.toMatchObject({ code: "LOGIN_REQUIRED" });
    expect(send).toHaveBeenCalledTimes(1);
  });
});

describe("the net", () => {
  beforeEach(() => void setActivePinia(createPinia()));

  it("is away while the device or the shop is silent, and wakes pages once it answers", () => {
    const network = useNetwork();
    network.noteAnswer();
    expect([network.isAway, network.returns]).toEqual([false, 0]);
    network.noteSilence();
    expect(network.isAway).toBe(true);
    network.noteAnswer();
    network.noteAnswer();
    expect([network.isAway, network.returns]).toEqual([false, 1]);
  });
});
