import type { MarketEvent } from '../domain/events.ts';
import { type EncodedEvent, encodeEvent, NO_HASH } from './encodeEvent.ts';
import { nameOf } from './eventShapes.ts';
import { createRunContext, type RunContext } from './runContext.ts';
import type { Sha256 } from './sha256.ts';

/** Encodes a run's events one after the other. */
export interface Encoder {
  /** The next line. Throws, and stays where it was, on an event that `encodeEvent` refuses or that is out of place. */
  readonly encode: (event: MarketEvent) => EncodedEvent;
  /** Events encoded so far. */
  readonly events: () => number;
  /** Hash of the last line, 64 zeros before the first. */
  readonly head: () => string;
}

/** An encoder at the beginning of a log: seed and agents are taken from run-started, which must come first. */
export function createEncoder({ sha256 }: { readonly sha256: Sha256 }): Encoder {
  let run: RunContext | null = null;
  let seq = 0;
  let prev = NO_HASH;
  let completed = false;

  function contextFor(event: MarketEvent): RunContext {
    if (completed) throw new Error(`${nameOf(seq, event)} cannot be written: run-completed was the last event`);
    if (run === null && event.kind === 'run-started') return createRunContext(event, sha256);
    if (run === null) throw new Error(`${nameOf(seq, event)} cannot be written: a log begins with run-started`);
    if (event.kind === 'run-started') throw new Error(`${nameOf(seq, event)} cannot be written: the run has started`);
    return run;
  }

  return {
    encode: (event) => {
      const context = contextFor(event);
      const encoded = encodeEvent({ event, seq, prev, run: context });
      run = context;
      seq += 1;
      prev = encoded.hash;
      completed = event.kind === 'run-completed';
      return encoded;
    },
    events: () => seq,
    head: () => prev,
  };
}
