import { closeSync, fstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { MarketEvent } from '../domain/events.ts';
import { createEncoder } from './createEncoder.ts';
import type { LineMatcher } from './createLineMatcher.ts';
import type { LineWriter } from './createLineWriter.ts';
import { fileError } from './fileError.ts';
import { LogError } from './LogError.ts';
import { nodeSha256 } from './nodeSha256.ts';
import { EVENTS_FILE } from './runFiles.ts';
import { type RunClaim, writeRunSummary } from './runSummary.ts';

/** A run that is being written. Every function throws a LogError if the file system refuses. */
export interface Run {
  /** Throws LineDiffers where a run that is resumed has another event in its log. */
  readonly append: (event: MarketEvent) => void;
  /** Call at the end of every cycle: what was appended is with the operating system, or as far as `durable` asks. */
  readonly flush: () => void;
  /** After run-completed: the log to disk, then run.json with `complete: true`, at one stroke. */
  readonly complete: () => void;
  /** Closes a run that will not be completed, keeping what was flushed. Never throws; harmless after `complete`. */
  readonly close: () => void;
  readonly events: () => number;
  /** Hash of the last event. */
  readonly head: () => string;
  /** Events that are whole in the file, whatever happens to this process. */
  readonly kept: () => number;
  /** Whether the events appended so far were in the log before. */
  readonly replaying: () => boolean;
}

interface OpenedRun {
  readonly directory: string;
  /** The open log. */
  readonly file: number;
  readonly claim: RunClaim;
  /** Of a log that is resumed. */
  readonly matcher?: LineMatcher;
  /** Called once, when the log has ended and the first event behind it comes: cuts off a torn line. */
  readonly writer: () => LineWriter;
  /** Gives back the folder. */
  readonly unlock: () => void;
}

export function createRunWriter({ directory, file, claim, matcher, writer: open, unlock }: OpenedRun): Run {
  const { durable } = claim.options;
  const path = join(directory, EVENTS_FILE);
  const encoder = createEncoder({ sha256: nodeSha256 });
  let writer: LineWriter | undefined;
  let stateHash: string | null = null;
  let closed = false;

  function opened(): LineWriter {
    writer ??= open();
    return writer;
  }

  function flush(): void {
    if (durable === 'none') writer?.flush();
    else writer?.sync();
  }

  function close(): void {
    if (closed) return;
    closed = true;
    if (writer === undefined) closeSync(file);
    else writer.close();
    unlock();
  }

  /** The folder may have been removed: what is written then belongs to no name any more. */
  function checkPlace(): void {
    let there: { readonly ino: number; readonly dev: number } | undefined;
    try {
      there = statSync(path, { throwIfNoEntry: false });
    } catch (error) {
      throw fileError(error, `look at ${path}`);
    }
    const mine = fstatSync(file);
    if (there?.ino === mine.ino && there.dev === mine.dev) return;
    throw new LogError(
      `${directory} was taken over or removed while this run was being written: its log is lost`,
      'file',
    );
  }

  return {
    append: (event) => {
      if (event.kind === 'run-started' && event.seed !== claim.seed)
        throw new Error('run-started has another seed than run.json');
      const { line } = encoder.encode(event);
      if (event.kind === 'run-completed') stateHash = event.stateHash;
      if (matcher?.take(line) === true) return;
      opened().write(line);
      if (durable === 'event') writer?.sync();
    },
    flush,
    complete: () => {
      if (stateHash === null) throw new Error('a run is complete only after run-completed');
      matcher?.end();
      opened().flush();
      checkPlace();
      opened().finish();
      writeRunSummary(directory, {
        ...claim,
        events: encoder.events(),
        head: encoder.head(),
        stateHash,
        complete: true,
      });
      close();
    },
    close,
    events: encoder.events,
    head: encoder.head,
    kept: () => (matcher?.lines() ?? 0) + (writer?.lines() ?? 0),
    replaying: () => writer === undefined,
  };
}
