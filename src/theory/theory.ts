import type { Economy, PerAgent } from '../domain/economy.ts';
import { findRoot } from '../numerics/findRoot.ts';
import { chooseAllocation } from './chooseAllocation.ts';
import { type AgentClass, classesOf } from './classes.ts';
import type { InterimAllocation } from './interimAllocation.ts';
import { type InterimTable, interimTable } from './interimTable.ts';
import { manyAgentsTable } from './manyAgentsTable.ts';

/**
 * Everything about an economy that does not depend on who holds what. Built once, read often.
 *
 * With [lo, hi] the support, S the supply and D(x) the maximum demands of all agents with types above x:
 *   q_i(t)   interim allocation                                                (section 3)
 *   t^       the unique type with sum_i q_i(t^) = S; r*_i = q_i(t^)            (Proposition 2)
 *   E[W]     lo S + integral over [lo, hi] of E[min(S, D(x))] dx               (expected first-best welfare)
 */
export interface Theory {
  readonly economy: Economy;
  readonly supply: number;
  readonly lo: number;
  readonly hi: number;
  readonly classes: readonly AgentClass[];
  /** Class of each agent. */
  readonly classOf: readonly number[];
  /** The first agent of each class. */
  readonly firstOf: readonly number[];
  /** min(k_i, S). */
  readonly maxDemands: PerAgent;
  readonly interim: InterimAllocation;
  readonly table: InterimTable;
  /** t^. */
  readonly commonWorstOffType: number;
  /** r*, which adds up to the supply to rounding. */
  readonly interiorHoldings: PerAgent;
  /** E[W]. */
  readonly firstBestWelfare: number;
  /** E[theta_i]. */
  readonly meanTypes: PerAgent;
  readonly accuracy: Accuracy;
}

export interface Accuracy {
  readonly method: string;
  /** Absolute error of every expected figure, in money. */
  readonly errorBound: number;
  /** Absolute error of the common worst-off type, in money per unit. */
  readonly worstOffTypeErrorBound: number;
}

/** What is asked for where the allocations of unequal agents are only known within a bound. */
const PRECISION = 1e-6;

/**
 * `precision`: the error of all agents' allocations together, as a share of the supply, that the method is laid out for where they cannot be
 * enumerated. Throws IntractableEconomy. Cost: a few hundred evaluations of the interim allocations (milliseconds for 12 agents, a second for 1,000 unequal ones).
 */
export const theoryOf = (economy: Economy, precision = PRECISION): Theory => {
  const { supply, agents } = economy;
  const { min: lo, max: hi } = economy.support;
  const { classes, classOf, firstOf } = classesOf(economy);
  const interim = chooseAllocation(classes, supply, precision);
  const table =
    'bounded' in interim
      ? manyAgentsTable({ classes, interim, lo, hi, supply, tolerance: precision })
      : interimTable({ classes, interim, lo, hi, supply });

  const excess = (q: (c: number) => number): number =>
    classes.reduce((sum, { count }, c) => sum + count * q(c), 0) - supply;
  const steepness = (t: number): number => classes.reduce((sum, { count }, c) => sum + count * table.slope(c, t), 0);
  const estimate = findRoot((t) => excess((c) => table.q(c, t)), lo, hi);
  const radius = (100 * agents.length * table.error) / steepness(estimate) + 1e-14 * (hi - lo);
  const commonWorstOffType = findRoot(
    (t) => {
      const q = interim.at(t);
      return excess((c) => q[c] as number);
    },
    Math.max(lo, estimate - radius),
    Math.min(hi, estimate + radius),
  );
  const q = interim.at(commonWorstOffType);
  return {
    economy,
    supply,
    lo,
    hi,
    classes,
    classOf,
    firstOf,
    maxDemands: agents.map(({ maxDemand }) => Math.min(maxDemand, supply)),
    interim,
    table,
    commonWorstOffType,
    interiorHoldings: classOf.map((c) => q[c] as number),
    firstBestWelfare: lo * supply + table.integralServed,
    meanTypes: classOf.map((c) => lo + table.meanAboveLowest(c)),
    accuracy: {
      method: interim.method,
      // Integrals over types of a figure of every agent, or the value that one expects of its allocation.
      errorBound: Math.max(table.sumError, table.expectedValueError) + 64 * Number.EPSILON * supply * hi,
      worstOffTypeErrorBound: interim.totalError / steepness(commonWorstOffType) + 4 * Number.EPSILON * hi,
    },
  };
};
