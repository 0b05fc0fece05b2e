import { lstatSync, openSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { PlacedFork } from '../domain/edits.ts';
import type { Scenario } from '../domain/scenario.ts';
import { createLineWriter } from './createLineWriter.ts';
import { createRunWriter, type Run } from './createRunWriter.ts';
import { NO_HASH } from './encodeEvent.ts';
import { codeOf, fileError } from './fileError.ts';
import { LogError } from './LogError.ts';
import { lockRun } from './lockRun.ts';
import { makeFolder } from './makeFolder.ts';
import { EVENTS_FILE, removeQuietly, SUMMARY_FILE, syncFolder } from './runFiles.ts';
import { type RunOptions, writeRunSummary } from './runSummary.ts';

/**
 * Opens a new run in `directory`, making it and its parents. A folder that holds a run (events.ndjson or run.json) is refused
 * without `force`; with it these two files alone are replaced. Until `complete`, run.json says `complete: false`.
 * No other process writes a run there until `complete` or `close`.
 */
export function createRun(args: {
  readonly directory: string;
  readonly force: boolean;
  readonly scenario: Scenario;
  readonly seed: string;
  readonly version: string;
  /** Where the paths of the scenario's modules start, seen from `directory`. */
  readonly folder?: string;
  readonly options: RunOptions;
  readonly forks?: readonly PlacedFork[];
}): Run {
  const { directory, force, scenario, seed, version, folder, options, forks = [] } = args;
  const where = folder === undefined ? {} : { folder };
  const claim = {
    name: scenario.name,
    seed,
    version,
    ...where,
    options,
    scenario,
    ...(forks.length === 0 ? {} : { forks }),
  };
  makeFolder(directory);
  if (!force && present(directory).length > 0) throw alreadyThere(directory);
  const unlock = lockRun(directory);
  const path = join(directory, EVENTS_FILE);
  try {
    makeRoom(directory, force);
    // From here on there is something to resume.
    writeRunSummary(directory, { ...claim, events: 0, head: NO_HASH, stateHash: null, complete: false });
    const file = openNew(path, directory);
    syncFolder(directory);
    return createRunWriter({ directory, file, claim, unlock, writer: () => createLineWriter({ file, path }) });
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The files of a run that are there. */
function present(directory: string): readonly string[] {
  return [SUMMARY_FILE, EVENTS_FILE].map((name) => join(directory, name)).filter(isPresent);
}

/** run.json goes first: what is left if we are cut off here claims nothing. */
function makeRoom(directory: string, force: boolean): void {
  const paths = present(directory);
  if (paths.length > 0 && !force) throw alreadyThere(directory);
  for (const path of paths) {
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
    // `wx`: a file that came in the meantime is not ours to overwrite.
    return openSync(path, 'wx');
  } catch (error) {
    removeQuietly(join(directory, SUMMARY_FILE));
    if (codeOf(error) === 'EEXIST') throw alreadyThere(directory);
    throw fileError(error, `write ${path}`);
  }
}

function alreadyThere(directory: string): LogError {
  return new LogError(
    `${directory} already holds a run: choose another folder, replace it with --force, or go on with it by resume`,
    'file',
  );
}
