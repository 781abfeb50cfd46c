/** One way to ask the shop: a registered document's id and its variables. */
import type { Document } from "@/generated/graphql";
import { shopAddress } from "@/api/place";
import { Refused, Unreachable } from "@/api/errors";
import { readToken, dropToken } from "@/api/token";

const PATIENCE = 15_000; // milliseconds

interface Told {
  message: string;
  extensions?: { code?: string; field?: string | null };
}

interface Body<Answer> {
  data?: Answer | null;
  errors?: Told[];
}

/**
 * Ask for a document.
 *
 * @throws Unreachable: no answer came; asking again may help.
 * @throws Refused: the shop said no; its message is for the buyer.
 */
export async function ask<Answer, Variables>(
  document: Document<Answer, Variables>,
  variables?: Variables,
): Promise<Answer> {
  const token = readToken();
  const body = await post<Answer>(
    { id: document.id, variables: variables ?? {} },
    token ? { Authorization: `JWT ${token}` } : {},
  );
  const [told] = body.errors ?? [];
  if (told) {
    const code = told.extensions?.code ?? "UNKNOWN";
    if (code === "TOKEN_REFUSED" || code === "LOGIN_REQUIRED") dropToken();
    throw new Refused(code, told.message, told.extensions?.field ?? null);
  }
  if (!body.data) throw new Unreachable();
  return body.data;
}

function post<Answer>(data: object, header: Record<string, string>): Promise<Body<Answer>> {
  return new Promise((resolve, reject) => {
    uni.request({
      url: `${shopAddress()}/graphql/`,
      method: "POST",
      header: { "Content-Type": "application/json", ...header },
      data,
      timeout: PATIENCE,
      success: ({ data: answer }) =>
        answer && typeof answer === "object"
          ? resolve(answer as Body<Answer>)
          : reject(new Unreachable()),
      fail: () => reject(new Unreachable()),
    });
  });
}
