import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { defineConfig, type Plugin } from "vitest/config";

const NATIVE = new Set(["view", "text", "image", "button", "navigator", "scroll-view", "input", "swiper", "swiper-item"]);

/** What only mini-programs get is left out, as the H5 build does it. */
const ELSEWHERE = /(\/\/|\/\*|<!--) #(ifndef H5|ifdef MP-WEIXIN)\b[\s\S]*?#endif/g;
function asInBrowsers(): Plugin {
  return {
    name: "as-in-browsers",
    enforce: "pre",
    transform: (code, id) => (id.includes("/src/") ? code.replace(ELSEWHERE, "$1") : undefined),
  };
}

export default defineConfig({
  plugins: [asInBrowsers(), vue({ template: { compilerOptions: { isCustomElement: (tag) => NATIVE.has(tag) } } })],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"] },
});
