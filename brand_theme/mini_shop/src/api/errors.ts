/** What can go wrong when the shop is asked. */

/** The shop said no, and why: `message` is for the buyer, `code` for the program. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly field: string | null = null,
    readonly english: string = "",
  ) {
    super(message);
    this.name = "Refused";
  }
}

/** No answer came. */
export class Unreachable extends Error {
  constructor() {
    super("网络不通畅，没有连上集市。请检查网络后重试。");
    this.name = "Unreachable";
  }
}

interface Told {
  code: string;
  message: string | null;
  messageEn?: string | null;
  field?: string | null;
}

/** Throw the first refusal that a mutation's answer holds. */
export function refuse(errors: readonly Told[]): void {
  const [first] = errors;
  if (first) throw new Refused(first.code, first.message ?? "没有办成，请重试。", first.field, first.messageEn ?? "");
}

export function wordsOf(error: unknown): string {
  return error instanceof Error && error.message ? error.message : "没有办成，请重试。";
}

/** The same in English, where the shop gave it: for pages that foreigners open from a mail. */
export function englishOf(error: unknown): string {
  return error instanceof Refused ? error.english : "";
}

/** Whether asking again makes sense only after a login. */
export function needsLogin(error: unknown): boolean {
  return ["LOGIN_REQUIRED", "TOKEN_REFUSED"].includes(codeOf(error));
}

export function codeOf(error: unknown): string {
  return error instanceof Refused ? error.code : "";
}
