import { exp } from '../../src/numerics/elementary.ts';

/** Weights exp(precision * (score - best score)), between 0 and 1 and not normalised: the logit rule (softmax). */
export const logit = (scores: readonly number[], precision: number): number[] => {
  let best = Number.NEGATIVE_INFINITY;
  for (const score of scores) best = Math.max(best, score);
  return scores.map((score) => exp(precision * (score - best)));
};
