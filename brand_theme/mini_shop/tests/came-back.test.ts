import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { cameBack, keepVerifier } from "@/api/came-back";

let shown: string[];

/** The page as WeChat sends the browser back to it. */
function at(path: string): Record<string, string> {
  const address = new URL(path, "https://shop.example");
  vi.stubGlobal("location", address);
  return Object.fromEntries(address.searchParams);
}

beforeEach(() => {
  shown = [];
  vi.spyOn(history, "replaceState").mockImplementation((_state, _title, address) => void shown.push(String(address)));
  sessionStorage.clear();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("coming back from WeChat", () => {
  it("gives the code with what this page kept, once", () => {
    keepVerifier("kept");
    const query = at("/pages/account/login?then=x&code=c1&state=s1");

    expect(cameBack(query)).toEqual({ code: "c1", authorisation: { state: "s1", verifier: "kept" } });
    expect(cameBack(query)).toBeNull();
    expect(shown[0]).toBe("https://shop.example/pages/account/login?then=x");
  });

  it("takes no code of a link, and leaves none in the address to be sent on", () => {
    expect(cameBack(at("/pages/account/login?then=x&code=hers&state=s1"))).toBeNull();

    expect(shown).toEqual(["https://shop.example/pages/account/login?then=x"]);
  });

  it("leaves other addresses alone", () => {
    expect(cameBack(at("/pages/account/login?then=x"))).toBeNull();
    expect(shown).toEqual([]);
  });
});
