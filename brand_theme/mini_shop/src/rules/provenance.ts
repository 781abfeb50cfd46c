/** Cards about a good's origin, by kind, in the order a buyer reads them. */
const KINDS = [
  ["TRACE", "溯源"],
  ["HOUSEHOLD", "农户"],
] as const;

export interface ProvenanceGroup<Card> {
  kind: string;
  name: string;
  cards: Card[];
}

/** Kinds without a card are left out. */
export function provenanceGroups<Card extends { kind: string }>(cards: readonly Card[]): ProvenanceGroup<Card>[] {
  return KINDS.map(([kind, name]) => ({ kind, name, cards: cards.filter((card) => card.kind === kind) })).filter(
    (group) => group.cards.length,
  );
}
