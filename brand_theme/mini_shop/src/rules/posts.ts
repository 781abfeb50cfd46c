/** Words for what a buyer has written and what became of it. */
export const POST_KINDS: Record<string, string> = {
  REVIEW: "评价",
  FOLLOW_UP: "追评",
  QUESTION: "提问",
  ANSWER: "回答",
};

export const POST_STATES: Record<string, string> = {
  WAITING: "等待审核",
  SHOWN: "已发表",
  HIDDEN: "未显示",
  OBJECTED: "申诉中",
  UPHELD: "维持不显示",
};
