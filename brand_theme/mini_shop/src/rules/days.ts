/** Days as people say them, by a calendar in China. */
const DAY = 86_400_000;
const CHINA = 8 * 3_600_000;

/** 今天, 昨天, 7月1日, or with the year when it is another. Both moments in milliseconds. */
export function dayText(at: number, now: number): string {
  const days = Math.floor((now + CHINA) / DAY) - Math.floor((at + CHINA) / DAY);
  if (days === 0) return "今天";
  if (days === 1) return "昨天";
  const day = new Date(at + CHINA);
  const year = day.getUTCFullYear() === new Date(now + CHINA).getUTCFullYear() ? "" : `${day.getUTCFullYear()}年`;
  return `${year}${day.getUTCMonth() + 1}月${day.getUTCDate()}日`;
}
