/** A code read by the camera, or in a browser that can, from a picture. */

interface Detector {
  detect(picture: ImageBitmap): Promise<{ rawValue: string }[]>;
}
declare const BarcodeDetector: { new (options: { formats: string[] }): Detector } | undefined;

/** Whether there is a way: WeChat has a camera, and some browsers read codes themselves. */
export function canScan(): boolean {
  // #ifdef H5
  return typeof BarcodeDetector !== "undefined";
  // #endif
  // #ifndef H5
  return true;
  // #endif
}

/** What the code says; null when the buyer changed her mind, empty when there was none to read. */
export function scan(): Promise<string | null> {
  // #ifdef H5
  return chosenPicture().then((path) => (path ? readFrom(path) : null));
  // #endif
  // #ifndef H5
  return new Promise((resolve) =>
    uni.scanCode({
      scanType: ["qrCode"],
      success: ({ result }) => resolve(result ?? ""),
      fail: () => resolve(null),
    }),
  );
  // #endif
}

// #ifdef H5
function chosenPicture(): Promise<string | null> {
  return new Promise((resolve) =>
    uni.chooseImage({
      count: 1,
      success: ({ tempFilePaths }) => resolve((tempFilePaths as string[])[0] ?? null),
      fail: () => resolve(null),
    }),
  );
}

async function readFrom(path: string): Promise<string> {
  if (typeof BarcodeDetector === "undefined") return "";
  const picture = await createImageBitmap(await (await fetch(path)).blob());
  const [found] = await new BarcodeDetector({ formats: ["qr_code"] }).detect(picture);
  return found?.rawValue ?? "";
}
// #endif
