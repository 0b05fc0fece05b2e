import { basename, dirname, join } from 'node:path';
import { createVerifier, type Verifier, type WholePart } from './createVerifier.ts';
import { followLines } from './followLines.ts';
import { writerOf } from './lockRun.ts';
import { nodeSha256 } from './nodeSha256.ts';
import { EVENTS_FILE } from './runFiles.ts';
import type { VisibleEvent } from './visibleEvent.ts';

export type RunNews =
  | { readonly kind: 'event'; readonly seq: number; readonly event: VisibleEvent }
  /** Nobody has begun the run yet, or it was removed. */
  | { readonly kind: 'waiting' }
  /** Everything that is there was read. */
  | { readonly kind: 'caught up' }
  /** Another run has taken its place, of which everything comes from its beginning. */
  | { readonly kind: 'replaced' };

/** Why there is no more to follow. */
export type RunEnd =
  | { readonly kind: 'completed' }
  /** Nobody writes it any more; `rest` bytes of a torn line follow what is whole. */
  | { readonly kind: 'stopped'; readonly rest: number }
  | { readonly kind: 'broken'; readonly line: number; readonly seq: number; readonly reason: string }
  /** Whoever follows has seen enough. */
  | { readonly kind: 'left' };

export interface Following {
  /** The file that is followed, as messages show it. */
  readonly file: string;
  readonly news: () => AsyncGenerator<RunNews, RunEnd>;
  readonly whole: () => WholePart;
}

/**
 * Follows a run as it is written, by its folder or its file, neither of which need be there yet: each event after it was verified,
 * in memory that does not grow. Ends when the run is complete, when nobody writes it any more (for a file without a folder of a
 * run around it nobody can tell, and it goes on), at the first line that is not whole, or when `signal` does. What a redacted
 * log hides is null. Throws a LogError if the file system refuses.
 */
export const followRun = (path: string, signal: AbortSignal): Following => {
  const file = path.endsWith('.ndjson') ? path : join(path, EVENTS_FILE);
  const directory = basename(file) === EVENTS_FILE ? dirname(file) : null;
  let verifier: Verifier = createVerifier({ sha256: nodeSha256 });

  async function* news(): AsyncGenerator<RunNews, RunEnd> {
    /** How far the log went when it was found without a writer: one more look, for what was written just before he left. */
    let abandoned = -1;
    for await (const seen of followLines(file, signal)) {
      switch (seen.kind) {
        case 'line': {
          const step = verifier.take(seen.line);
          if (!step.holds) return { kind: 'broken', line: step.line, seq: step.seq, reason: step.reason };
          yield { kind: 'event', seq: step.seq, event: step.event };
          break;
        }
        case 'replaced':
          verifier = createVerifier({ sha256: nodeSha256 });
          abandoned = -1;
          yield { kind: 'replaced' };
          break;
        case 'nothing':
          yield { kind: 'waiting' };
          break;
        case 'caught up': {
          const { complete, bytes } = verifier.whole();
          if (complete && seen.rest === 0) return { kind: 'completed' };
          if (directory !== null && writerOf(directory) === 'none') {
            const end = bytes + seen.rest;
            if (end === abandoned) return { kind: 'stopped', rest: seen.rest };
            abandoned = end;
          } else abandoned = -1;
          yield { kind: 'caught up' };
          break;
        }
        default:
          return seen satisfies never;
      }
    }
    return { kind: 'left' };
  }

  return { file, news, whole: () => verifier.whole() };
};
