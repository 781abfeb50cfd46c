import { createPinia } from "pinia";
import { createSSRApp, type ComponentPublicInstance } from "vue";
import App from "./App.vue";

export function createApp() {
  const app = createSSRApp(App);
  app.use(createPinia());
  // #ifdef H5
  app.mixin({ mounted: nameField });
  // #endif
  return { app };
}

// #ifdef H5
/** uni-app leaves a field's name on the element around it, where no screen reader looks. */
function nameField(this: ComponentPublicInstance): void {
  if (this.$options.name !== "Input" && this.$options.name !== "Textarea") return;
  const around = this.$el as HTMLElement;
  const name = around.getAttribute("aria-label") ?? around.querySelector("[class*=placeholder]")?.textContent;
  if (name) around.querySelector("input, textarea")?.setAttribute("aria-label", name);
}
// #endif
