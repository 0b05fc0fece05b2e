import type { MarketEvent } from '../domain/events.ts';
import type { Scenario } from '../domain/scenario.ts';
import { firstDifference } from '../engine/difference.ts';
import { type CycleFigures, createCycleFigures, inOrder } from './cycleFigures.ts';

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

/** Two runs of different agents have nothing to compare; `message` names them. */
export class DifferentAgents extends Error {
  override readonly name = 'DifferentAgents';
}

type Events = AsyncIterable<MarketEvent> | Iterable<MarketEvent>;

/**
 * Two runs cycle by cycle: yields every cycle, and returns what they come to. The logs are read side by side to where they part, and
 * from there cycle by cycle, so that memory is one cycle whatever the details of the logs. Throws DifferentAgents.
 */
export async function* diffRuns(a: Events, b: Events): AsyncGenerator<CycleDiff, RunDiff> {
  const [first, second] = [reader(a), reader(b)];
  try {
    let parted: RunDiff['firstDifference'] = null;
    let seq = 0;
    let order: readonly number[] = [];
    const totals = createTotals();
    function* matched(): Generator<CycleDiff> {
      while (first.cycles.length > 0 && second.cycles.length > 0) {
        const own = first.cycles.shift() as CycleFigures;
        const other = inOrder(second.cycles.shift() as CycleFigures, order);
        yield totals.take(own, other);
      }
    }
    while (parted === null && !(first.done && second.done)) {
      const [one, two] = [await first.next(), await second.next()];
      if (one?.kind === 'run-started' && two?.kind === 'run-started') {
        order = orderOf(one.scenario, two.scenario);
        totals.start(one.agents);
      }
      const difference = firstDifference(one === null ? [] : [one], two === null ? [] : [two], seq);
      if (difference !== null) {
        const { field, logged, recomputed } = difference;
        // Of an event that the other log has not, its kind says enough.
        const shown = (event: MarketEvent | null, value: unknown) => (field === 'kind' ? event?.kind : value);
        parted = { seq, field, a: shown(one, logged), b: shown(two, recomputed) };
      }
      seq += 1;
      yield* matched();
    }
    while (!(first.done && second.done)) {
      const behind = first.cycles.length === 0 && !first.done ? first : second.done ? first : second;
      await behind.next();
      yield* matched();
      // The other has come to its end: what is left stands alone.
      if (first.done) for (const alone of second.cycles.splice(0)) yield totals.alone(null, inOrder(alone, order));
      if (second.done) for (const alone of first.cycles.splice(0)) yield totals.alone(alone, null);
    }
    return totals.result(parted);
  } finally {
    await first.close();
    await second.close();
  }
}

/** One run on its way, with the cycles that were closed and not yet taken. */
const reader = (events: Events) => {
  const iterator = Symbol.asyncIterator in events ? events[Symbol.asyncIterator]() : events[Symbol.iterator]();
  const figures = createCycleFigures();
  const self = {
    done: false,
    cycles: [] as CycleFigures[],
    next: async (): Promise<MarketEvent | null> => {
      if (self.done) return null;
      const step = await iterator.next();
      if (step.done === true) {
        self.done = true;
        return null;
      }
      const closed = figures(step.value);
      if (closed !== null) self.cycles.push(closed);
      return step.value;
    },
    close: async (): Promise<void> => void (await iterator.return?.()),
  };
  return self;
};

/** Where each agent of the first run stands in the second. */
const orderOf = (a: Scenario, b: Scenario): readonly number[] => {
  const [ours, theirs] = [a, b].map(({ agents }) => agents.map(({ id }) => id)) as [string[], string[]];
  const places = new Map(theirs.map((id, i) => [id, i]));
  const known = new Set(ours);
  const [only, others] = [ours.filter((id) => !places.has(id)), theirs.filter((id) => !known.has(id))];
  if (only.length === 0 && others.length === 0) return ours.map((id) => places.get(id) as number);
  const named = (ids: readonly string[], run: string): readonly string[] =>
    ids.length === 0 ? [] : [`only the ${run} has ${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ', ...' : ''}`];
  throw new DifferentAgents(
    `the runs have other agents, so there is nothing to compare: ${[...named(only, 'first'), ...named(others, 'second')].join('; ')}`,
  );
};

const NO_CHANGE: WelfareChange = { welfare: 0, firstBest: 0, shut: 0, misallocation: 0 };

/** The second less the first. */
export const welfareChange = (a: CycleFigures, b: CycleFigures): WelfareChange => ({
  welfare: b.welfare - a.welfare,
  firstBest: b.firstBest - a.firstBest,
  shut: b.shut - a.shut,
  misallocation: b.misallocation - a.misallocation,
});

/**
 * Each of the two losses of a cycle and each of the four changes is rounded once, by at most 2^-53 of a sum of welfares and first
 * bests, and each of the T cycles is added with an error of that size: (T + 4) 2^-52 times the sum of all of them covers it.
 */
const roundingBound = (cycles: number, size: number): number => (cycles + 4) * 2 ** -52 * size;

const NONE: AgentTotals = { forwardPayments: 0, charges: 0, spotPayments: 0, payoff: 0 };

const createTotals = () => {
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
