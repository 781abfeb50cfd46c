/** What a buyer looks for, as addresses carry it and as the API takes it. */
export type Sort = "SHELF" | "NEWEST" | "PRICE_UP" | "PRICE_DOWN";

export interface Wish {
  query: string;
  trade: string;
  town: string;
  month: number;
  certification: string;
  enterprise: string;
  collection: string;
  lowestFen: number | null;
  highestFen: number | null;
  sort: Sort;
}

export const SORTS: { key: Sort; name: string }[] = [
  { key: "SHELF", name: "综合" },
  { key: "NEWEST", name: "新上" },
  { key: "PRICE_UP", name: "价格 ↑" },
  { key: "PRICE_DOWN", name: "价格 ↓" },
];

/** Read an address's query; what makes no sense counts as not given. */
export function wishOf(query: Record<string, string | undefined>): Wish {
  const text = (name: string) => decodeURIComponent(query[name] ?? "").trim();
  const month = Number(query.month ?? 0);
  return {
    query: text("query"),
    trade: text("trade"),
    town: text("town"),
    month: Number.isInteger(month) && month >= 1 && month <= 12 ? month : 0,
    certification: text("certification"),
    enterprise: text("enterprise"),
    collection: text("collection"),
    lowestFen: null,
    highestFen: null,
    sort: SORTS.find(({ key }) => key === query.sort)?.key ?? "SHELF",
  };
}

export function variablesOf(wish: Wish) {
  return {
    query: wish.query || null,
    trade: wish.trade || null,
    town: wish.town || null,
    month: wish.month || null,
    certification: wish.certification || null,
    enterprise: wish.enterprise || null,
    collection: wish.collection || null,
    lowestFen: wish.lowestFen,
    highestFen: wish.highestFen,
    sort: wish.sort,
  };
}

/** How many things are ticked, prices counting as one. */
export function countTicked(wish: Wish): number {
  const hasPrice = wish.lowestFen !== null || wish.highestFen !== null;
  return [wish.town, wish.month, wish.certification, wish.enterprise, hasPrice].filter(Boolean).length;
}

/** Read a price that was typed in whole yuan; null when it is none. */
export function typedFen(text: string): number | null {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) * 100 : null;
}
