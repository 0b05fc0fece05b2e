/**
 * Apart from `src/timeline`, which opens logs: that reads lines, verifies and answers later, while a scrubber wants the events that
 * are in the page, more of them coming, at any place and at once.
 */
import type { EventOf, MarketEvent } from '../domain/events.ts';
import type { Scenario } from '../domain/scenario.ts';
import { evolve } from '../engine/evolve.ts';
import { initialState, type MarketState } from '../engine/state.ts';

/** The events of one cycle that say what the markets did; null where they have not come yet. */
export interface Milestones {
  readonly opened: EventOf<'forward-opened'> | null;
  readonly refused: EventOf<'forward-refused'> | null;
  readonly cleared: EventOf<'forward-cleared'> | null;
  readonly spotOpened: EventOf<'spot-opened'> | null;
  readonly spotCleared: EventOf<'spot-cleared'> | null;
  readonly skipped: EventOf<'spot-skipped'> | null;
  readonly closed: EventOf<'cycle-closed'> | null;
}

/** A run at one of its events. */
export interface Moment extends Milestones {
  readonly seq: number;
  readonly event: MarketEvent;
  readonly state: MarketState;
}

/** The events of a run, of which any moment can be looked at in microseconds, while more are added. */
export interface Timeline {
  readonly append: (events: readonly MarketEvent[]) => void;
  readonly length: () => number;
  readonly events: () => readonly MarketEvent[];
  readonly scenario: () => Scenario | null;
  /** Throws a RangeError for a place outside the run. Cost: at most 256 events folded. */
  readonly momentAt: (seq: number) => Moment;
  readonly cycles: () => number;
  /** The place of the last event of a cycle, or of the last that is there. */
  readonly endOf: (cycle: number) => number;
  readonly closings: () => readonly EventOf<'cycle-closed'>[];
  readonly clearings: () => readonly (EventOf<'forward-cleared'> | null)[];
}

const NONE: Milestones = {
  opened: null,
  refused: null,
  cleared: null,
  spotOpened: null,
  spotCleared: null,
  skipped: null,
  closed: null,
};
/** Events between two kept states; a state of many agents shares its arrays with the events. */
const BETWEEN = 256;

interface Kept {
  readonly state: MarketState;
  readonly milestones: Milestones;
}

export const createTimeline = (): Timeline => {
  const events: MarketEvent[] = [];
  /** What was before event 0, BETWEEN, 2 BETWEEN, ... */
  const kept: Kept[] = [];
  const ends: number[] = [];
  const closings: EventOf<'cycle-closed'>[] = [];
  const clearings: (EventOf<'forward-cleared'> | null)[] = [];
  let now: Kept = { state: initialState, milestones: NONE };
  let scenario: Scenario | null = null;

  const append = (event: MarketEvent): void => {
    if (events.length % BETWEEN === 0) kept.push(now);
    now = step(now, event);
    events.push(event);
    if (event.kind === 'run-started') scenario = event.scenario;
    if (event.cycle > 0) ends[event.cycle - 1] = event.kind === 'run-completed' ? events.length - 2 : events.length - 1;
    if (event.kind === 'cycle-started') clearings[event.cycle - 1] = null;
    if (event.kind === 'forward-cleared') clearings[event.cycle - 1] = event;
    if (event.kind === 'cycle-closed') closings[event.cycle - 1] = event;
  };

  return {
    append: (more) => {
      for (const event of more) append(event);
    },
    length: () => events.length,
    events: () => events,
    scenario: () => scenario,
    momentAt: (seq) => {
      const event = events[seq];
      if (event === undefined) throw new RangeError(`no event ${seq} among ${events.length}`);
      let at = kept[Math.floor(seq / BETWEEN)] as Kept;
      for (let j = seq - (seq % BETWEEN); j <= seq; j++) at = step(at, events[j] as MarketEvent);
      return { seq, event, state: at.state, ...at.milestones };
    },
    cycles: () => ends.length,
    endOf: (cycle) => ends[cycle - 1] ?? events.length - 1,
    closings: () => closings,
    clearings: () => clearings,
  };
};

const step = ({ state, milestones }: Kept, event: MarketEvent): Kept => ({
  state: evolve(state, event),
  milestones: passed(milestones, event),
});

const passed = (before: Milestones, event: MarketEvent): Milestones => {
  switch (event.kind) {
    case 'cycle-started':
      return NONE;
    case 'forward-opened':
      return { ...before, opened: event };
    case 'forward-refused':
      return { ...before, refused: event };
    case 'forward-cleared':
      return { ...before, cleared: event };
    case 'spot-opened':
      return { ...before, spotOpened: event };
    case 'spot-cleared':
      return { ...before, spotCleared: event };
    case 'spot-skipped':
      return { ...before, skipped: event };
    case 'cycle-closed':
      return { ...before, closed: event };
    default:
      return before;
  }
};
