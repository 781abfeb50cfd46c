/** Months and how near a season is. */
export const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const NAMES = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

export function monthName(month: number): string {
  return `${NAMES[month - 1]}月`;
}

export function isAllYear(months: readonly number[]): boolean {
  return months.length === MONTHS.length;
}

/** Say plainly whether it is the time: 正当季, or how many months are left. */
export function seasonNow(months: readonly number[], month: number): string {
  if (!months.length || isAllYear(months)) return "";
  if (months.includes(month)) return "正当季";
  const wait = Math.min(...months.map((each) => (each - month + 12) % 12));
  return wait === 1 ? "下个月上市" : `还有 ${wait} 个月上市`;
}

/** The month that a calendar in China shows. */
export function monthInChina(now: Date): number {
  return new Date(now.getTime() + 8 * 3600_000).getUTCMonth() + 1;
}
