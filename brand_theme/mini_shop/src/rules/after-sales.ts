/** Words of after-sales, and what a buyer can still do. */
export const KINDS: Record<string, string> = { REFUND_ONLY: "仅退款", RETURN_AND_REFUND: "退货退款" };

export const REASONS: Record<string, string> = {
  CHANGED_MIND: "七天无理由",
  QUALITY: "质量问题",
  DAMAGED: "收到时坏了",
  MISSING: "少件",
  WRONG_GOODS: "发错货",
  NOT_RECEIVED: "没有收到",
};

export const OBSTACLES: Record<string, string> = {
  WINDOW_OVER: "已过可申请的期限",
  EXEMPT: "生鲜商品，下单时已确认不支持无理由退货",
  MUST_RETURN: "这个原因须把货退回",
  NOT_SHIPPED: "还没有发货，不用退货",
  RECEIVED: "已确认收货",
};

export const STATES: Record<string, string> = {
  REQUESTED: "等企业答复",
  WAITING_RETURN: "请寄回商品",
  RETURNING: "退货在途",
  REFUNDING: "正在退款",
  REFUNDED: "已退款",
  REFUND_FAILED: "退款未成，客服跟进中",
  REFUSED: "企业不同意",
  ARBITRATION: "平台裁决中",
  REJECTED: "平台未支持",
  WITHDRAWN: "已撤回",
  CLOSED: "已关闭",
};

/** The way of a case, in the words of who waits for it. */
export interface Step {
  title: string;
  standing: "done" | "now" | "next";
}

const WAYS: Record<string, string[]> = {
  REFUND_ONLY: ["申请", "答复", "退款", "到账"],
  RETURN_AND_REFUND: ["申请", "答复", "寄回", "验收", "退款", "到账"],
};
/** What is done at present, by state; a way that ended early shows no steps. */
const PRESENT: Record<string, string> = {
  REQUESTED: "答复",
  WAITING_RETURN: "寄回",
  RETURNING: "验收",
  REFUNDING: "退款",
  REFUND_FAILED: "退款",
};

/** The steps from request to money, with the one the case stands at; none once it ended otherwise. */
export function stepsOf(kind: string, state: string): Step[] {
  const way = WAYS[kind] ?? [];
  const present = state === "REFUNDED" ? way.length : way.indexOf(PRESENT[state] ?? "");
  if (present < 0) return [];
  return way.map((title, index) => ({
    title,
    standing: index < present ? "done" : index === present ? "now" : "next",
  }));
}

/** Whether the reason needs a picture to be judged at all. */
export function needsPicture(reason: string): boolean {
  return ["QUALITY", "DAMAGED", "WRONG_GOODS"].includes(reason);
}
