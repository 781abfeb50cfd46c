/** What was typed, pasted or scanned, and what of it the shop is asked about. */
const CODE = /(?:^|[^0-9A-Z])([0-9A-Z]{20})(?![0-9A-Z])/;
const NUMBER = /(?:^|[^0-9A-Z])([A-Z]{2,6}-\d{4}-\d{4,})(?!\d)/;

/** The code in a typed text, a scanned address or a page's parameter; empty when none is there. */
export function codeIn(text: string): string {
  const plain = text.toUpperCase().replace(/\s/g, "");
  // As it is printed, in groups: ABCDE-12345-….
  return CODE.exec(plain)?.[1] ?? CODE.exec(plain.replace(/-/g, ""))?.[1] ?? "";
}

/** The code, or else a certificate's number such as YLJ-2026-0007; empty when neither is there. */
export function askedIn(text: string): string {
  return codeIn(text) || (NUMBER.exec(text.toUpperCase().replace(/\s/g, ""))?.[1] ?? "");
}
