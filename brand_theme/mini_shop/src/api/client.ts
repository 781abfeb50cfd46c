/** The one way in which pages ask the shop. */
import { codeOf, Refused, Unreachable } from "@/api/errors";
import { keyOf, recall, remember } from "@/api/memory";
import { renew } from "@/api/renew";
import { isNearItsEnd, readLogin, readToken } from "@/api/token";
import { send } from "@/api/transport";
import type { Document } from "@/generated/graphql";

/**
 * Ask for a document, as the buyer when somebody is logged in. A token that has ended
 * is renewed and the question asked again; nothing was done by the first one. While the net
 * is away, what was read before is read again, which the banner says.
 *
 * @throws Unreachable: no answer came, and none is remembered; asking again may help.
 * @throws Refused: the shop said no; its message is for the buyer. What needs a login is not
 *     even asked without one: the answer is known, and a browser would call it an error.
 */
export async function ask<Answer, Variables>(
  document: Document<Answer, Variables>,
  variables?: Variables,
): Promise<Answer> {
  if (!document.isRead) return askNow(document, variables);
  const key = keyOf(document.id, variables);
  try {
    const answer = await askNow(document, variables);
    remember(key, answer);
    return answer;
  } catch (error) {
    const known = error instanceof Unreachable ? recall<Answer>(key) : undefined;
    if (known === undefined) throw error;
    return known;
  }
}

async function askNow<Answer, Variables>(document: Document<Answer, Variables>, variables?: Variables): Promise<Answer> {
  const login = readLogin();
  if (login && isNearItsEnd(login)) await renew();
  try {
    return await sendAs(document, variables, readToken());
  } catch (error) {
    if (codeOf(error) !== "TOKEN_REFUSED") throw error;
    await renew();
    return sendAs(document, variables, readToken());
  }
}

async function sendAs<Answer, Variables>(document: Document<Answer, Variables>, variables: Variables | undefined, token: string): Promise<Answer> {
  if (document.needsLogin && !token) throw new Refused("LOGIN_REQUIRED", "请先登录。", null, "Please log in first.");
  return send(document, variables, token);
}
