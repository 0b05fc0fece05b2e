import type { MarketEvent } from '../domain/events.ts';
import { createVerifier, type Taken, type Verifier, type WholePart } from './createVerifier.ts';
import { describeRedaction } from './describeRedaction.ts';
import { LogError } from './LogError.ts';
import { nodeSha256 } from './nodeSha256.ts';
import { readLines } from './readLines.ts';
import { locateLog } from './runFiles.ts';
import type { VisibleEvent } from './visibleEvent.ts';

export interface LoggedEvent {
  readonly seq: number;
  readonly event: MarketEvent;
}

export interface VisibleLoggedEvent {
  readonly seq: number;
  readonly event: VisibleEvent;
}

/**
 * The events of a log, given by its folder or its file, each verified before it is handed out. Throws a LogError with the
 * sentence of verifyLines at the first that is not whole, and one `redacted` for a log that hides something. Returns how far the
 * log goes; `complete` may be false.
 */
export async function* readRun(path: string): AsyncGenerator<LoggedEvent, WholePart> {
  const verifier = createVerifier({ sha256: nodeSha256 });
  for await (const step of stepsOf(path, verifier)) {
    if (step.redacted) throw new LogError(needsFullLog(path, verifier.whole()), 'redacted');
    yield { seq: step.seq, event: step.event };
  }
  return somethingOf(verifier);
}

/** The same for any log: what a redacted one hides is null. */
export async function* readVisibleRun(path: string): AsyncGenerator<VisibleLoggedEvent, WholePart> {
  const verifier = createVerifier({ sha256: nodeSha256 });
  for await (const { seq, event } of stepsOf(path, verifier)) yield { seq, event };
  return somethingOf(verifier);
}

async function* stepsOf(path: string, verifier: Verifier): AsyncGenerator<Taken> {
  for await (const line of readLines(locateLog(path).events)) {
    const step = verifier.take(line);
    if (!step.holds) throw new LogError(step.reason, 'log');
    yield step;
  }
}

function somethingOf(verifier: Verifier): WholePart {
  const whole = verifier.whole();
  if (whole.events === 0) throw new LogError('the file is empty', 'log');
  return whole;
}

function needsFullLog(path: string, { redactedFor }: WholePart): string {
  const whose = redactedFor?.length === 0 ? 'the agents’' : 'the others’';
  const hidden = `the seed and ${whose} types, reports, strategies and payoffs are hidden, and this needs them`;
  return `${path} is ${describeRedaction(redactedFor ?? [])}: ${hidden}; ask its owner for the full log (verify, trace and query read this one)`;
}
