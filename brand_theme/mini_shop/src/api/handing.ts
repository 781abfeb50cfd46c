/** Hand the buyer a file of her own. */
declare const wx: {
  env: { USER_DATA_PATH: string };
  getFileSystemManager(): { writeFileSync(path: string, data: string, encoding: "utf8"): void };
  shareFileMessage(wish: { filePath: string; fileName: string; success(): void; fail(): void }): void;
};

/** A browser saves it; the mini-program sends it to a chat of the buyer's choice. */
export function handOver(name: string, text: string): Promise<void> {
  // #ifdef MP-WEIXIN
  return new Promise((resolve, reject) => {
    const filePath = `${wx.env.USER_DATA_PATH}/${name}`;
    wx.getFileSystemManager().writeFileSync(filePath, text, "utf8");
    wx.shareFileMessage({ filePath, fileName: name, success: resolve, fail: () => reject(new Error("文件没有发出去，请重试。")) });
  });
  // #endif
  // #ifdef H5
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  return Promise.resolve();
  // #endif
}
