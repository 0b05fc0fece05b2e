import type { PerAgent } from '../../domain/economy.ts';
import type { ForwardTheory } from '../../theory/forwardTheory.ts';

/** A slope of q_i below this share of k_i / (hi - lo), its mean, is lost in the table's error. */
const SLIGHT = 1e-6;

/**
 * d t^_i / d x_i just below or above r*_i, which is 1 / q_i'(t^), money per unit squared, one an agent. The two differ where a
 * density jumps at t^. Null where some q_i is too flat for its slope to be told. Cost O(n).
 */
export const worstOffTypeSlopes = (theory: ForwardTheory, side: 'below' | 'above'): PerAgent | null => {
  const { table, classOf, maxDemands, commonWorstOffType, lo, hi } = theory;
  const beside = commonWorstOffType + (side === 'below' ? -1e-10 : 1e-10) * (hi - lo);
  const rises = classOf.map((c) => table.slope(c, beside));
  const told = rises.every((rise, i) => rise > (SLIGHT * (maxDemands[i] as number)) / (hi - lo));
  return told ? rises.map((rise) => 1 / rise) : null;
};
