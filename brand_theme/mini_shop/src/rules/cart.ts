/** What is in a cart and what has become of it. Pure: no network, no clock. */
import { yuan } from "@/rules/money";

/** A line as the buyer put it in; price and name are what she saw then. */
export interface CartLine {
  variantId: string;
  slug: string;
  name: string;
  variantName: string;
  quantity: number;
  /** Price when it was put in, in fen; null when she saw none, as when buying again. */
  seenFen: number | null;
  isChosen: boolean;
}

/** The same variant as the shop knows it now. */
export interface CartGood {
  variantId: string;
  slug: string;
  name: string;
  variantName: string;
  enterprise: string;
  enterpriseSlug: string;
  priceFen: number;
  left: number | null;
  obstacle: string;
  takesNoReasonReturn: boolean;
  picture: { src: string; srcset: string };
}

export interface Row {
  line: CartLine;
  good: CartGood | null;
  /** Why it cannot be bought; empty when it can. */
  obstacle: string;
  /** What changed since it was put in; empty when nothing did. */
  change: string;
  /** How many can be bought. */
  most: number;
  isBuyable: boolean;
}

export interface Group {
  slug: string;
  name: string;
  rows: Row[];
}

export const MOST_OF_ONE = 50;

export function put(lines: CartLine[], more: CartLine): CartLine[] {
  const known = lines.find((line) => line.variantId === more.variantId);
  if (!known) return [more, ...lines];
  const quantity = Math.min(known.quantity + more.quantity, MOST_OF_ONE);
  return lines.map((line) =>
    line === known ? { ...line, ...more, quantity, isChosen: true } : line,
  );
}

export function rowsOf(lines: CartLine[], goods: CartGood[]): Row[] {
  const now = new Map(goods.map((good) => [good.variantId, good]));
  return lines.map((line) => rowOf(line, now.get(line.variantId) ?? null));
}

function rowOf(line: CartLine, good: CartGood | null): Row {
  const most = good ? Math.min(good.left ?? MOST_OF_ONE, MOST_OF_ONE) : 0;
  const obstacle = obstacleOf(line, good, most);
  const change = priceChange(line, good) || (obstacle ? "" : fewLeft(most));
  return { line, good, obstacle, change, most, isBuyable: !obstacle };
}

function obstacleOf(line: CartLine, good: CartGood | null, most: number): string {
  if (!good) return "这个规格已经没有了";
  if (good.obstacle) return `现在不能买：${good.obstacle}`;
  if (most === 0) return "卖完了，暂时买不到";
  return line.quantity > most ? `只剩 ${most} 件，您要的是 ${line.quantity} 件` : "";
}

/** Both prices, so that nobody has to remember the one she saw. */
function priceChange(line: CartLine, good: CartGood | null): string {
  if (!good || line.seenFen === null || good.priceFen === line.seenFen) return "";
  const what = good.priceFen > line.seenFen ? "涨价了" : "降价了";
  return `${what}：加入时 ${yuan(line.seenFen)} 元，现在 ${yuan(good.priceFen)} 元`;
}

function fewLeft(most: number): string {
  return most > 0 && most <= 5 ? `只剩 ${most} 件` : "";
}

/** Rows by enterprise, in the order in which the first of each was put in. */
export function grouped(rows: Row[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const slug = row.good?.enterpriseSlug ?? "";
    const group = groups.get(slug) ?? { slug, name: row.good?.enterprise || "大冶物产", rows: [] };
    group.rows.push(row);
    groups.set(slug, group);
  }
  return [...groups.values()];
}

export function chosen(rows: Row[]): Row[] {
  return rows.filter((row) => row.line.isChosen && row.isBuyable);
}

/** What can be had of these rows now: fewer where fewer are left, nothing of what is not sold. */
export function attainable(rows: Row[]): CartLine[] {
  return rows
    .filter((row) => row.most > 0 && !row.good?.obstacle)
    .map(({ line, most }) => ({ ...line, quantity: Math.min(line.quantity, most) }));
}

/** What the chosen rows come to, in fen. */
export function sumFen(rows: Row[]): number {
  return chosen(rows).reduce((sum, row) => sum + (row.good?.priceFen ?? 0) * row.line.quantity, 0);
}

export function countOf(lines: CartLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}
