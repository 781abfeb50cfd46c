/** When a coupon can be used, in words. */

interface Days {
  validFrom: string;
  validUntil: string;
}

const DAY = 86_400_000;

function dayText(at: number): string {
  const day = new Date(at + 8 * 3_600_000); // Beijing, wherever the phone is
  return `${day.getUTCFullYear()}.${String(day.getUTCMonth() + 1).padStart(2, "0")}.${String(day.getUTCDate()).padStart(2, "0")}`;
}

/** `until` is the first instant that is too late: the day before is the last one. */
export function lastDay(until: string): string {
  return dayText(Date.parse(until) - 1);
}

/** 2026.11.26 至 2026.12.03，or how soon it ends when that is within two days. */
export function daysText({ validFrom, validUntil }: Days, now: Date): string {
  const left = Date.parse(validUntil) - now.getTime();
  if (Date.parse(validFrom) > now.getTime()) return `${dayText(Date.parse(validFrom))} 起可用`;
  if (left > 0 && left <= 2 * DAY) return `还有 ${Math.max(1, Math.ceil(left / 3_600_000))} 小时到期`;
  return `有效期至 ${lastDay(validUntil)}`;
}

/** The same of a campaign whose coupon is not claimed yet. */
export function useText(campaign: { useDays: number; useUntil?: string | null }): string {
  if (campaign.useDays) return `领取后 ${campaign.useDays} 天内可用`;
  return campaign.useUntil ? `有效期至 ${lastDay(campaign.useUntil)}` : "";
}
