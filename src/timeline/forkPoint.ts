import type { PlacedFork } from '../domain/edits.ts';
import type { EventOf, MarketEvent } from '../domain/events.ts';
import type { Detail } from '../engine/commands.ts';
import { evolve } from '../engine/evolve.ts';
import { createForks } from '../engine/forks.ts';
import { initialState, type MarketState } from '../engine/state.ts';
import { createOptionsSeen } from '../log/optionsSeen.ts';
import type { PlacedEvent } from './moment.ts';

/** Where a log can be forked, with all that decides what may be set there. */
export interface ForkPoint {
  readonly seq: number;
  /** The event that stands there in the parent; null behind the last of a log that stops early. */
  readonly event: MarketEvent | null;
  /** Before it. */
  readonly state: MarketState;
  /** What was said in the cycle that is going on; nothing between cycles. */
  readonly said: readonly PlacedEvent[];
}

/** A log as a fork needs it. */
export interface ForkableLog {
  readonly started: EventOf<'run-started'>;
  readonly point: ForkPoint;
  /** The forks before the point. */
  readonly forks: readonly PlacedFork[];
  /** Events of the run before the point, measures not counted. */
  readonly place: number;
  readonly events: number;
  readonly complete: boolean;
  readonly detail: Detail;
  readonly measured: boolean;
}

/** A place that cannot be forked at, in a sentence. */
export interface NoForkPoint {
  readonly fault: string;
}

/** Reads a log to its end, in memory of one cycle. */
export const forkPoint = async (
  log: AsyncIterable<PlacedEvent> | Iterable<PlacedEvent>,
  at: number,
): Promise<ForkableLog | NoForkPoint> => {
  const forks = createForks();
  let started: EventOf<'run-started'> | undefined;
  let state = initialState;
  let said: PlacedEvent[] = [];
  let point: ForkPoint | undefined;
  const seen = createOptionsSeen();
  let [events, place, complete] = [0, 0, false];
  for await (const { seq, event } of log) {
    if (event.kind === 'run-started') started = event;
    seen.take(event);
    complete = event.kind === 'run-completed';
    if (seq === at) point = { seq, event, state, said };
    events = seq + 1;
    if (point !== undefined) continue;
    forks.take(event);
    if (event.kind !== 'cycle-measured') place += 1;
    state = evolve(state, event);
    if (event.kind === 'cycle-started' || event.kind === 'cycle-closed') said = [];
    if (event.kind !== 'cycle-closed') said.push({ seq, event });
  }
  if (started === undefined) return { fault: 'the log is empty' };
  if (point === undefined && !complete && at === events) point = { seq: at, event: null, state, said };
  if (point === undefined || at < 1) return { fault: outside(at, events, complete) };
  if (point.event?.kind === 'cycle-measured') {
    return { fault: `event ${at} only measures cycle ${point.event.cycle}, which is over: fork at ${at + 1}` };
  }
  // A log of markets that stayed shut shows neither: then as a run is unless it is asked otherwise.
  const [detail, measured] = [seen.log() ?? 'full', seen.measure() ?? false];
  return { started, point, forks: forks.list(), place, events, complete, detail, measured };
};

const outside = (at: number, events: number, complete: boolean): string =>
  at === 0
    ? 'event 0 starts the run: fork at 1 or later, or play another scenario'
    : `the log has no event ${at}: expected 1 to ${complete ? events - 1 : events}`;
