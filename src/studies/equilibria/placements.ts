import type { DemandPattern, Slot } from './demandPattern.ts';

/** How many agents of each class take each of their class's options: taken[class][option]. */
export type Taken = readonly (readonly number[])[];

/**
 * Why a search may have left equilibria out: too many placements to try, too many patterns to keep, or prices that are level
 * where replies are, which makes continua in the aggregate, too, of which three points stand for all.
 */
export type Shortfall = 'placements' | 'patterns' | 'level prices';

export interface Patterns {
  readonly patterns: readonly DemandPattern[];
  /** Null where every placement was looked at. */
  readonly shortfall: Shortfall | null;
}

interface Question {
  /** Agents in each class. */
  readonly counts: readonly number[];
  /** Options that each class has. */
  readonly options: readonly number[];
  /** False where no way to place the rest can succeed: classes before `current` are placed, of `current` `left` agents are not. */
  readonly feasible: (taken: Taken, current: number, left: number) => boolean;
  /** What agents on an option demand in a full placement, or null if it is no candidate. */
  readonly slotsIn: (taken: Taken) => ((c: number, option: number) => Slot) | null;
}

/** Partial placements to try, some seconds, and patterns to keep: a certificate takes milliseconds an agent. */
const MOST_TRIED = 500_000;
const MOST_KEPT = 1000;

/**
 * The demand patterns of all ways to place the agents of classes on options, agents of a class being interchangeable.
 * Cost: the number of partial placements that are feasible.
 */
export const patternsOfPlacements = ({ counts, options, feasible, slotsIn }: Question): Patterns => {
  const taken = options.map((many) => new Array<number>(many).fill(0));
  const patterns: DemandPattern[] = [];
  let tried = 0;
  let shortfall: Shortfall | null = null;
  const keep = (): void => {
    const slotOf = slotsIn(taken);
    if (slotOf === null) return;
    if (patterns.length === MOST_KEPT) shortfall = 'patterns';
    else patterns.push(taken.map((row, c) => row.flatMap((many, o) => new Array<Slot>(many).fill(slotOf(c, o)))));
  };
  const place = (current: number, option: number, left: number): void => {
    const row = taken[current];
    if (row === undefined) {
      keep();
      return;
    }
    const last = option === row.length - 1;
    for (let many = last ? left : 0; many <= left && shortfall === null; many++) {
      if (tried === MOST_TRIED) {
        shortfall = 'placements';
        break;
      }
      row[option] = many;
      tried += 1;
      const [next, rest] = last ? [current + 1, counts[current + 1] ?? 0] : [current, left - many];
      if (feasible(taken, next, rest)) place(next, last ? 0 : option + 1, rest);
    }
    row[option] = 0;
  };
  place(0, 0, counts[0] ?? 0);
  return { patterns, shortfall };
};
