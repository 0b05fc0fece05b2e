import type { CycleStory } from './cycleStory.ts';

/** What a run adds up to. Money is the scenario's; payments run from agents to the operator. */
export interface RunTotals {
  readonly cycles: number;
  readonly operated: number;
  readonly welfare: number;
  readonly firstBest: number;
  readonly forwardPayments: number;
  readonly charges: number;
  readonly spotPayments: number;
  readonly operatorCash: number;
  readonly refusedAnswers: number;
}

export const noTotals: RunTotals = {
  cycles: 0,
  operated: 0,
  welfare: 0,
  firstBest: 0,
  forwardPayments: 0,
  charges: 0,
  spotPayments: 0,
  operatorCash: 0,
  refusedAnswers: 0,
};

export const addCycle = (totals: RunTotals, { cleared, traded, closed, refusals }: CycleStory): RunTotals => ({
  cycles: totals.cycles + 1,
  operated: totals.operated + (traded === null ? 0 : 1),
  welfare: totals.welfare + closed.welfare,
  firstBest: totals.firstBest + closed.firstBest,
  forwardPayments: totals.forwardPayments + (cleared?.budget ?? 0),
  charges: totals.charges + (cleared?.charges.reduce((sum, charge) => sum + charge, 0) ?? 0),
  spotPayments: totals.spotPayments + (traded?.surplus ?? 0),
  operatorCash: closed.operatorCash,
  refusedAnswers: totals.refusedAnswers + refusals.length,
});
