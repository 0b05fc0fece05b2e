import type { MarketEvent } from '../domain/events.ts';
import type { Scenario } from '../domain/scenario.ts';
import { firstDifference } from '../engine/difference.ts';
import { type CycleFigures, createCycleFigures, inOrder } from './cycleFigures.ts';
import { createDiffTotals } from './diffTotals.ts';
import type { CycleDiff, RunDiff } from './runDiff.ts';

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
    const totals = createDiffTotals();
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
