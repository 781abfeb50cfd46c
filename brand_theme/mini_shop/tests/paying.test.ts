import { describe, expect, it } from "vitest";
import { bridgeWord, codeStanding, isInWechat, isPhone, miniWord, nextLook, payLabel, SHEET_WORDS, wayToPay } from "@/rules/paying";

const WECHAT = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50";
const WECOM = `${WECHAT} wxwork/4.1.30`;
const DESK = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36";

describe("the way to pay", () => {
  it.each([
    [WECHAT, { simulator: null, hasAccount: true }, "bridge"],
    [WECHAT, { simulator: "http://127.0.0.1:8001", hasAccount: true }, "bridge"],
    [WECHAT, { simulator: null, hasAccount: false }, "code"],
    [WECOM, { simulator: null, hasAccount: true }, "code"],
    [DESK, { simulator: null, hasAccount: true }, "code"],
    [DESK, { simulator: "http://127.0.0.1:8001", hasAccount: true }, "counter"],
  ])("%s %o: %s", (agent, place, way) => expect(wayToPay(agent, place)).toBe(way));

  it("knows a phone from a desk", () => {
    expect([isPhone(WECHAT), isPhone(DESK), isInWechat(DESK)]).toEqual([true, false, false]);
  });
});

describe("a code", () => {
  const code = { until: "2026-07-01T04:20:00Z", payBy: "2026-07-01T04:30:00Z", isGood: true };
  it.each([
    [{}, "04:19:59", "shown"],
    [{}, "04:20:00", "old"],
    [{}, "04:30:00", "over"],
    [{ isGood: false }, "04:10:00", "replaced"],
    [{ isGood: false }, "04:30:00", "over"],
  ])("%o at %s is %s", (change, clock, standing) =>
    expect(codeStanding({ ...code, ...change }, new Date(`2026-07-01T${clock}Z`))).toBe(standing));

  it("is asked about ever more rarely, and never more than the door allows in a minute", () => {
    const pauses = Array.from({ length: 30 }, (_, turn) => nextLook(turn));
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(Math.max(...pauses)).toBe(12_000);
    let [clock, looks] = [0, 0];
    while ((clock += pauses[looks]) < 60_000) looks++;
    expect(looks).toBeLessThanOrEqual(10); // of 20 that an account has for money
  });
});

it.each([
  ["get_brand_wcpay_request:ok", "ok"],
  ["get_brand_wcpay_request:cancel", "cancel"],
  ["get_brand_wcpay_request:fail", "fail"],
  ["get_brand_wcpay_request:fail_invalid appid", "fail"],
  ["system:access_denied", "fail"],
])("the sheet says %s: %s", (message, word) => expect(bridgeWord(message)).toBe(word));

describe("the mini-program's sheet", () => {
  it.each([
    ["requestPayment:fail cancel", "cancel"],
    ["requestPayment:fail system error", "fail"],
    ["requestPayment:fail", "fail"],
  ])("%s: %s", (message, word) => expect(miniWord(message)).toBe(word));

  it("leaves words behind only where nothing was paid", () => {
    expect([SHEET_WORDS.ok, SHEET_WORDS.cancel !== "", SHEET_WORDS.fail !== ""]).toEqual(["", true, true]);
  });
});

describe("the button that pays", () => {
  it("says what pressing it does", () => {
    const label = (more: object) => payLabel({ isBusy: false, hasFailed: false, way: "counter", ...more });
    expect([label({}), label({ way: "code" }), label({ hasFailed: true }), label({ isBusy: true, hasFailed: true })]).toEqual(["微信支付", "微信扫码支付", "重新付款", "请稍候…"]);
  });
});
