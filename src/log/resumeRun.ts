import { closeSync, constants, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createLineMatcher } from './createLineMatcher.ts';
import { createLineWriter } from './createLineWriter.ts';
import { createRunWriter, type Run } from './createRunWriter.ts';
import { fileError } from './fileError.ts';
import { LogError } from './LogError.ts';
import { lockRun } from './lockRun.ts';
import { rebuiltClaim } from './rebuiltClaim.ts';
import { EVENTS_FILE } from './runFiles.ts';
import { type RunClaim, readClaimToResume } from './runSummary.ts';

/** A run that was cut off, opened to be played again: `append` compares with the log as far as it goes, and writes behind it. */
export interface ResumedRun {
  readonly run: Run;
  /** What the run is made of. */
  readonly claim: RunClaim;
  /** What run.json does not say and was taken from the log or by default, a sentence each. */
  readonly notes: readonly string[];
}

/** How far the log went, and the length of a torn line behind. */
interface LogEnd {
  readonly events: number;
  readonly tornBytes: number;
}

/**
 * Opens the run in `directory` for its one writer. The log itself is not looked at but for its end: every line of it is compared,
 * byte for byte, when the same event is appended, and `append` throws LineDiffers before anything is changed. Throws a LogError
 * if somebody writes the run, if too little is left of it, or if the file system refuses. `atEnd` is called once, when every
 * whole line has been appended again and a torn one behind is cut off.
 */
export async function resumeRun(directory: string, atEnd: (end: LogEnd) => void): Promise<ResumedRun> {
  const unlock = lockRun(directory);
  try {
    const path = join(directory, EVENTS_FILE);
    const { claim, notes } = await claimOf(directory);
    const file = openBoth(path);
    try {
      const matcher = createLineMatcher({ file, path });
      const { wholeBytes, tornBytes } = matcher;
      const writer = () => {
        if (tornBytes > 0) cut(file, path, wholeBytes);
        atEnd({ events: matcher.lines(), tornBytes });
        return createLineWriter({ file, path, from: wholeBytes });
      };
      return { run: createRunWriter({ directory, file, claim, matcher, writer, unlock }), claim, notes };
    } catch (error) {
      closeSync(file);
      throw error;
    }
  } catch (error) {
    unlock();
    throw error;
  }
}

async function claimOf(directory: string): Promise<{ readonly claim: RunClaim; readonly notes: readonly string[] }> {
  const found = readClaimToResume(directory);
  if ('claim' in found) return { claim: found.claim, notes: [] };
  const rebuilt = await rebuiltClaim(directory);
  if (rebuilt !== null)
    return { claim: { ...rebuilt.claim, ...found.kept }, notes: [`${found.reason}; ${rebuilt.note}`] };
  throw new LogError(
    `${found.reason}, and ${directory} has no log with a whole first event: nothing is left to resume; play the scenario anew, with --force`,
    'file',
  );
}

/** To read what is there and write behind it; made if it is missing, as after a kill before it was. */
function openBoth(path: string): number {
  try {
    return openSync(path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, 0o666);
  } catch (error) {
    throw fileError(error, `write ${path}`);
  }
}

function cut(file: number, path: string, bytes: number): void {
  try {
    ftruncateSync(file, bytes);
  } catch (error) {
    throw fileError(error, `cut the torn line off ${path}`);
  }
}
