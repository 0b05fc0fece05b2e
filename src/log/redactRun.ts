import { existsSync, openSync, realpathSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createLineWriter, type LineWriter } from './createLineWriter.ts';
import { createVerifier, type WholePart } from './createVerifier.ts';
import type { DecodedLine } from './decodeLine.ts';
import { describeRedaction } from './describeRedaction.ts';
import { fileError } from './fileError.ts';
import { LogError } from './LogError.ts';
import { leavesOf } from './leavesOf.ts';
import { lockRun } from './lockRun.ts';
import { makeFolder } from './makeFolder.ts';
import { nodeSha256 } from './nodeSha256.ts';
import type { Payload } from './payload.ts';
import { readLines } from './readLines.ts';
import { redactLine } from './redactLine.ts';
import { draftOf, EVENTS_FILE, locateLog, removeQuietly, SUMMARY_FILE } from './runFiles.ts';
import { type RedactedSummary, writeRunSummary } from './runSummary.ts';
import { disagreement } from './verifyRun.ts';

/** What was written: `whole` is the log that was read, as far as it is whole, with the head that both logs have. */
export interface Redaction {
  readonly whole: WholePart;
  /** In the agents' order. */
  readonly redactedFor: readonly string[];
  readonly log: string;
  /** Private values that the redacted log hides, and those that it shows. */
  readonly hidden: number;
  readonly open: number;
  /** Why the end of the log was left out: its last line is torn. Null if nothing was. */
  readonly torn: string | null;
}

/**
 * Writes the log at `path`, a folder or a file, to `out` with the secrets of all hidden but of the agents `redactFor`. `out` is a
 * file if it ends in .ndjson, else a folder that gets a run.json, too, and that nobody may be writing; what stands there is replaced with `force` only. Nothing is
 * left behind if the log is not whole, but for a torn last line, which is dropped. Throws a LogError. Memory of one cycle.
 */
export async function redactRun(args: {
  readonly path: string;
  readonly redactFor: readonly string[];
  readonly out: string;
  readonly force: boolean;
}): Promise<Redaction> {
  const { path, redactFor, out, force } = args;
  const source = locateLog(path);
  const folder = out.endsWith('.ndjson') ? null : out;
  const target = folder === null ? out : join(folder, EVENTS_FILE);
  checkRoom({ target, folder, source: source.events, force });
  const home = dirname(target);
  const made = !existsSync(home);
  makeFolder(home);
  const unlock = folder === null ? () => {} : lockRun(folder);
  const draft = draftOf(target);
  let writer: LineWriter | undefined;
  try {
    writer = createLineWriter({ file: openDraft(draft), path: draft });
    const verifier = createVerifier({ sha256: nodeSha256 });
    let [hidden, open] = [0, 0];
    let torn: string | null = null;
    let audience: ReadonlySet<number> | undefined;
    let agents: readonly string[] = [];
    let [started, completed]: [Payload | null, Payload | null] = [null, null];
    for await (const line of readLines(source.events)) {
      const step = verifier.take(line);
      if (!step.holds) {
        if (step.tornTail !== true || step.seq === 0) throw new LogError(step.reason, 'log');
        torn = step.reason;
        break;
      }
      audience ??= audienceIn(step.line, redactFor, path);
      if (step.event.kind === 'run-started') agents = step.event.agents;
      const redacted = redactLine(step.line, audience);
      for (const { owner } of leavesOf(step.line)) {
        if (owner !== null && audience.has(owner)) open += 1;
        else hidden += 1;
      }
      writer.write(redacted.line);
      if (step.event.kind === 'run-started') started = JSON.parse(redacted.line) as Payload;
      if (step.event.kind === 'run-completed') completed = step.line.payload;
    }
    const whole = verifier.whole();
    const redactedFor = agents.filter((_, i) => audience?.has(i));
    if (started === null) throw new LogError('the file is empty', 'log');
    const disagrees = source.directory === null ? null : disagreement(source.directory, whole);
    if (disagrees !== null) throw new LogError(disagrees, 'log');
    writer.finish();
    moveIntoPlace({ draft, target, folder });
    if (folder !== null) writeRunSummary(folder, summaryOf({ started, completed, whole, redactedFor }));
    unlock();
    return { whole, redactedFor, log: target, hidden, open, torn };
  } catch (error) {
    writer?.close();
    removeQuietly(draft);
    unlock();
    if (made) removeEmptyFolder(home);
    throw error;
  }
}

function removeEmptyFolder(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {}
}

/** The indices of `redactFor`. */
function audienceIn({ run }: DecodedLine, redactFor: readonly string[], path: string): ReadonlySet<number> {
  const wanted = redactFor.map((id) => {
    const index = run.roster.get(id);
    if (index === undefined) throw new LogError(`${path}: the run has no agent ${JSON.stringify(id)}`, 'file');
    if (run.audience === null || run.audience.has(index)) return index;
    const shows = [...run.roster.keys()].filter((_, i) => run.audience?.has(i));
    throw new LogError(
      `${path} is ${describeRedaction(shows)}: it hides what ${id} knew; redact the full log for ${id}`,
      'redacted',
    );
  });
  return new Set(wanted);
}

interface Place {
  readonly target: string;
  readonly folder: string | null;
}

function checkRoom({ target, folder, source, force }: Place & { source: string; force: boolean }): void {
  if (existsSync(target) && realpathSync(target) === realpathSync(source)) {
    throw new LogError(
      `${target} is the log that is to be redacted: choose another place for what comes of it`,
      'file',
    );
  }
  const places = folder === null ? [target] : [target, join(folder, SUMMARY_FILE)];
  const taken = places.find((place) => existsSync(place));
  if (taken === undefined || force) return;
  throw new LogError(`${taken} is already there: choose another place, or replace it with --force`, 'file');
}

function openDraft(draft: string): number {
  try {
    rmSync(draft, { force: true });
    return openSync(draft, 'wx');
  } catch (error) {
    throw fileError(error, `write ${draft}`);
  }
}

/** An old run.json goes first: what is left if we are cut off here claims nothing. */
function moveIntoPlace({ draft, target, folder }: Place & { readonly draft: string }): void {
  try {
    if (folder !== null) rmSync(join(folder, SUMMARY_FILE), { force: true });
    renameSync(draft, target);
  } catch (error) {
    throw fileError(error, `write ${resolve(target)}`);
  }
}

function summaryOf(args: {
  readonly started: Payload;
  readonly completed: Payload | null;
  readonly whole: WholePart;
  readonly redactedFor: readonly string[];
}): RedactedSummary {
  const { started, completed, whole, redactedFor } = args;
  const { scenario, version } = started as Payload & { readonly scenario: { name: string }; readonly version: string };
  return {
    name: scenario.name,
    seed: null,
    version,
    redactedFor,
    scenario,
    events: whole.events,
    head: whole.head,
    stateHash: (completed?.['stateHash'] ?? null) as string | null,
    complete: whole.complete,
  };
}
