/** What an order's state means for its buyer, and what she can do then. */
export type OrderState = "AWAITING_PAYMENT" | "PAID" | "CANCELLED" | string;

export interface Part {
  state: string;
  isPickUp?: boolean;
}

export interface Standing {
  title: string;
  hint: string;
  tone: "wait" | "good" | "ended";
}

const PARTS: Record<string, Standing> = {
  AWAITING_PAYMENT: { title: "待付款", hint: "付款后企业开始备货", tone: "wait" },
  TO_SHIP: { title: "待发货", hint: "企业正在备货", tone: "wait" },
  READY: { title: "待揽收", hint: "已打包，等市集中心来取", tone: "wait" },
  COLLECTED: { title: "已揽收", hint: "市集中心已取件，即将发出", tone: "wait" },
  SHIPPED: { title: "待收货", hint: "包裹在路上，收到后请确认", tone: "good" },
  RECEIVED: { title: "已收货", hint: "谢谢您来赶集", tone: "good" },
  CANCELLED: { title: "已取消", hint: "这一份没有成交", tone: "ended" },
  REFUNDED: { title: "已退款", hint: "款项已原路退回", tone: "ended" },
};

/** The same states of what she fetches herself. */
const FETCHED: Standing = { title: "已取货", hint: "谢谢您来赶集", tone: "good" };
const PICK_UP: Record<string, Standing> = {
  TO_SHIP: { title: "待备货", hint: "企业正在备货，备好后通知您", tone: "wait" },
  READY: { title: "待自提", hint: "已备好，请凭取货码到店取货", tone: "good" },
  SHIPPED: FETCHED,
  RECEIVED: FETCHED,
};

/** What a buyer waits for most comes first: an order of several parcels says that. */
const MOST_URGENT = ["SHIPPED", "TO_SHIP", "READY", "COLLECTED", "RECEIVED", "REFUNDED"];

export function standingOf(state: OrderState, parts: readonly Part[] = []): Standing {
  if (state === "AWAITING_PAYMENT")
    return { title: "待付款", hint: "请在倒计时结束前付款", tone: "wait" };
  if (state === "PAID_LATE")
    return { title: "已取消，款项退回中", hint: "钱到得晚了，正在原路退回", tone: "ended" };
  if (state === "CANCELLED") return { title: "已取消", hint: "没有付款，商品已放回货架", tone: "ended" };
  if (state === "REFUNDED") return { title: "已退款", hint: "款项已原路退回", tone: "ended" };
  for (const name of MOST_URGENT) {
    const urgent = parts.find((part) => part.state === name);
    if (urgent) return partStanding(name, urgent.isPickUp);
  }
  return { title: "已付款", hint: "企业正在备货", tone: "good" };
}

export function partStanding(state: string, isPickUp = false): Standing {
  return (isPickUp ? PICK_UP[state] : undefined) ?? PARTS[state] ?? { title: state, hint: "", tone: "wait" };
}

/** Minutes and seconds left, as a clock shows them; null when the time is over. */
export function timeLeft(until: string, now: Date): string | null {
  const seconds = Math.floor((new Date(until).getTime() - now.getTime()) / 1000);
  if (seconds <= 0) return null;
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const clock = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${two(hours)}:${clock}` : clock;
}

/** A moment as people here write it: 7月1日 09:30, with the year when it is another. */
export function momentText(moment: string, now: Date): string {
  const at = new Date(new Date(moment).getTime() + 8 * 3600_000);
  const year = new Date(now.getTime() + 8 * 3600_000).getUTCFullYear();
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${at.getUTCMonth() + 1}月${at.getUTCDate()}日`;
  const clock = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  return `${at.getUTCFullYear() === year ? "" : `${at.getUTCFullYear()}年`}${day} ${clock}`;
}

/** A day as people here write it: 7月4日. */
export function dayText(day: string): string {
  const [, month, date] = day.split("-").map(Number);
  return `${month}月${date}日`;
}

/** A code in groups of four digits, as people compare it. */
export function grouped(code: string): string {
  return code.replace(/(.{4})(?=.)/g, "$1 ");
}
