/** Where the shop is, and where its pictures are. */

export function shopAddress(): string {
  // #ifdef H5
  return "";
  // #endif
  // #ifndef H5
  return (import.meta.env.VITE_SHOP_ADDRESS ?? "").replace(/\/$/, "");
  // #endif
}

/** The full address of a page, for links in mails: they lead to the browser's half. */
export function pageAddress(path: string): string {
  // #ifdef H5
  return `${location.origin}${path}`;
  // #endif
  // #ifndef H5
  return `${shopAddress()}${path}`;
  // #endif
}

/** The full address of a picture; the server names its own ones by path alone. */
export function pictureAddress(path: string): string {
  return path.startsWith("/") ? `${shopAddress()}${path}` : path;
}
