/** The last searches, on this device only. */
const KEY = "yeli.searches";
const MOST = 12;

export function searches(): string[] {
  const kept: unknown = uni.getStorageSync(KEY);
  return Array.isArray(kept) ? (kept as string[]) : [];
}

export function noteSearch(query: string): void {
  uni.setStorageSync(KEY, [query, ...searches().filter((each) => each !== query)].slice(0, MOST));
}

export function forgetSearches(): void {
  uni.removeStorageSync(KEY);
}
