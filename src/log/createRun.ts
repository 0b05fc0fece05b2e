import { closeSync, fstatSync, lstatSync, mkdirSync, openSync, statSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MarketEvent } from '../domain/events.ts';
import type { Scenario } from '../domain/scenario.ts';
import { createEncoder } from './createEncoder.ts';
import { createLineWriter } from './createLineWriter.ts';
import { NO_HASH } from './encodeEvent.ts';
import { codeOf, fileError } from './fileError.ts';
import { LogError } from './LogError.ts';
import { nodeSha256 } from './nodeSha256.ts';
import { EVENTS_FILE, removeQuietly, SUMMARY_FILE } from './runFiles.ts';
import { writeRunSummary } from './runSummary.ts';

/** A run that is being written. Every function throws a LogError if the file system refuses. */
export interface Run {
  readonly append: (event: MarketEvent) => void;
  /** Hands everything appended to the operating system. Call at the end of every cycle. */
  readonly flush: () => void;
  /** After run-completed: the log to disk, then run.json with `complete: true`, at one stroke. */
  readonly complete: () => void;
  /** Closes a run that will not be completed, keeping what was flushed. Never throws; harmless after `complete`. */
  readonly close: () => void;
  readonly events: () => number;
  /** Hash of the last event. */
  readonly head: () => string;
}

/**
 * Opens a new run in `directory`, making it and its parents. A folder that holds a run (events.ndjson or run.json) is refused
 * without `force`; with it these two files alone are replaced. Until `complete`, run.json says `complete: false`.
 */
export function createRun(args: {
  readonly directory: string;
  readonly force: boolean;
  readonly scenario: Scenario;
  readonly seed: string;
  readonly version: string;
  /** Where the paths of the scenario's modules start, seen from `directory`. */
  readonly folder?: string;
}): Run {
  const { directory, force, scenario, seed, version, folder } = args;
  const claim = { name: scenario.name, seed, version, ...(folder === undefined ? {} : { folder }), scenario };
  makeFolder(directory);
  makeRoom(directory, force);
  const path = join(directory, EVENTS_FILE);
  const file = openNew(path, directory);
  try {
    writeRunSummary(directory, { ...claim, events: 0, head: NO_HASH, stateHash: null, complete: false });
  } catch (error) {
    closeSync(file);
    removeQuietly(path);
    throw error;
  }

  const encoder = createEncoder({ sha256: nodeSha256 });
  const writer = createLineWriter({ file, path });
  let stateHash: string | null = null;

  /** With force, a second run may have taken this one's place: what is written then belongs to no name any more. */
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
      if (event.kind === 'run-started' && event.seed !== seed)
        throw new Error('run-started has another seed than run.json');
      writer.write(encoder.encode(event).line);
      if (event.kind === 'run-completed') stateHash = event.stateHash;
    },
    flush: writer.flush,
    complete: () => {
      if (stateHash === null) throw new Error('a run is complete only after run-completed');
      writer.flush();
      checkPlace();
      writer.finish();
      writeRunSummary(directory, {
        ...claim,
        events: encoder.events(),
        head: encoder.head(),
        stateHash,
        complete: true,
      });
    },
    close: writer.close,
    events: encoder.events,
    head: encoder.head,
  };
}

function makeFolder(directory: string): void {
  let made: boolean;
  try {
    makeWithParents(directory);
    made = statSync(directory).isDirectory();
  } catch (error) {
    throw fileError(error, `make the folder ${directory}`);
  }
  if (!made) {
    throw new LogError(`cannot make a run in ${directory}: it is a file, and a run needs a folder`, 'file');
  }
}

/** Not `recursive: true`, which never returns below /proc and calls a read-only file system a missing folder. */
function makeWithParents(directory: string): void {
  if (statSync(directory, { throwIfNoEntry: false }) !== undefined) return;
  const parent = dirname(directory);
  if (parent !== directory) makeWithParents(parent);
  try {
    mkdirSync(directory);
  } catch (error) {
    // Another run may have made it in the meantime.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** run.json goes first: what is left if we are cut off here claims nothing. */
function makeRoom(directory: string, force: boolean): void {
  const present = [SUMMARY_FILE, EVENTS_FILE].map((name) => join(directory, name)).filter(isPresent);
  if (present.length > 0 && !force) throw alreadyThere(directory);
  for (const path of present) {
    try {
      unlinkSync(path);
    } catch (error) {
      throw fileError(error, `replace ${path}`);
    }
  }
}

/** A link that leads nowhere is present, too. */
function isPresent(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw fileError(error, `look at ${path}`);
  }
}

function openNew(path: string, directory: string): number {
  try {
    // `wx`: of two runs that start here at once, one must lose.
    return openSync(path, 'wx');
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw alreadyThere(directory);
    throw fileError(error, `write ${path}`);
  }
}

function alreadyThere(directory: string): LogError {
  return new LogError(`${directory} already holds a run: choose another folder, or replace it with --force`, 'file');
}
