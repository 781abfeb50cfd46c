/** Money is whole fen, or a decimal text of yuan; never a float in a sum. */

const YUAN = /^-?\d+(\.\d{1,2})?$/;

/** Write fen as yuan with two decimals: 1990 → "19.90". */
export function yuan(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new TypeError(`not whole fen: ${fen}`);
  const sign = fen < 0 ? "-" : "";
  const whole = Math.floor(Math.abs(fen) / 100);
  const rest = String(Math.abs(fen) % 100).padStart(2, "0");
  return `${sign}${String(whole).replace(/\B(?=(\d{3})+$)/g, ",")}.${rest}`;
}

/** Whole yuan and fen apart, so that a page can set the fen smaller. */
export function yuanParts(fen: number): [string, string] {
  const [whole, rest] = yuan(fen).split(".");
  return [whole, rest];
}

/**
 * Read yuan as fen. JSON carries the engine's amounts as numbers, which are read
 * through their shortest text, so 18.8 is 1880 and never 1879.9999.
 */
export function fenOf(amount: number | string): number {
  const text = typeof amount === "number" ? String(Number(amount.toFixed(2))) : amount.trim();
  if (!YUAN.test(text)) throw new TypeError(`not an amount of yuan: ${amount}`);
  const [whole, rest = ""] = text.replace("-", "").split(".");
  const fen = Number(whole) * 100 + Number(rest.padEnd(2, "0"));
  return text.startsWith("-") ? -fen : fen;
}

/** Write fen as the decimal text that the API takes. */
export function decimalOf(fen: number): string {
  return yuan(fen).replace(/,/g, "");
}
