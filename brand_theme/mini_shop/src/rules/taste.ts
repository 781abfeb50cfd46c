/** Recommendations in the order of what was looked at on this device; nothing is sent for it. */
import type { Footprint } from "@/rules/footprints";

interface Card {
  town: string;
  enterprise: string;
}
const SAME_ENTERPRISE = 2;
const SAME_TOWN = 1;

/** Return the same cards: those of enterprises and towns looked at come first, ties as they were. */
export function byTaste<Each extends Card>(cards: readonly Each[], prints: readonly Footprint[]): Each[] {
  const score = (card: Card) =>
    prints.reduce(
      (sum, print) =>
        sum +
        (card.enterprise && card.enterprise === print.enterprise ? SAME_ENTERPRISE : 0) +
        (card.town && card.town === print.town ? SAME_TOWN : 0),
      0,
    );
  return cards
    .map((card, place) => ({ card, place, score: score(card) }))
    .sort((a, b) => b.score - a.score || a.place - b.place)
    .map(({ card }) => card);
}
