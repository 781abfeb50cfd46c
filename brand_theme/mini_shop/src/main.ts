import { createPinia } from "pinia";
import { createSSRApp, type ComponentPublicInstance } from "vue";
import App from "./App.vue";
// #ifdef H5
import PageMissing from "./components/page-missing/page-missing.vue";
// #endif

export function createApp() {
  const app = createSSRApp(App);
  app.use(createPinia());
  // #ifdef H5
  app.mixin({ mounted: nameParts });
  // uni-app shows a component of this name where a page's script does not come, and brings its own otherwise.
  app.component("AsyncError", PageMissing);
  // #endif
  return { app };
}

// #ifdef H5
/** What uni-app leaves without a name for who cannot see: its fields, and the tab bar's signs. */
function nameParts(this: ComponentPublicInstance): void {
  const part = this.$el as HTMLElement;
  if (this.$options.name === "Input" || this.$options.name === "Textarea") nameField(part);
  // The words stand below each sign.
  if (this.$options.name === "TabBar") part.querySelectorAll("img").forEach((sign) => (sign.alt = ""));
}

function nameField(around: HTMLElement): void {
  const placeholder = around.querySelector("[class*=placeholder]");
  const name = around.getAttribute("aria-label") ?? placeholder?.textContent;
  if (name) around.querySelector("input, textarea")?.setAttribute("aria-label", name);
}
// #endif
