import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlacedFork } from '../domain/edits.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { Detail } from '../engine/commands.ts';
import { editsShape } from './editsShape.ts';
import { eventFault } from './eventFault.ts';
import { codeOf, fileError } from './fileError.ts';
import { LogError } from './LogError.ts';
import { SUMMARY_FILE } from './runFiles.ts';
import { count, digest, flag, isPlainObject, listOf, oneOf, record, text } from './shapes.ts';
import { writeAtOnce } from './writeAtOnce.ts';

/**
 * When a run's log must be on the disk, where it survives a power cut: after every event, at the end of every cycle, or whenever
 * the operating system likes. What is with the operating system survives the end of the process, however it comes.
 */
export type Durability = 'event' | 'cycle' | 'none';

/** How a run was asked for, as far as its scenario does not say: with both, it can be played again to the same bytes. */
export interface RunOptions {
  readonly log: Detail;
  readonly measure: boolean;
  /** Milliseconds that an answer of a user's module may take. */
  readonly answerLimit: number;
  readonly durable: Durability;
}

/** What run.json says from the beginning of a run. */
export interface RunClaim {
  readonly name: string;
  readonly seed: string;
  readonly version: string;
  /** Where the paths of the scenario's modules start, seen from the folder of run.json. */
  readonly folder?: string;
  readonly options: RunOptions;
  readonly scenario: Scenario;
  /** Of a run that is a fork of another: its own and those that it has inherited. */
  readonly forks?: readonly PlacedFork[];
}

/** What run.json holds. Only `complete: true` says that the log beside it is whole, with `events` lines and this `head`. */
export interface RunSummary extends RunClaim {
  readonly events: number;
  readonly head: string;
  readonly stateHash: string | null;
  readonly complete: boolean;
}

/** The same of a redacted log, whose seed and whose others' strategies are hidden; nothing can be resumed from it. */
export interface RedactedSummary
  extends Pick<RunSummary, 'name' | 'version' | 'events' | 'head' | 'stateHash' | 'complete'> {
  readonly seed: null;
  /** Whose secrets are open, by id. */
  readonly redactedFor: readonly string[];
  /** As it stands in the log's first line. */
  readonly scenario: unknown;
}

/** Writes run.json at one stroke, for whoever has the lock of the folder. Throws a LogError. */
export function writeRunSummary(directory: string, summary: RunSummary | RedactedSummary): void {
  const path = join(directory, SUMMARY_FILE);
  writeAtOnce(path, `${JSON.stringify(summary, null, 2)}\n`, `${path}.tmp`);
}

/** The part of run.json that speaks of the log, or null if there is none. Throws a LogError if it cannot be read. */
export function readRunClaim(directory: string): Pick<RunSummary, 'events' | 'head' | 'complete' | 'folder'> | null {
  const value = readSummary(directory);
  if (value === null) return null;
  const { events, head, complete, folder } = value;
  if (typeof events === 'number' && typeof head === 'string' && typeof complete === 'boolean') {
    return { events, head, complete, ...(typeof folder === 'string' ? { folder } : {}) };
  }
  throw new LogError(
    `${join(directory, SUMMARY_FILE)} was edited: events, head and complete are not as this program writes them`,
    'log',
  );
}

/**
 * What run.json says a run is made of, whatever else it says being kept; or why it does not (`reason`), with where modules are
 * (`kept`) if at least that is there. Throws a LogError if the file system refuses.
 */
export function readClaimToResume(
  directory: string,
): { readonly claim: RunClaim } | { readonly reason: string; readonly kept: Pick<RunClaim, 'folder'> } {
  const path = join(directory, SUMMARY_FILE);
  let value: ReturnType<typeof readSummary>;
  try {
    value = readSummary(directory);
  } catch (error) {
    if (!(error instanceof LogError) || error.about !== 'log') throw error;
    return { reason: error.message, kept: {} };
  }
  if (value === null) return { reason: `${path} is missing`, kept: {} };
  if (value['redactedFor'] !== undefined) {
    throw new LogError(
      `${directory} holds a redacted log: its run can be gone on with from the full log only`,
      'redacted',
    );
  }
  const { events: _events, head: _head, stateHash: _stateHash, complete: _complete, ...claim } = value;
  const { name, seed, version, folder, options, scenario, forks } = claim;
  const agents = isPlainObject(scenario) && Array.isArray(scenario['agents']) ? scenario['agents'] : [];
  const started = { kind: 'run-started', cycle: 0, scenario, seed, agents: agents.map((agent) => agent?.id), version };
  const wrong =
    eventFault(started, new Map()) ??
    OPTIONS(options, new Map())?.replace(/^/, 'options') ??
    FORKS(forks ?? [], new Map(started.agents.map((id, i) => [id, i])))?.replace(/^/, 'forks') ??
    text(name, new Map());
  const kept = typeof folder === 'string' ? { folder } : {};
  if (folder !== undefined && !('folder' in kept)) return { reason: `${path} was edited: folder is no text`, kept };
  if (wrong !== null) return { reason: `${path} was written by another version or edited: ${wrong}`, kept };
  return { claim: claim as unknown as RunClaim };
}

const OPTIONS = record({
  log: oneOf('full', 'compact'),
  measure: flag,
  answerLimit: count,
  durable: oneOf('event', 'cycle', 'none'),
});

const FORKS = listOf(record({ place: count, parent: digest, edits: editsShape((shape) => shape) }));

/** The object in run.json, or null if there is none. */
function readSummary(directory: string): Readonly<Record<string, unknown>> | null {
  const path = join(directory, SUMMARY_FILE);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw fileError(error, `read ${path}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new LogError(`${path} is not JSON: it was edited or cut off`, 'log', { cause: error });
  }
  return isPlainObject(value) ? value : {};
}
