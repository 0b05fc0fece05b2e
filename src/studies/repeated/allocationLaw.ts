import { type BernoulliGroup, type PartialSums, partialSums, TooManySums } from '../../numerics/partialSums.ts';
import { approximate } from '../../numerics/piecewiseChebyshev.ts';
import type { AgentClass } from '../../theory/classes.ts';
import { IntractableEconomy } from '../../theory/interimAllocation.ts';
import type { Theory } from '../../theory/theory.ts';

/**
 * The law of an agent's efficient allocation, not its mean alone: Q_i = min(k_i, max(0, S - X)), X the maximum demands of the
 * others with types above the agent's. What an allocation is worth next cycle need not be linear in it.
 */
export interface AllocationLaw {
  /** The quantities that the agent can be allocated, rising. Units of the good. */
  readonly quantities: readonly number[];
  /** Probability of each before the type is known, reports being truthful. */
  readonly probabilities: readonly number[];
  /** E[w(Q) | report], w given at each of `quantities`, tabulated over what is reported. */
  readonly expect: (worth: readonly number[]) => ExpectedWorth;
}

export interface ExpectedWorth {
  /** E[w(Q) | report t]. */
  readonly given: (t: number) => number;
  /** E[w(Q)] of a truthful agent before it knows its type. */
  readonly before: number;
  /** Integral of F from lo to t. */
  readonly integralF: (t: number) => number;
  /** Absolute error of either expectation, in the unit of w. */
  readonly error: number;
}

/** Additions a type, for the laws of all classes together: some seconds. */
const MOST_STEPS = 4_000_000;
/** Quantities that all classes together may be allocated: a table each, some 200 megabytes. */
const MOST_QUANTITIES = 40_000;

/**
 * Cost: as the interim allocation of one class by enumeration; a table for every quantity and every w. Throws IntractableEconomy where
 * the sums of the others' demands are too many to tell apart: an expectation of what is not linear in the allocation needs them all.
 */
export const allocationLaw = (theory: Theory, agent: number): AllocationLaw => {
  const { classes, classOf, supply, table } = theory;
  const own = classOf[agent] as number;
  const { maxDemand, distribution } = classes[own] as AgentClass;
  const groups = classes.map((each, c) => ({ weight: each.maxDemand, count: each.count - (c === own ? 1 : 0) }));
  const sums = sumsOf(groups, supply, classes.length);
  const served = Array.from(sums.values, (x) => Math.min(maxDemand, supply - x));
  const certain = groups.reduce((sum, { weight, count }) => sum + weight * count, 0) < supply;
  const quantities = [...new Set(certain ? served : [...served, 0])].sort((a, b) => a - b);
  if (quantities.length * classes.length > MOST_QUANTITIES) throw tooMany();
  const places = new Map(quantities.map((quantity, j) => [quantity, j]));
  const place = served.map((quantity) => places.get(quantity) as number);
  /** The probability of each quantity given the report. */
  const lawAt = (t: number): number[] => {
    const below = classes.map((each) => each.distribution.cdf(t));
    const law = sums.law(
      below.map((f) => 1 - f),
      below,
    );
    const result = quantities.map(() => 0);
    let mass = 0;
    for (let j = 0; j < law.length; j++) {
      result[place[j] as number] = (result[place[j] as number] as number) + (law[j] as number);
      mass += law[j] as number;
    }
    if (!certain) result[0] = (result[0] as number) + (1 - mass);
    return result;
  };
  const tabulate = (count: number, f: (t: number) => readonly number[]) =>
    approximate({
      f: (t) => [distribution.cdf(t), ...f(t)],
      count: count + 1,
      breakpoints: table.corners,
      tolerance: 1e-14,
    });
  const each = tabulate(quantities.length, lawAt);
  return {
    quantities,
    probabilities: quantities.map((_, j) => each.stieltjes(j + 1, 0)),
    expect: (worth) => {
      const least = Math.min(...worth);
      const range = Math.max(...worth) - least;
      const scaled = worth.map((value) => (range === 0 ? 0 : (value - least) / range));
      const tabulated = tabulate(1, (t) => [
        lawAt(t).reduce((sum, probability, j) => sum + probability * (scaled[j] as number), 0),
      ]);
      return {
        given: (t) => least + range * tabulated.value(1, t),
        before: least + range * tabulated.stieltjes(1, 0),
        integralF: (t) => tabulated.integral(0, t),
        error: range * tabulated.stieltjesError + 4 * Number.EPSILON * Math.max(...worth.map(Math.abs)),
      };
    },
  };
};

const sumsOf = (groups: readonly BernoulliGroup[], supply: number, laws: number): PartialSums => {
  try {
    return partialSums(groups, supply, MOST_STEPS / laws);
  } catch (error) {
    throw error instanceof TooManySums ? tooMany() : error;
  }
};

const tooMany = (): IntractableEconomy =>
  new IntractableEconomy(
    'the allocations that these agents can expect are too many to follow into the next cycle: about ten agents with demands of ' +
      'their own can be studied; give agents of a group the same maximum demand and type, or round the demands to a common step',
  );
