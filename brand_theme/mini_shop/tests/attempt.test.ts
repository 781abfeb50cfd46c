import { beforeEach, describe, expect, it, vi } from "vitest";
import { ask } from "@/api/client";
import { Unreachable } from "@/api/errors";
import { goodsMark, stands } from "@/rules/attempt";
import type { CartLine } from "@/rules/cart";
import { findEarlierOrder, forgetAttempt, keyFor } from "@/stores/attempt";

const device = vi.hoisted(() => new Map<string, unknown>());
vi.hoisted(() =>
  vi.stubGlobal("uni", {
    getStorageSync: (key: string) => device.get(key) ?? "",
    setStorageSync: (key: string, thing: unknown) => device.set(key, structuredClone(thing)),
    removeStorageSync: (key: string) => device.delete(key),
  }),
);
vi.mock("@/api/client", () => ({ ask: vi.fn() }));

const line = (variantId: string, quantity = 1): CartLine => ({
  variantId,
  slug: variantId,
  name: variantId,
  variantName: "一份",
  quantity,
  seenFen: 1000,
  isChosen: true,
});
const basket = [line("tea", 2), line("noodles")];
const order = (state = "AWAITING_PAYMENT") => ({ number: "26070112345", state, totalFen: 3000 });
const shopKnows = (found: ReturnType<typeof order> | null) => vi.mocked(ask).mockResolvedValue({ myOrderOfCheckout: found });

beforeEach(() => {
  device.clear();
  vi.mocked(ask).mockReset();
});

describe("the key of an order", () => {
  it("stays over a reload for the same checkout and goods", () => {
    const key = keyFor("t1", basket);
    expect(key).toMatch(/^[\w-]{8,64}$/);
    expect(keyFor("t1", [...basket].reverse())).toBe(key);
  });

  it("is another for another checkout or other goods", () => {
    const key = keyFor("t1", basket);
    expect(keyFor("t1", [line("tea")])).not.toBe(key);
    expect(keyFor("t2", basket)).not.toBe(key);
  });

  it("is another once the order is known", () => {
    const key = keyFor("t1", basket);
    forgetAttempt();
    expect(keyFor("t1", basket)).not.toBe(key);
  });

  it("tells one tea and two from two teas and one", () => {
    expect(goodsMark([line("tea", 2), line("noodles", 1)])).not.toBe(goodsMark([line("tea", 1), line("noodles", 2)]));
  });
});

describe("the order whose answer was lost", () => {
  it("is asked for by its checkout, and by nobody who has submitted nothing", async () => {
    expect(await findEarlierOrder(basket)).toBeNull();
    expect(ask).not.toHaveBeenCalled();
    keyFor("t1", basket);
    shopKnows(order());
    expect(await findEarlierOrder(basket)).toEqual(order());
    expect(vi.mocked(ask).mock.calls[0][1]).toEqual({ checkoutToken: "t1" });
  });

  it("is no longer asked for when she wants other goods", async () => {
    keyFor("t1", basket);
    expect(await findEarlierOrder([line("tea")])).toBeNull();
    expect(await findEarlierOrder(basket)).toBeNull();
    expect(ask).not.toHaveBeenCalled();
  });

  it("keeps its key while the shop has not heard of it, or cannot be asked", async () => {
    const key = keyFor("t1", basket);
    shopKnows(null);
    expect(await findEarlierOrder(basket)).toBeNull();
    vi.mocked(ask).mockRejectedValue(new Unreachable());
    await expect(findEarlierOrder(basket)).rejects.toBeInstanceOf(Unreachable);
    expect(keyFor("t1", basket)).toBe(key);
  });

  it("is forgotten once it is over", async () => {
    keyFor("t1", basket);
    shopKnows(order("CANCELLED"));
    expect(await findEarlierOrder(basket)).toBeNull();
    expect(device.size).toBe(0);
  });

  it("stands while it can be paid or is paid", () => {
    expect(["AWAITING_PAYMENT", "PAID", "CANCELLED", "PAID_LATE", "REFUNDED"].filter((state) => stands(order(state)))).toEqual(["AWAITING_PAYMENT", "PAID"]);
    expect(stands(null)).toBe(false);
  });

  it("does not let what else lies on the device break the till", async () => {
    device.set("yeli.attempt", "rubbish");
    expect(await findEarlierOrder(basket)).toBeNull();
  });
});
