import type { Round } from './round.ts';

/** Cycles by their numbers, or those that tell most of a run. */
export type CycleChoice = readonly number[] | 'telling';

/** A round with the reason for which it is shown. */
export interface Shown {
  readonly round: Round;
  readonly why: string;
}

/** Welfare lost below this share of the first best is rounding's. */
const NOTHING = 1e-9;

/**
 * Keeps the rounds that are asked for; of `telling` the first, the one that lost most, and the last. What is lost is welfare
 * against the first best; where no cycle lost any, money of the operator. Memory: the rounds that are kept.
 */
export const createChooser = (choice: CycleChoice) => {
  if (choice !== 'telling') {
    const asked = new Set(choice);
    const kept: Round[] = [];
    return {
      take: (round: Round): void => {
        if (asked.has(round.cycle)) kept.push(round);
      },
      shown: (): readonly Shown[] => kept.map((round) => ({ round, why: 'as asked' })),
    };
  }
  let first: Round | null = null;
  let last: Round | null = null;
  let wasteful: Round | null = null;
  let costly: Round | null = null;
  let tillBefore = 0;
  let leastIncome = Number.POSITIVE_INFINITY;
  return {
    take: (round: Round): void => {
      first ??= round;
      last = round;
      if (wasteful === null || lostShare(round) > lostShare(wasteful)) wasteful = round;
      const income = round.operatorCash - tillBefore;
      if (income < leastIncome) {
        leastIncome = income;
        costly = round;
      }
      tillBefore = round.operatorCash;
    },
    shown: (): readonly Shown[] => {
      if (first === null || last === null || wasteful === null || costly === null) return [];
      if (first === last) return [{ round: first, why: 'the only one' }];
      const wastes = lostShare(wasteful) > NOTHING;
      const middle = wastes ? wasteful : costly;
      const why = wastes
        ? `of all cycles the one with the lowest welfare against the first best, ${(100 * (1 - lostShare(wasteful))).toFixed(1)}%`
        : 'no cycle lost welfare; in this one the operator’s account did worst';
      if (middle === first || middle === last) {
        const also = (end: string): string => `${end}, and ${why}`;
        return [
          { round: first, why: middle === first ? also('the first') : 'the first' },
          { round: last, why: middle === last ? also('the last') : 'the last' },
        ];
      }
      return [
        { round: first, why: 'the first' },
        { round: middle, why },
        { round: last, why: 'the last' },
      ];
    },
  };
};

const lostShare = ({ welfare, firstBest }: Round): number => (firstBest > 0 ? 1 - welfare / firstBest : 0);
