import { describe, expect, it } from "vitest";
import { dayText } from "@/rules/days";
import { byDay, footprintsIn, MOST_FOOTPRINTS, withFootprint, withoutFootprint, type Footprint } from "@/rules/footprints";
import { byTaste } from "@/rules/taste";

const NOON = Date.parse("2026-07-02T04:00:00Z"); // noon of 2 July in China
const print = (slug: string, at = NOON, from: Partial<Footprint> = {}): Footprint => ({ slug, name: slug, town: "", enterprise: "", at, ...from });

describe("footprints", () => {
  it("puts a good looked at again in front, once", () => {
    const prints = [print("a"), print("b"), print("a", NOON + 1)].reduce<Footprint[]>((all, each) => withFootprint(all, each), []);
    expect(prints.map(({ slug, at }) => [slug, at])).toEqual([["a", NOON + 1], ["b", NOON]]);
  });
  it("keeps no more than a hundred, the newest", () => {
    let prints: Footprint[] = [];
    for (let number = 0; number < MOST_FOOTPRINTS + 5; number++) prints = withFootprint(prints, print(`g${number}`));
    expect(prints).toHaveLength(MOST_FOOTPRINTS);
    expect(prints[0].slug).toBe("g104");
    expect(prints.some(({ slug }) => slug === "g4")).toBe(false);
  });
  it("forgets one", () => expect(withoutFootprint([print("a"), print("b")], "a").map(({ slug }) => slug)).toEqual(["b"]));
  it("tells days by midnight in China", () => {
    const before = Date.parse("2026-07-01T15:59:59Z");
    const after = Date.parse("2026-07-01T16:00:00Z");
    expect(byDay([print("a", after), print("b", before), print("c", before - 1)], NOON).map(({ day, prints }) => [day, prints.length])).toEqual([
      ["今天", 1],
      ["昨天", 2],
    ]);
    expect(dayText(Date.parse("2026-06-30T04:00:00Z"), NOON)).toBe("6月30日");
    expect(dayText(Date.parse("2025-12-31T16:00:00Z"), NOON)).toBe("1月1日");
    expect(dayText(Date.parse("2025-12-31T15:00:00Z"), NOON)).toBe("2025年12月31日");
  });
  it("reads only what it wrote", () => {
    expect(footprintsIn("")).toEqual([]);
    expect(footprintsIn([print("a"), null, { slug: 3 }, "x"]).map(({ slug }) => slug)).toEqual(["a"]);
  });
});

describe("taste", () => {
  const cards = [
    { slug: "twist", town: "金牛镇", enterprise: "金牛老巷" },
    { slug: "peach", town: "保安镇", enterprise: "沼山桃社" },
    { slug: "lotus", town: "保安镇", enterprise: "湖埂莲社" },
  ];
  const slugs = (prints: Footprint[]) => byTaste(cards, prints).map(({ slug }) => slug);

  it("leaves everybody's order without footprints", () => expect(slugs([])).toEqual(["twist", "peach", "lotus"]));
  it("puts the enterprise before its neighbours, and those before the rest", () =>
    expect(slugs([print("dried", NOON, { town: "保安镇", enterprise: "湖埂莲社" })])).toEqual(["lotus", "peach", "twist"]));
  it("takes nothing without a name for a match", () => expect(byTaste([{ town: "", enterprise: "" }, ...cards], [print("x")])[0].town).toBe(""));
});
