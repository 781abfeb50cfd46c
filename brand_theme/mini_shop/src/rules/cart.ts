/** What is in a cart and what has become of it. Pure: no network, no clock. */

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
  return { line, good, obstacle, change: changeOf(line, good, most), most, isBuyable: !obstacle };
}

function obstacleOf(line: CartLine, good: CartGood | null, most: number): string {
  if (!good) return "这个规格已经没有了";
  if (good.obstacle) return good.obstacle;
  if (most === 0) return "暂时卖完了";
  return line.quantity > most ? `只剩 ${most} 件，请减少数量` : "";
}

function changeOf(line: CartLine, good: CartGood | null, most: number): string {
  if (!good) return "";
  if (line.seenFen === null) return fewLeft(most);
  const risen = good.priceFen - line.seenFen;
  if (risen > 0) return `比加入时贵了 ${plain(risen)} 元`;
  if (risen < 0) return `比加入时便宜了 ${plain(-risen)} 元`;
  return fewLeft(most);
}

function fewLeft(most: number): string {
  return most > 0 && most <= 5 ? `只剩 ${most} 件` : "";
}

function plain(fen: number): string {
  return fen % 100 ? (fen / 100).toFixed(2) : String(fen / 100);
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

/** What the chosen rows come to, in fen. */
export function sumFen(rows: Row[]): number {
  return chosen(rows).reduce((sum, row) => sum + (row.good?.priceFen ?? 0) * row.line.quantity, 0);
}

export function countOf(lines: CartLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}
