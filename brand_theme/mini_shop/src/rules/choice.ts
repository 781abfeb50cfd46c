/** Which variant is chosen before the buyer has chosen. */
interface Choice {
  isAvailable: boolean;
}

/** The first that can be had; the first at all when none can. */
export function firstHad<Each extends Choice>(choices: readonly Each[]): Each | undefined {
  return choices.find((choice) => choice.isAvailable) ?? choices[0];
}
