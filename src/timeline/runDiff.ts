import type { CycleFigures } from './cycleFigures.ts';

/** One cycle of two runs; null in the run that has no such cycle. The second's arrays are in the order of the first's agents. */
export interface CycleDiff {
  readonly cycle: number;
  readonly a: CycleFigures | null;
  readonly b: CycleFigures | null;
  /** Whether both have it and every figure is the same, to the bit. */
  readonly same: boolean;
}

/** Money of the second run less that of the first: welfare = firstBest - shut - misallocation, up to `roundingBound`. */
export interface WelfareChange {
  readonly welfare: number;
  readonly firstBest: number;
  readonly shut: number;
  readonly misallocation: number;
}

/** What an agent had over the cycles that both runs have: sums of money. */
export interface AgentTotals {
  readonly forwardPayments: number;
  readonly charges: number;
  readonly spotPayments: number;
  readonly payoff: number;
}

export interface RunDiff {
  /** Whether the logs have the same events. */
  readonly equal: boolean;
  /** Where the logs part: `kind`, or a path such as `payments[3]`; undefined behind the end of a log. */
  readonly firstDifference: {
    readonly seq: number;
    readonly field: string;
    readonly a: unknown;
    readonly b: unknown;
  } | null;
  readonly agents: readonly { readonly id: string; readonly a: AgentTotals; readonly b: AgentTotals }[];
  /** Cycles that were closed: in each run, in both, and how many of the latter differ. */
  readonly cycles: { readonly a: number; readonly b: number; readonly common: number; readonly changed: number };
  /** Over the cycles that both runs have. */
  readonly change: WelfareChange;
  /** Welfare of the cycles that only one of the runs has. */
  readonly beyond: number;
  /** What |welfare - (firstBest - shut - misallocation)| can come to by rounding, money; see `roundingBound`. */
  readonly roundingBound: number;
}

/** The second less the first. */
export const welfareChange = (a: CycleFigures, b: CycleFigures): WelfareChange => ({
  welfare: b.welfare - a.welfare,
  firstBest: b.firstBest - a.firstBest,
  shut: b.shut - a.shut,
  misallocation: b.misallocation - a.misallocation,
});
