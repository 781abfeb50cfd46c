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

/** What `view` and `text` become in a browser, when nothing but their look is asked of them. */
const ELEMENTS: Record<string, string> = { view: "uni-view", text: "uni-text" };
const OWN_WORK = /^(hover-|selectable$|space$|decode$|ref$)/;
interface Piece {
  tag?: string;
  tagType?: number;
  props?: { name: string; arg?: { content?: string } }[];
}

/**
 * uni-app makes a component of every `view` and `text`, hundreds on a page, although all that one
 * adds is the element of that name. Writing the element at once halves what drawing costs a phone.
 */
function asElements(piece: Piece): void {
  const element = piece.tag && ELEMENTS[piece.tag];
  if (!element || piece.props?.some((prop) => isOwnWork(prop))) return;
  piece.tag = element;
  piece.tagType = 0; // ElementTypes.ELEMENT
}

function isOwnWork({ name, arg }: { name: string; arg?: { content?: string } }): boolean {
  if (name === "bind") return !arg || OWN_WORK.test(arg.content ?? "");
  return name === "slot" || OWN_WORK.test(name);
}

/** What nearly every page is made of travels as one script and one style, not as a dozen. */
const PARTS = /\/src\/(components\/(shop-|goods-)|api\/(load|served)\.|rules\/season\.|stores\/tab\.)/;
const isForBrowsers = process.env.UNI_PLATFORM === "h5";
const vueOptions = { template: { compilerOptions: { nodeTransforms: [asElements as never] } } };
const output = { manualChunks: (id: string) => (PARTS.test(id) ? "parts" : undefined) };

export default defineConfig({
  plugins: [uni(isForBrowsers ? { vueOptions } : undefined), noForeignHosts()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: { target: "es2018", cssTarget: "chrome80", ...(isForBrowsers && { rollupOptions: { output } }) },
});
