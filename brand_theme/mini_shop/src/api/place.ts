/** Where the shop is, and where its pictures are. */

export function shopAddress(): string {
  // #ifdef H5
  return "";
  // #endif
  // #ifndef H5
  return (import.meta.env.VITE_SHOP_ADDRESS ?? "").replace(/\/$/, "");
  // #endif
}

/** The full address of a picture; the server names its own ones by path alone. */
export function pictureAddress(path: string): string {
  return path.startsWith("/") ? `${shopAddress()}${path}` : path;
}
