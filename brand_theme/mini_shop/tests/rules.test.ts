import { describe, expect, it } from "vitest";
import { stepsOf } from "@/rules/after-sales";
import { firstWidth, fitting, sizesFor } from "@/rules/pictures";
import { momentText, standingOf, timeLeft } from "@/rules/orders";
import { paths } from "@/rules/paths";
import { monthInChina, seasonNow } from "@/rules/season";
import { provenanceGroups } from "@/rules/provenance";
import { pathOf } from "@/rules/showcase";
import { askedIn, codeIn } from "@/rules/verify";
import { countTicked, typedFen, wishOf } from "@/rules/wish";

describe("season", () => {
  it.each([
    [[6, 7], 6, "正当季"],
    [[6, 7], 5, "下个月上市"],
    [[6, 7], 8, "还有 10 个月上市"],
    [[11, 12, 1], 12, "正当季"],
    [[], 3, ""],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 3, ""],
  ])("%o in month %i: %s", (months, month, word) => expect(seasonNow(months, month)).toBe(word));

  it("begins a month at midnight in China", () => {
    expect(monthInChina(new Date("2026-06-30T15:59:59Z"))).toBe(6);
    expect(monthInChina(new Date("2026-06-30T16:00:00Z"))).toBe(7);
  });
});

describe("after-sales", () => {
  const shown = (kind: string, state: string) => stepsOf(kind, state).map((step) => `${step.title}:${step.standing}`).join(" ");
  it.each([
    ["REFUND_ONLY", "REQUESTED", "申请:done 答复:now 退款:next 到账:next"],
    ["REFUND_ONLY", "REFUND_FAILED", "申请:done 答复:done 退款:now 到账:next"],
    ["RETURN_AND_REFUND", "WAITING_RETURN", "申请:done 答复:done 寄回:now 验收:next 退款:next 到账:next"],
    ["RETURN_AND_REFUND", "RETURNING", "申请:done 答复:done 寄回:done 验收:now 退款:next 到账:next"],
    ["REFUND_ONLY", "REFUNDED", "申请:done 答复:done 退款:done 到账:done"],
    ["REFUND_ONLY", "REFUSED", ""],
    ["RETURN_AND_REFUND", "WITHDRAWN", ""],
  ])("%s, %s: %s", (kind, state, steps) => expect(shown(kind, state)).toBe(steps));
});

describe("orders", () => {
  it("counts down and ends", () => {
    const now = new Date("2026-07-01T04:00:00Z");
    expect(timeLeft("2026-07-01T04:29:05Z", now)).toBe("29:05");
    expect(timeLeft("2026-07-01T06:00:00Z", now)).toBe("02:00:00");
    expect(timeLeft("2026-07-01T04:00:00Z", now)).toBeNull();
  });
  it("writes moments as clocks in China show them", () => {
    const now = new Date("2026-07-01T04:00:00Z");
    expect(momentText("2026-07-01T16:30:00Z", now)).toBe("7月2日 00:30");
    expect(momentText("2025-12-31T01:00:00Z", now)).toBe("2025年12月31日 09:00");
  });
  it.each([
    ["AWAITING_PAYMENT", [], "待付款"],
    ["PAID", [{ state: "TO_SHIP" }, { state: "SHIPPED" }], "待收货"],
    ["PAID", [{ state: "TO_SHIP" }], "待发货"],
    ["PAID", [], "已付款"],
    ["PAID", [{ state: "TO_SHIP", isPickUp: true }], "待备货"],
    ["PAID", [{ state: "READY", isPickUp: true }], "待自提"],
    ["PAID", [{ state: "RECEIVED", isPickUp: true }], "已取货"],
    ["PAID_LATE", [], "已取消，款项退回中"],
    ["CANCELLED", [], "已取消"],
  ])("%s with %o is %s", (state, parts, title) => expect(standingOf(state, parts).title).toBe(title));
});

describe("wishes", () => {
  it("reads an address and ignores nonsense", () => {
    expect(wishOf({ query: encodeURIComponent("狗血桃"), month: "13", sort: "EVIL" })).toMatchObject({ query: "狗血桃", month: 0, sort: "SHELF" });
    expect(wishOf({ month: "6" }).month).toBe(6);
  });
  it("reads whole yuan only", () => {
    expect(typedFen(" 25 ")).toBe(2500);
    expect(typedFen("2.5")).toBeNull();
    expect(typedFen("-3")).toBeNull();
  });
  it("counts a price range as one tick", () => {
    expect(countTicked({ ...wishOf({ town: "baoan" }), lowestFen: 100, highestFen: 200 })).toBe(2);
  });
});

it("takes the smallest picture that is sharp", () => {
  const picture = { src: "a", srcset: "a 255w, b 510w, c 1080w" };
  expect(fitting(picture, 100)).toBe("a");
  expect(fitting(picture, 200)).toBe("b");
  expect(fitting(picture, 900)).toBe("c");
  expect(fitting({ src: "only", srcset: "" }, 900)).toBe("only");
});

it("finds the code in whatever was scanned", () => {
  expect(codeIn("https://shop.example/verify/ABCDE12345ABCDE12345")).toBe("ABCDE12345ABCDE12345");
  expect(codeIn("abcde 12345 abcde 12345")).toBe("ABCDE12345ABCDE12345");
  expect(codeIn("ABC")).toBe("");
  expect(codeIn("ABCDE12345ABCDE123456")).toBe("");
});

it.each([
  ["ABCDE-12345-ABCDE-12345", "ABCDE12345ABCDE12345"],
  ["证书编号 ylj-2026-0007。", "YLJ-2026-0007"],
  ["https://shop.example/verify/?q=YLJ-2026-0007", "YLJ-2026-0007"],
  ["https://shop.example/", ""],
  ["YLJ-26-7", ""],
])("%s asks about %s", (text, asked) => expect(askedIn(text)).toBe(asked));

it.each([
  ["PRODUCT", "jinniu-mahua", "/pages/goods/detail?slug=jinniu-mahua"],
  ["ENTERPRISE", "tangxia-qing", "/pages/goods/enterprise?slug=tangxia-qing"],
  ["TRADE", "tea", "/pages/goods/list?trade=tea"],
  ["COLLECTION", "gift-boxes", "/pages/goods/list?collection=gift-boxes"],
  ["SEASON", "now", "/pages/goods/list?month=11"],
  ["SEASON", "6", "/pages/goods/list?month=6"],
  ["TOWN", "baoan", "/pages/goods/list?town=baoan"],
  ["CERTIFICATION", "gi-trademark", "/pages/goods/list?certification=gi-trademark"],
  ["TEXT", "about", "/pages/about/text?slug=about"],
] as const)("a card for %s %s leads to %s", (opens, target, path) => expect(pathOf({ opens, target }, 11)).toBe(path));

it("groups a good's origin by kind, leaving out what nobody tells", () => {
  const cards = [{ kind: "HOUSEHOLD" }, { kind: "TRACE" }, { kind: "HOUSEHOLD" }];
  expect(provenanceGroups(cards).map(({ name, cards }) => [name, cards.length])).toEqual([["溯源", 1], ["农户", 2]]);
  expect(provenanceGroups([])).toEqual([]);
});

it("writes the address that messages open", () => {
  expect(paths.order("2607011234567890")).toBe("/pages/order/detail?number=2607011234567890");
  expect(paths.list({ query: "桃", town: "" })).toBe("/pages/goods/list?query=%E6%A1%83");
});

describe("sizes for a browser", () => {
  it("asks for two device pixels, and for no more on a screen of three", () => {
    expect(sizesFor(270)).toBe("(min-resolution: 2.5dppx) 180px, 270px");
  });
  it("takes a page's first picture small on a phone, as the server names it", () => {
    const picture = { src: "s", srcset: "/a.webp 540w, /b.webp 1080w" };
    expect(fitting(picture, firstWidth(390))).toBe("/a.webp");
    expect(fitting(picture, firstWidth(1440))).toBe("/b.webp");
  });
});
