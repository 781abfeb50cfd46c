/** The login, kept on this device. Whoever shows it can act as the buyer. */
const KEY = "yeli.token";

export function readToken(): string {
  return uni.getStorageSync(KEY) || "";
}

export function keepToken(token: string): void {
  uni.setStorageSync(KEY, token);
}

export function dropToken(): void {
  uni.removeStorageSync(KEY);
}
