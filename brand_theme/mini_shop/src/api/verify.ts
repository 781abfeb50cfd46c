/** The public answer about a certificate: the same for everybody, so it is plain HTTP. */
import { Refused, Unreachable } from "@/api/errors";
import { shopAddress } from "@/api/place";

export interface Answer {
  isValid: boolean;
  title: string;
  facts: [string, string][];
  /** The code, whatever was asked by: the sheet is kept under it. */
  code: string;
  /** Slug of whoever holds it; empty when there is no such certificate. */
  enterprise: string;
  onSale: { name: string; slug: string }[];
}

interface Told {
  status: string;
  message: string;
  isDemo: boolean;
  certificate: {
    number: string;
    code: string;
    enterprise: string;
    onSale: { name: string; slug: string }[];
    holder: string;
    town: string;
    brand: string;
    goods: string[];
    startsOn: string | null;
    lastDay: string | null;
    endedOn: string | null;
  } | null;
}

/** `asked` is a code or a certificate's number. */
export function verify(asked: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    uni.request({
      url: `${shopAddress()}/api/verify`,
      data: { q: asked },
      success: ({ data, statusCode }) => {
        const told = data as Told;
        if (statusCode === 429) reject(new Refused("TOO_MANY_LOOKUPS", told.message));
        else if (!told?.status) reject(new Unreachable());
        else resolve(answerOf(told));
      },
      fail: () => reject(new Unreachable()),
    });
  });
}

function answerOf({ status, message, isDemo, certificate }: Told): Answer {
  const facts: [string, string | null | undefined][] = [
    ["证书编号", certificate?.number],
    ["品牌", certificate?.brand],
    ["被授权企业", certificate?.holder],
    ["所在", certificate?.town],
    ["授权商品", certificate?.goods.join("、")],
    ["生效", certificate?.startsOn],
    ["到期", certificate?.lastDay],
    ["终止于", certificate?.endedOn],
    ["说明", isDemo ? "演示证书" : null],
  ];
  return {
    isValid: status === "valid",
    title: message,
    facts: facts.filter((fact): fact is [string, string] => Boolean(fact[1])),
    code: certificate?.code ?? "",
    enterprise: certificate?.enterprise ?? "",
    onSale: certificate?.onSale ?? [],
  };
}
