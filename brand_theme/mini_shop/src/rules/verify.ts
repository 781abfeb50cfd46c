/** What was typed or scanned, and what the answer means. */
const CODE = /(?:^|[^0-9A-Z])([0-9A-Z]{20})(?![0-9A-Z])/;

/** The code in a typed text, a scanned address or a page's parameter; empty when none is there. */
export function codeIn(text: string): string {
  return CODE.exec(text.toUpperCase().replace(/\s/g, ""))?.[1] ?? "";
}
