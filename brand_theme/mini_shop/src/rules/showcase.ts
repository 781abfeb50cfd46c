/** Where a card of the first page's strip leads: its kind and slug, never an address of its own. */
import type { ShopHomeQuery } from "@/generated/graphql";
import { paths } from "@/rules/paths";

type Card = ShopHomeQuery["shopHome"]["showcase"][number];

/** `month` is the one that the first page shows; a card for `now` follows it. */
export function pathOf({ opens, target }: Pick<Card, "opens" | "target">, month: number): string {
  switch (opens) {
    case "PRODUCT":
      return paths.good(target);
    case "ENTERPRISE":
      return paths.enterprise(target);
    case "TEXT":
      return paths.text(target);
    case "SEASON":
      return paths.list({ month: target === "now" ? month : target });
    case "TRADE":
      return paths.list({ trade: target });
    case "COLLECTION":
      return paths.list({ collection: target });
    case "TOWN":
      return paths.list({ town: target });
    case "CERTIFICATION":
      return paths.list({ certification: target });
  }
}
