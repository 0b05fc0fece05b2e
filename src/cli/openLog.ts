import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { NOTHING_READ, type WholePart } from '../log/createVerifier.ts';
import { LogError } from '../log/LogError.ts';
import { type LoggedEvent, readRun, readVisibleRun, type VisibleLoggedEvent } from '../log/readRun.ts';
import { EVENTS_FILE, SUMMARY_FILE } from '../log/runFiles.ts';
import { readRunClaim } from '../log/runSummary.ts';
import { disagreement } from '../log/verifyRun.ts';

/** Where a log stops being whole, and why, in a sentence. `line` counts from 1. */
export interface LogBreak {
  readonly seq: number;
  readonly line: number;
  readonly reason: string;
}

/** A log as a command reads it. */
export interface OpenLog {
  /** Its file, as messages show it. */
  readonly file: string;
  /** Each event after it was verified; ends without an error where the log stops being whole. Throws if it is redacted. */
  readonly events: () => AsyncGenerator<LoggedEvent>;
  /** The same for any log; what a redacted one hides is null. */
  readonly visibleEvents: () => AsyncGenerator<VisibleLoggedEvent>;
  /** Filled in while `events` is read to its end. */
  readonly found: {
    broken: LogBreak | null;
    complete: boolean;
    /** Hash of the last event. */
    head: string;
    lastCycle: number;
    /** Whose secrets a redacted log shows; null for a full one. */
    redactedFor: readonly string[] | null;
  };
  /** Where the paths of the scenario's modules start. */
  readonly folder: () => string;
}

/** The folder of a run, also if its event file was named: run.json, which stands beside it, knows where the log ends. */
export const runFolder = (path: string): string =>
  basename(path) === EVENTS_FILE && existsSync(path) && existsSync(join(dirname(path), SUMMARY_FILE))
    ? dirname(path)
    : path;

/** The file of events in a folder that holds a run, or the path itself. */
export const eventsFile = (path: string): string =>
  existsSync(join(path, EVENTS_FILE)) ? join(path, EVENTS_FILE) : path;

/** A log by its folder or its file. The path is looked at when the events are read; a LogError `file` is thrown then. */
export const openLog = (path: string): OpenLog => {
  const place = runFolder(path);
  const file = eventsFile(place);
  const directory = file === place ? null : place;
  const found: OpenLog['found'] = { broken: null, complete: false, head: '', lastCycle: 0, redactedFor: null };

  async function* eventsOf<E extends VisibleLoggedEvent>(reading: AsyncGenerator<E, WholePart>): AsyncGenerator<E> {
    let seq = 0;
    const breakHere = (reason: string): void => {
      found.broken = { seq, line: seq + 1, reason };
    };
    try {
      let step = await reading.next();
      for (; step.done !== true; step = await reading.next()) {
        seq = step.value.seq + 1;
        found.lastCycle = step.value.event.cycle;
        yield step.value;
      }
      found.complete = step.value.complete;
      found.head = step.value.head;
      found.redactedFor = step.value.redactedFor;
      const disagrees = directory === null ? null : disagreement(directory, step.value);
      if (disagrees !== null) breakHere(disagrees);
    } catch (error) {
      if (!(error instanceof LogError) || error.about !== 'log') throw error;
      breakHere(error.message);
    } finally {
      // A reader that has seen enough leaves the file closed.
      await reading.return(NOTHING_READ);
    }
  }

  return {
    file,
    events: () => eventsOf(readRun(place)),
    visibleEvents: () => eventsOf(readVisibleRun(place)),
    found,
    folder: () => {
      const folder = directory === null ? undefined : claimedFolder(directory);
      return directory === null || folder === undefined ? process.cwd() : join(directory, folder);
    },
  };
};

const claimedFolder = (directory: string): string | undefined => {
  try {
    return readRunClaim(directory)?.folder;
  } catch (error) {
    // What is wrong with run.json is told when the log has been read.
    if (error instanceof LogError && error.about === 'log') return undefined;
    throw error;
  }
};

/** The line under what a command prints of a log that stops early. */
export const stopsEarly = ({ lastCycle }: Pick<OpenLog['found'], 'lastCycle'>): string =>
  `the log stops in cycle ${lastCycle}, before run-completed: the run was cut off or is still going on`;

/** How a break reads: `runs/x/events.ndjson:12: the last line is torn …`. */
export const describeBreak = (file: string, { line, reason }: LogBreak): string => `${file}:${line}: ${reason}`;
