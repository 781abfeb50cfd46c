/** The one way in which pages ask the shop. */
import { codeOf } from "@/api/errors";
import { renew } from "@/api/renew";
import { isNearItsEnd, readLogin, readToken } from "@/api/token";
import { send } from "@/api/transport";
import type { Document } from "@/generated/graphql";

/**
 * Ask for a document, as the buyer when somebody is logged in. A token that has ended
 * is renewed and the question asked again; nothing was done by the first one.
 *
 * @throws Unreachable: no answer came; asking again may help.
 * @throws Refused: the shop said no; its message is for the buyer.
 */
export async function ask<Answer, Variables>(
  document: Document<Answer, Variables>,
  variables?: Variables,
): Promise<Answer> {
  const login = readLogin();
  if (login && isNearItsEnd(login)) await renew();
  try {
    return await send(document, variables, readToken());
  } catch (error) {
    if (codeOf(error) !== "TOKEN_REFUSED") throw error;
    await renew();
    return send(document, variables, readToken());
  }
}
