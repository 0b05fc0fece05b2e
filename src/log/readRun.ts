import type { MarketEvent } from '../domain/events.ts';
import { createVerifier, type WholePart } from './createVerifier.ts';
import { LogError } from './LogError.ts';
import { nodeSha256 } from './nodeSha256.ts';
import { readLines } from './readLines.ts';
import { locateLog } from './runFiles.ts';

export interface LoggedEvent {
  readonly seq: number;
  readonly event: MarketEvent;
}

/**
 * The events of a log, given by its folder or its file, each verified before it is handed out. Throws a LogError with the
 * sentence of verifyLines at the first that is not whole. Returns how far the log goes; `complete` may be false.
 */
export async function* readRun(path: string): AsyncGenerator<LoggedEvent, WholePart> {
  const verifier = createVerifier({ sha256: nodeSha256 });
  for await (const line of readLines(locateLog(path).events)) {
    const step = verifier.take(line);
    if (!step.holds) throw new LogError(step.reason, 'log');
    yield { seq: step.seq, event: step.event };
  }
  const whole = verifier.whole();
  if (whole.events === 0) throw new LogError('the file is empty', 'log');
  return whole;
}
