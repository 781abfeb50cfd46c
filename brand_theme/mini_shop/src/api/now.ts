/** The time, second by second, while its page is looked at. */
import { onHide, onShow, onUnload } from "@dcloudio/uni-app";
import { ref, type Ref } from "vue";

export function useNow(): Ref<Date> {
  const now = ref(new Date());
  let timer: ReturnType<typeof setInterval> | undefined;
  onShow(() => {
    now.value = new Date();
    clearInterval(timer);
    timer = setInterval(() => (now.value = new Date()), 1000);
  });
  onHide(() => clearInterval(timer));
  onUnload(() => clearInterval(timer));
  return now;
}
