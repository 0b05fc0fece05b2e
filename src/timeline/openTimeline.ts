import type { MarketEvent } from '../domain/events.ts';
import { type Checkpoint, createVerifier, type Step, type WholePart } from '../log/createVerifier.ts';
import { describeRedaction } from '../log/describeRedaction.ts';
import { LogError } from '../log/LogError.ts';
import type { Sha256 } from '../log/sha256.ts';
import type { LineSource } from './lineSource.ts';
import { type Moment, nextMoment, type PlacedEvent } from './moment.ts';

/** A log that can be entered anywhere, as far as it was whole when it was opened. */
export interface Timeline {
  /** Events. */
  readonly length: number;
  /** Hash of the last event. */
  readonly head: string;
  /** Whether it ends with run-completed. */
  readonly complete: boolean;
  /** Cycles that were closed. */
  readonly cycles: number;
  /** Just after event `seq`. Cost: reading and folding up to `spacing` events. Throws a RangeError outside the log. */
  readonly at: (seq: number) => Promise<Moment>;
  /** Just after cycle `cycle` (from 1) was closed. Throws a RangeError for a cycle that was not. */
  readonly afterCycle: (cycle: number) => Promise<Moment>;
  /** Moments from event `from` to event `to`, both included; forwards. Throws a RangeError outside the log. */
  readonly between: (from: number, to: number) => AsyncGenerator<Moment>;
  /** All events, in order. */
  readonly events: () => AsyncGenerator<MarketEvent>;
  /** Events between two entries of the index. */
  readonly spacing: number;
}

/** An entry of the index: the moment before event `checkpoint.whole.events`, which starts at byte `checkpoint.whole.bytes`. */
interface Entry {
  readonly before: Moment | null;
  readonly checkpoint: Checkpoint;
}

/** Entries at most, fewer where states are large: together they hold some tens of megabytes, whatever the log. */
const MOST_ENTRIES = 512;
const FEWEST_ENTRIES = 16;
const MOST_NUMBERS = 2 ** 18;

/**
 * Reads a log once, verifying it, and keeps a state every so often; when these get too many, every other one goes and the spacing
 * doubles. What is asked later is read from the nearest state before it, and verified again: the log may have been changed since.
 * A torn last line is left out. Throws a LogError where the log is not whole, or hides values.
 */
export const openTimeline = async (source: LineSource, { sha256 }: { readonly sha256: Sha256 }): Promise<Timeline> => {
  let entries: Entry[] = [];
  let spacing = 1;
  let cycles = 0;
  let most = MOST_ENTRIES;

  const verifier = createVerifier({ sha256 });
  let now: Moment | null = null;
  for await (const line of source.linesFrom(0)) {
    if (verifier.whole().events === entries.length * spacing) {
      entries.push({ before: now, checkpoint: verifier.checkpoint() });
    }
    const step: Step = verifier.take(line);
    if (!step.holds && step.tornTail === true && step.seq > 0) break;
    now = nextMoment(now, eventIn(step, verifier.whole()));
    if (now.event.kind === 'run-started') {
      most = Math.max(FEWEST_ENTRIES, Math.min(MOST_ENTRIES, Math.floor(MOST_NUMBERS / now.event.agents.length)));
    }
    if (now.event.kind === 'cycle-closed') cycles = now.event.cycle;
    if (entries.length > most) {
      entries = entries.filter((_, i) => i % 2 === 0);
      spacing *= 2;
    }
  }
  const { events, head, complete } = verifier.whole();
  if (events === 0) throw new LogError('the file is empty', 'log');

  async function* momentsFrom(seq: number): AsyncGenerator<Moment> {
    const { before, checkpoint } = entries[Math.floor(seq / spacing)] as Entry;
    const again = createVerifier({ sha256, from: checkpoint });
    let moment = before;
    for await (const line of source.linesFrom(checkpoint.whole.bytes)) {
      moment = nextMoment(moment, eventIn(again.take(line), again.whole()));
      if (moment.seq >= seq) yield moment;
    }
    throw new LogError(`the log has become shorter: event ${seq} is gone`, 'log');
  }

  const inLog = (seq: number): void => {
    if (Number.isInteger(seq) && seq >= 0 && seq < events) return;
    throw new RangeError(`the log has no event ${seq}: expected 0 to ${events - 1}`);
  };
  const firstOf = async (moments: AsyncGenerator<Moment>, fits: (moment: Moment) => boolean): Promise<Moment> => {
    for await (const moment of moments) if (fits(moment)) return moment;
    throw new LogError('the log has become shorter', 'log');
  };

  return {
    length: events,
    head,
    complete,
    cycles,
    spacing,
    at: async (seq) => {
      inLog(seq);
      return firstOf(momentsFrom(seq), () => true);
    },
    afterCycle: async (cycle) => {
      if (!(Number.isInteger(cycle) && cycle >= 1 && cycle <= cycles)) {
        throw new RangeError(
          `the log has no whole cycle ${cycle}: expected ${cycles === 0 ? 'none' : `1 to ${cycles}`}`,
        );
      }
      // The last entry at which the cycle was not closed yet.
      const open = entries.findLastIndex(({ before }) => closedIn(before) < cycle);
      return firstOf(
        momentsFrom(open * spacing),
        ({ event }) => event.kind === 'cycle-closed' && event.cycle === cycle,
      );
    },
    async *between(from, to) {
      inLog(from);
      inLog(to);
      for await (const moment of momentsFrom(from)) {
        yield moment;
        if (moment.seq === to) return;
      }
    },
    async *events() {
      for await (const { seq, event } of momentsFrom(0)) {
        yield event;
        if (seq === events - 1) return;
      }
    },
  };
};

/** How many cycles are closed at a moment. */
const closedIn = (moment: Moment | null): number => {
  if (moment === null || moment.state.cycle === 0) return 0;
  const { cycle } = moment.state;
  return moment.said.some(({ kind }) => kind === 'cycle-closed') ? cycle : cycle - 1;
};

const eventIn = (step: Step, { redactedFor }: WholePart): PlacedEvent => {
  if (!step.holds) throw new LogError(step.reason, 'log');
  if (!step.redacted) return { seq: step.seq, event: step.event };
  const what = describeRedaction(redactedFor ?? []);
  throw new LogError(
    `this log is ${what}: it hides values that a state is made of; ask its owner for the full log`,
    'redacted',
  );
};
