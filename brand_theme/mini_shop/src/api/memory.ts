/** What was read lately, in memory alone: shown again while the net is away. Whoever logs in or out finds nothing. */
import { watch } from "vue";
import { isLoggedIn } from "@/api/token";

const MOST = 60;
const answers = new Map<string, unknown>();
watch(isLoggedIn, forget, { flush: "sync" });

/** Nothing of one person's is shown to the next. */
export function forget(): void {
  answers.clear();
}

export function keyOf(documentId: string, variables: unknown): string {
  return `${documentId} ${JSON.stringify(variables ?? {})}`;
}

export function remember(key: string, answer: unknown): void {
  answers.delete(key);
  answers.set(key, answer);
  const [oldest] = answers.keys();
  if (answers.size > MOST) answers.delete(oldest);
}

export function recall<Answer>(key: string): Answer | undefined {
  return answers.get(key) as Answer | undefined;
}
