import type { AgentClass } from '../../theory/classes.ts';
import { cumulativeTable, type Dominance, dominates } from './stochasticDominance.ts';

/** Class `stronger` has types that dominate and a maximum demand no smaller; `strict` where both are so strictly, as for the groups of section 5.2. */
export interface OrderedPair {
  readonly stronger: number;
  readonly weaker: number;
  readonly strict: boolean;
}

export interface UnorderedPair {
  readonly a: number;
  readonly b: number;
  /** Where a's distribution function exceeds b's, and the reverse; null where it nowhere does, and the demands disagree. */
  readonly against: readonly [Dominance | null, Dominance | null];
}

/** Which classes of equal agents are stronger than which, eq. (5). Classes that are equal in strength are ordered both ways. */
export interface StrengthOrder {
  readonly ordered: readonly OrderedPair[];
  readonly unordered: readonly UnorderedPair[];
  /** All pairs are ordered: the agents can be numbered as Proposition 7 has them. */
  readonly complete: boolean;
}

/** Compares every pair of classes. Cost: C^2 (600 + 256 C) comparisons for C classes, whatever the number of agents. */
export const strengthOrder = (classes: readonly AgentClass[]): StrengthOrder => {
  const table = cumulativeTable(classes.map(({ distribution }) => distribution));
  const ordered: OrderedPair[] = [];
  const unordered: UnorderedPair[] = [];
  for (let a = 0; a < classes.length; a++) {
    for (let b = a + 1; b < classes.length; b++) {
      const [up, down] = [dominates(table, a, b), dominates(table, b, a)];
      const [ka, kb] = [classes[a]?.maxDemand as number, classes[b]?.maxDemand as number];
      const before = ordered.length;
      if (up.holds && ka >= kb) ordered.push({ stronger: a, weaker: b, strict: up.strict && ka > kb });
      if (down.holds && kb >= ka) ordered.push({ stronger: b, weaker: a, strict: down.strict && kb > ka });
      if (ordered.length === before)
        unordered.push({ a, b, against: [up.holds ? null : up, down.holds ? null : down] });
    }
  }
  return { ordered, unordered, complete: unordered.length === 0 };
};
