/** One question over the wire: a registered document's id and its variables. */
import { Refused, Unreachable } from "@/api/errors";
import { shopAddress } from "@/api/place";
import type { Document } from "@/generated/graphql";
import { useNetwork } from "@/stores/network";

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
 * @throws Unreachable: no answer came; asking again may help.
 * @throws Refused: the shop said no; its message is for the buyer.
 */
export async function send<Answer, Variables>(
  document: Document<Answer, Variables>,
  variables: Variables | undefined,
  token: string,
): Promise<Answer> {
  const header = token ? { Authorization: `JWT ${token}` } : {};
  const body = await heard(post<Answer>({ id: document.id, variables: variables ?? {} }, header));
  const [told] = body.errors ?? [];
  if (told)
    throw new Refused(told.extensions?.code ?? "UNKNOWN", told.message, told.extensions?.field ?? null);
  if (!body.data) throw new Unreachable();
  return body.data;
}

/** Note whether the shop can be heard at all. */
async function heard<Body>(question: Promise<Body>): Promise<Body> {
  try {
    const body = await question;
    useNetwork().noteAnswer();
    return body;
  } catch (error) {
    useNetwork().noteSilence();
    throw error;
  }
}

function post<Answer>(data: object, header: object): Promise<Body<Answer>> {
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
