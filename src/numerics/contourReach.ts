import { ln } from './elementary.ts';

/** Typical weights times the largest y that is looked at: a transform of a million points. */
const FURTHEST = 40_000;
/** Share of the tolerance that what lies beyond the reach may come to. */
const LEFT_BEYOND = 0.02;

/**
 * Where the rule is cut off, and the square of the normal factor's exponent there: delta^2 is laid out for the tolerance, and what is
 * left beyond, e^{-spread2 / 2} / reach, is a fiftieth of it.
 */
export const contourReach = (tolerance: number, members: number, typical: number) => {
  let [spread2, reach] = [4, 0];
  for (let round = 0; round < 8; round++) {
    reach = Math.min(FURTHEST, Math.sqrt((48 * spread2) / (tolerance * members)));
    spread2 = Math.max(4, 2 * ln(1 / (LEFT_BEYOND * tolerance * reach)));
  }
  return { spread2, continuousReach: reach / typical };
};
