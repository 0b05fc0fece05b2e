import type { CycleFigures } from './cycleFigures.ts';
import { type AgentTotals, type CycleDiff, type RunDiff, type WelfareChange, welfareChange } from './runDiff.ts';

const NO_CHANGE: WelfareChange = { welfare: 0, firstBest: 0, shut: 0, misallocation: 0 };

/**
 * Each of the two losses of a cycle and each of the four changes is rounded once, by at most 2^-53 of a sum of welfares and first
 * bests, and each of the T cycles is added with an error of that size: (T + 4) 2^-52 times the sum of all of them covers it.
 */
const roundingBound = (cycles: number, size: number): number => (cycles + 4) * 2 ** -52 * size;

const NONE: AgentTotals = { forwardPayments: 0, charges: 0, spotPayments: 0, payoff: 0 };

/** What two runs come to, cycle by cycle. */
export const createDiffTotals = () => {
  let ids: readonly string[] = [];
  let [sumsA, sumsB]: [readonly AgentTotals[], readonly AgentTotals[]] = [[], []];
  let change = NO_CHANGE;
  let [common, changed, onlyA, onlyB, beyond, size] = [0, 0, 0, 0, 0, 0];
  const added = (sums: readonly AgentTotals[], figures: CycleFigures): readonly AgentTotals[] =>
    sums.map((sum, i) => ({
      forwardPayments: sum.forwardPayments + (figures.forwardPayments[i] as number),
      charges: sum.charges + (figures.charges[i] as number),
      spotPayments: sum.spotPayments + (figures.spotPayments[i] as number),
      payoff: sum.payoff + (figures.payoffs[i] as number),
    }));
  return {
    start: (agents: readonly string[]): void => {
      ids = agents;
      sumsA = agents.map(() => NONE);
      sumsB = sumsA;
    },
    take: (a: CycleFigures, b: CycleFigures): CycleDiff => {
      const by = welfareChange(a, b);
      const same = JSON.stringify(a) === JSON.stringify(b);
      common += 1;
      if (!same) changed += 1;
      change = {
        welfare: change.welfare + by.welfare,
        firstBest: change.firstBest + by.firstBest,
        shut: change.shut + by.shut,
        misallocation: change.misallocation + by.misallocation,
      };
      size += Math.abs(a.firstBest) + Math.abs(a.welfare) + Math.abs(b.firstBest) + Math.abs(b.welfare);
      sumsA = added(sumsA, a);
      sumsB = added(sumsB, b);
      return { cycle: a.cycle, a, b, same };
    },
    alone: (a: CycleFigures | null, b: CycleFigures | null): CycleDiff => {
      const { cycle, welfare } = (a ?? b) as CycleFigures;
      if (a === null) onlyB += 1;
      else onlyA += 1;
      beyond += welfare;
      return { cycle, a, b, same: false };
    },
    result: (parted: RunDiff['firstDifference']): RunDiff => ({
      equal: parted === null,
      firstDifference: parted,
      agents: ids.map((id, i) => ({ id, a: sumsA[i] as AgentTotals, b: sumsB[i] as AgentTotals })),
      cycles: { a: common + onlyA, b: common + onlyB, common, changed },
      change,
      beyond,
      roundingBound: roundingBound(common, size),
    }),
  };
};
