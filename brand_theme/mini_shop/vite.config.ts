import { fileURLToPath } from "node:url";
import uniPlugin from "@dcloudio/vite-plugin-uni";
import { defineConfig, type Plugin } from "vite";

// The package is CommonJS; Vite's loader hands over its namespace.
const uni = (uniPlugin as unknown as { default?: typeof uniPlugin }).default ?? uniPlugin;

/**
 * Libraries bring an icon font and a shadow picture from hosts of their own. The shop
 * asks nobody but itself, and uses neither: they leave the styles.
 */
function noForeignHosts(): Plugin {
  const cleaned = (css: string) =>
    css
      .replace(/@font-face\s*\{[^}]*https?:[^}]*\}/g, "")
      .replace(/url\(\s*["']?(https?:)?\/\/[^)]*\)/g, "none");
  return {
    name: "no-foreign-hosts",
    enforce: "post",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === "asset" && /\.(css|wxss)$/.test(file.fileName)) file.source = cleaned(String(file.source));
      }
    },
  };
}

/** What nearly every page is made of travels as one script and one style, not as a dozen. */
const PARTS = /\/src\/(components\/(shop-|goods-)|api\/(load|served)\.|rules\/season\.|stores\/tab\.)/;
const isForBrowsers = process.env.UNI_PLATFORM === "h5";
const output = { manualChunks: (id: string) => (PARTS.test(id) ? "parts" : undefined) };

export default defineConfig({
  plugins: [uni(), noForeignHosts()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: { target: "es2018", cssTarget: "chrome80", ...(isForBrowsers && { rollupOptions: { output } }) },
});
