/** Addresses of pages: written in one place, so that none is misspelt. */
const q = (text: string) => encodeURIComponent(text);

export const paths = {
  home: "/pages/home/index",
  trades: "/pages/trades/index",
  cart: "/pages/cart/index",
  me: "/pages/me/index",
  list: (wish: Record<string, string | number | undefined> = {}) =>
    `/pages/goods/list${queryOf(wish)}`,
  search: (query = "") => `/pages/goods/search${query ? `?query=${q(query)}` : ""}`,
  good: (slug: string) => `/pages/goods/detail?slug=${q(slug)}`,
  reviews: (productId: string, name: string) =>
    `/pages/goods/reviews?productId=${q(productId)}&name=${q(name)}`,
  enterprise: (slug: string) => `/pages/goods/enterprise?slug=${q(slug)}`,
  confirm: "/pages/order/confirm",
  pay: (number: string) => `/pages/order/pay?number=${q(number)}`,
  orders: (stage = "") => `/pages/order/list${stage ? `?stage=${stage}` : ""}`,
  order: (number: string) => `/pages/order/detail?number=${q(number)}`,
  afterSales: (number: string) => `/pages/order/after-sales?number=${q(number)}`,
  case: (number: string) => `/pages/order/case?number=${q(number)}`,
  cases: "/pages/order/cases",
  toReview: "/pages/order/reviews",
  review: (lineId: string, name: string) =>
    `/pages/order/review?lineId=${q(lineId)}&name=${q(name)}`,
  followUp: (reviewId: string, name: string) =>
    `/pages/order/review?reviewId=${q(reviewId)}&name=${q(name)}`,
  posts: "/pages/account/posts",
  devices: "/pages/account/devices",
  login: (then = "") => `/pages/account/login${then ? `?then=${q(then)}` : ""}`,
  addresses: (pick = false) => `/pages/account/addresses${pick ? "?pick=1" : ""}`,
  address: (id = "") => `/pages/account/address${id ? `?id=${q(id)}` : ""}`,
  messages: "/pages/account/messages",
  coupons: "/pages/account/coupons",
  favourites: "/pages/account/favourites",
  footprints: "/pages/account/footprints",
  settings: "/pages/account/settings",
  myData: "/pages/account/data",
  letter: (purpose: "register" | "reset") => `/pages/letter/ask?purpose=${purpose}`,
  letterRegister: "/pages/letter/register",
  letterReset: "/pages/letter/reset",
  letterClose: "/pages/letter/close",
  text: (slug: string) => `/pages/about/text?slug=${q(slug)}`,
  operator: "/pages/about/operator",
  privacy: "/pages/about/privacy",
  verify: (code = "") => `/pages/about/verify${code ? `?code=${q(code)}` : ""}`,
};

export const TABS: string[] = [paths.home, paths.trades, paths.cart, paths.me];

function queryOf(wish: Record<string, string | number | undefined>): string {
  const pairs = Object.entries(wish).filter(([, value]) => value !== undefined && value !== "");
  return pairs.length ? `?${pairs.map(([key, value]) => `${key}=${q(String(value))}`).join("&")}` : "";
}

/** Go to a page, whichever kind it is. */
export function go(path: string): void {
  if (TABS.includes(path)) uni.switchTab({ url: path });
  else uni.navigateTo({ url: path });
}

/** Go and log in; the page that is left comes again afterwards. */
export function toLogin(): void {
  const open = getCurrentPages();
  const page = open[open.length - 1] as unknown as { $page?: { fullPath?: string } } | undefined;
  uni.redirectTo({ url: paths.login(page?.$page?.fullPath ?? paths.me) });
}

/** Go back, or home for whoever came by a link. */
export function goBack(): void {
  if (getCurrentPages().length > 1) uni.navigateBack();
  else uni.switchTab({ url: paths.home });
}

export function say(title: string): void {
  uni.showToast({ title, icon: "none", duration: 2500 });
}
