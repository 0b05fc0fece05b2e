import { partialSums, TooManySums } from '../numerics/partialSums.ts';
import type { AgentClass } from './classes.ts';

/**
 * q_i(t) = E[min(k_i, max(0, S - X))], X the maximum demands of the others with types above t: what an agent of type t
 * can expect of the efficient allocation. X is a sum of k_j with probabilities 1 - F_j(t).
 */
export interface InterimAllocation {
  readonly method: string;
  /** Absolute error of every figure of `at`, in units of the good. */
  readonly error: number;
  /** The same of the sum of the figures of all agents. */
  readonly totalError: number;
  /** q of each class at type t, and, last, E[min(S, D(t))], D the maximum demands of all agents with types above t. */
  readonly at: (t: number) => Float64Array;
  /** The same given F of each class at the type. */
  readonly given: (below: readonly number[]) => Float64Array;
}

/** Figures at one type with their absolute errors, in units of the good. */
export interface BoundedAllocation {
  /** As of `given`. */
  readonly values: Float64Array;
  /** Of q of any class. */
  readonly error: number;
  /** Of the sum of q over all agents. */
  readonly totalError: number;
  /** Of the demand served. */
  readonly servedError: number;
}

/** By a method whose error is known type by type. */
export interface BoundedInterimAllocation extends InterimAllocation {
  /** To rounding, however large the tolerance. */
  readonly exact: boolean;
  readonly bounded: (below: ArrayLike<number>) => BoundedAllocation;
}

/** The economy is beyond the exact methods at hand; the message tells a user what to do. */
export class IntractableEconomy extends Error {
  override readonly name = 'IntractableEconomy';
}

const MOST_STEPS = 20_000_000;

/**
 * Exact, by enumeration of the distinct sums of demands below the supply: up to 2^(n-1) for n arbitrary demands, far fewer
 * for groups of equals or demands on a common step. Source: the definition, Liu, Loertscher & Marx (2020), section 3.
 * Throws IntractableEconomy where a type takes more than `most` additions.
 */
export const enumeratedInterimAllocation = (
  classes: readonly AgentClass[],
  supply: number,
  most = MOST_STEPS,
): InterimAllocation => {
  const groups = classes.map(({ maxDemand, count }) => ({ weight: maxDemand, count }));
  try {
    const others = classes.map(({ maxDemand }, own) => {
      const without = groups.map((group, g) => (g === own ? { ...group, count: group.count - 1 } : group));
      const sums = partialSums(without, supply, most / classes.length);
      return { sums, served: sums.values.map((x) => Math.min(maxDemand, supply - x)) };
    });
    const all = partialSums(groups, supply, most);
    const unserved = all.values.map((x) => supply - x);
    const given = (below: readonly number[]): Float64Array => {
      const above = below.map((f) => 1 - f);
      const result = new Float64Array(classes.length + 1);
      others.forEach(({ sums, served }, own) => {
        result[own] = dot(sums.law(above, below), served);
      });
      result[classes.length] = supply - dot(all.law(above, below), unserved);
      return result;
    };
    const error = Math.max(all.error, ...others.map(({ sums }) => sums.error)) + (classes.length + 4) * 4e-16 * supply;
    return {
      method: 'exact: enumeration of distinct partial sums',
      error,
      totalError: classes.reduce((sum, { count }) => sum + count, 0) * error,
      at: (t) => given(classes.map(({ distribution }) => distribution.cdf(t))),
      given,
    };
  } catch (error) {
    if (!(error instanceof TooManySums)) throw error;
    throw new IntractableEconomy(
      `the maximum demands of these agents have too many distinct sums to enumerate (more than ${most.toLocaleString('en')} steps); ` +
        'give agents of a group the same maximum demand and type, or round the demands to a common step',
    );
  }
};

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] as number) * (b[j] as number);
  return sum;
};
