/** What each of the four tabs does when it comes to the front: only then can the bar be written on. */
import { onShow } from "@dcloudio/uni-app";
import { useCart } from "@/stores/cart";
import { useSettings } from "@/stores/settings";

export function useTab(): void {
  onShow(() => {
    useSettings().paint();
    useCart().showCount();
  });
}
