/**
 * A gain as a reward between 0 and 1 for rules that need one: 1/2 for no gain, and an end of the scale, beyond which it is cut,
 * where the gain or loss reaches `stakes`. Money.
 */
export const rewardOf = (gain: number, stakes: number): number => Math.min(1, Math.max(0, (1 + gain / stakes) / 2));
