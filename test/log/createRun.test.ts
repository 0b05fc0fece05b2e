import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MarketEvent } from '../../src/domain/events.ts';
import { createRun } from '../../src/log/createRun.ts';
import type { Run } from '../../src/log/createRunWriter.ts';
import { NO_HASH } from '../../src/log/encodeEvent.ts';
import { LogError } from '../../src/log/LogError.ts';
import { readRun } from '../../src/log/readRun.ts';
import type { RunOptions } from '../../src/log/runSummary.ts';
import { verifyRun } from '../../src/log/verifyRun.ts';
import { AGENTS, LINES, linesFor, RUN, scenarioOf } from './fixtures.ts';

/** A path of which the next opening gives /dev/full, or fails with this code. */
const trouble = vi.hoisted(() => ({ full: '', code: '' }));

vi.mock('node:fs', async (importActual) => {
  const actual = await importActual<typeof import('node:fs')>();
  const openSync = (path: string, flags: string): number => {
    if (trouble.code !== '' && path === trouble.full) throw Object.assign(new Error('no'), { code: trouble.code });
    return path === trouble.full ? actual.openSync('/dev/full', 'w') : actual.openSync(path, flags);
  };
  return { ...actual, openSync };
});

let folder = '';
let directory = '';
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'forespot-run-'));
  directory = join(folder, 'runs', 'figure-1');
});
afterEach(() => {
  trouble.full = '';
  trouble.code = '';
  fs.rmSync(folder, { recursive: true });
});

const OPTIONS: RunOptions = { log: 'full', measure: false, answerLimit: 1000, durable: 'cycle' };
const open = (force = false): Run =>
  createRun({
    directory,
    force,
    scenario: scenarioOf(AGENTS, 'figure-1'),
    seed: 'figure-1',
    version: '0.1.0',
    options: OPTIONS,
  });
const log = (): string => fs.readFileSync(join(directory, 'events.ndjson'), 'utf8');
const summary = () =>
  JSON.parse(fs.readFileSync(join(directory, 'run.json'), 'utf8')) as { readonly complete: boolean };

/** Without the mark of who writes it. */
const filesOfRun = (): readonly string[] =>
  fs
    .readdirSync(directory)
    .filter((name) => !name.startsWith('run.lock.'))
    .sort();

function written(events: readonly MarketEvent[] = RUN): Run {
  const run = open();
  for (const event of events) run.append(event);
  run.flush();
  return run;
}

async function read(
  path: string,
): Promise<{ readonly events: readonly MarketEvent[]; readonly message: string | null }> {
  const events: MarketEvent[] = [];
  try {
    for await (const { seq, event } of readRun(path)) {
      expect(seq).toBe(events.length);
      events.push(event);
    }
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    return { events, message: error.message };
  }
  return { events, message: null };
}

describe('createRun', () => {
  test('writes the log, and run.json last', () => {
    const run = written();
    expect(log()).toBe(LINES.join(''));
    const claim = {
      name: 'figure-1',
      seed: 'figure-1',
      version: '0.1.0',
      options: OPTIONS,
      scenario: scenarioOf(AGENTS, 'figure-1'),
    };
    expect(summary()).toEqual({ ...claim, events: 0, head: NO_HASH, stateHash: null, complete: false });
    run.complete();
    const { hash } = JSON.parse(LINES[11] ?? '') as { readonly hash: string };
    const stateHash = 'c0ffee'.repeat(10).padEnd(64, '0');
    expect(summary()).toEqual({ ...claim, events: 12, head: hash, stateHash, complete: true });
    expect(run.events()).toBe(12);
    expect(run.head()).toBe(hash);
    expect(fs.readdirSync(directory).sort()).toEqual(['events.ndjson', 'run.json']);
    run.close();
  });

  test('holds a cycle back until it is flushed', () => {
    const run = open();
    for (const event of RUN.slice(0, 5)) run.append(event);
    expect(log()).toBe('');
    run.flush();
    expect(log()).toBe(LINES.slice(0, 5).join(''));
    run.close();
  });

  test('does not complete a run before run-completed, nor take events of another seed', () => {
    const run = written(RUN.slice(0, 11));
    expect(() => run.complete()).toThrow(new Error('a run is complete only after run-completed'));
    run.close();
    const other = createRun({
      directory: join(folder, 'other'),
      force: false,
      scenario: scenarioOf(AGENTS, 'figure-1'),
      seed: 'figure-2',
      version: '0.1.0',
      options: OPTIONS,
    });
    expect(() => other.append(RUN[0] as MarketEvent)).toThrow(new Error('run-started has another seed than run.json'));
    other.close();
  });

  test('does not overwrite a run without force, whichever file is left of it', () => {
    written().complete();
    const message = `${directory} already holds a run: choose another folder, replace it with --force, or go on with it by resume`;
    expect(() => open()).toThrow(new LogError(message, 'file'));
    fs.rmSync(join(directory, 'run.json'));
    expect(() => open()).toThrow(new LogError(message, 'file'));
    expect(log()).toBe(LINES.join(''));
    fs.rmSync(join(directory, 'events.ndjson'));
    fs.symlinkSync('/nowhere', join(directory, 'run.json'));
    expect(() => open()).toThrow(new LogError(message, 'file'));
  });

  test('replaces with force these two files and no other', () => {
    written().complete();
    fs.writeFileSync(join(directory, 'notes.txt'), 'mine');
    fs.rmSync(join(directory, 'run.json'));
    fs.writeFileSync(join(folder, 'elsewhere'), 'kept');
    fs.symlinkSync(join(folder, 'elsewhere'), join(directory, 'run.json'));
    open(true).close();
    expect(log()).toBe('');
    expect(summary().complete).toBe(false);
    expect(fs.readFileSync(join(directory, 'notes.txt'), 'utf8')).toBe('mine');
    expect(fs.readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('kept');
  });

  test('uses a folder that is there already', () => {
    fs.mkdirSync(directory, { recursive: true });
    written().complete();
    expect(log()).toBe(LINES.join(''));
  });

  test('refuses a file in the place of the folder or of its parents', () => {
    fs.writeFileSync(join(folder, 'runs'), '');
    expect(() => open()).toThrow(
      new LogError(`cannot make the folder ${directory}: a file stands where the path needs a folder`, 'file'),
    );
    directory = join(folder, 'runs');
    expect(() => open()).toThrow(
      new LogError(`cannot write to ${directory}: it is a file, and a folder is needed`, 'file'),
    );
  });

  test('refuses to replace a folder that has the name of the log', () => {
    fs.mkdirSync(join(directory, 'events.ndjson'), { recursive: true });
    expect(() => open(true)).toThrow(LogError);
    expect(fs.readdirSync(directory)).toEqual(['events.ndjson']);
  });

  test('says when permission is denied', () => {
    trouble.full = join(directory, 'events.ndjson');
    trouble.code = 'EACCES';
    expect(() => open()).toThrow(new LogError(`cannot write ${trouble.full}: permission denied`, 'file'));
    expect(fs.readdirSync(directory)).toEqual([]);
  });

  test('loses to another run that takes the folder at the same moment', () => {
    trouble.full = join(directory, 'events.ndjson');
    trouble.code = 'EEXIST';
    expect(() => open()).toThrow(`${directory} already holds a run`);
  });

  test.skipIf(!fs.existsSync('/dev/full'))('leaves nothing behind if run.json does not fit on the disk', () => {
    trouble.full = join(directory, 'run.json.tmp');
    expect(() => open()).toThrow(new LogError(`cannot write ${join(directory, 'run.json')}: the disk is full`, 'file'));
    expect(fs.readdirSync(directory)).toEqual([]);
  });

  test('is not troubled by the draft of a run that was cut off, and leaves none', () => {
    fs.mkdirSync(directory, { recursive: true });
    fs.writeFileSync(join(directory, 'run.json.tmp'), '{');
    const run = written();
    expect(filesOfRun()).toEqual(['events.ndjson', 'run.json']);
    fs.rmSync(join(directory, 'run.json'));
    fs.mkdirSync(join(directory, 'run.json'));
    expect(() => run.complete()).toThrow(
      new LogError(`cannot write ${join(directory, 'run.json')}: it is a folder, not a file`, 'file'),
    );
    expect(filesOfRun()).toEqual(['events.ndjson', 'run.json']);
  });

  test.skipIf(!fs.existsSync('/dev/full'))('claims nothing for a log that does not fit on the disk', () => {
    trouble.full = join(directory, 'events.ndjson');
    const run = open();
    for (const event of RUN) run.append(event);
    const message = `cannot write ${trouble.full}: the disk is full`;
    expect(() => run.flush()).toThrow(new LogError(message, 'file'));
    expect(() => run.complete()).toThrow(new LogError(message, 'file'));
    expect(() => run.append(RUN[1] as MarketEvent)).toThrow();
    run.close();
    expect(summary().complete).toBe(false);
  });
});

describe('readRun', () => {
  test('gives back what was written, by folder and by file', async () => {
    written().complete();
    expect(await read(directory)).toEqual({ events: RUN, message: null });
    expect(await read(join(directory, 'events.ndjson'))).toEqual({ events: RUN, message: null });
  });

  test('reads a run that is not complete to its end', async () => {
    const run = written(RUN.slice(0, 7));
    expect(await read(directory)).toEqual({ events: RUN.slice(0, 7), message: null });
    run.close();
  });

  test('returns how far the log goes', async () => {
    written(RUN.slice(0, 7)).close();
    const events = readRun(directory);
    let step = await events.next();
    while (step.done !== true) step = await events.next();
    expect(step.value).toMatchObject({ events: 7, complete: false });
  });

  test('stops at the first bad event with the sentence of verify', async () => {
    written().complete();
    fs.writeFileSync(join(directory, 'events.ndjson'), log().replace('"state":"tight"', '"state":"loose"'));
    const { events, message } = await read(directory);
    expect(events).toEqual(RUN.slice(0, 5));
    expect(message).toMatch(/^event 5 \(state-realized, cycle 1\) was edited: its hash is /);
    expect(await verifyRun(directory)).toMatchObject({ holds: false, seq: 5, reason: message });
  });

  test('says what is missing', async () => {
    expect((await read(directory)).message).toBe(`cannot read ${directory}: there is no such file or folder`);
    fs.mkdirSync(directory, { recursive: true });
    expect((await read(directory)).message).toBe(`${directory} holds no run: there is no events.ndjson in it`);
    fs.writeFileSync(join(directory, 'events.ndjson'), '');
    expect((await read(directory)).message).toBe('the file is empty');
  });
});

describe('verifyRun', () => {
  test('finds that a completed log was shortened, because run.json knows its end', async () => {
    written().complete();
    fs.writeFileSync(join(directory, 'events.ndjson'), LINES.slice(0, 11).join(''));
    const hash = (i: number): string => (JSON.parse(LINES[i] ?? '') as { readonly hash: string }).hash.slice(0, 12);
    expect(await verifyRun(directory)).toMatchObject({
      holds: false,
      seq: 11,
      reason:
        `the log ends with event 10 and hash ${hash(10)}…, ` +
        `but run.json says that it was completed with event 11 and hash ${hash(11)}…`,
    });
    expect(await verifyRun(join(directory, 'events.ndjson'))).toMatchObject({ holds: true, complete: false });
  });

  test('finds that a completed log was written anew, because run.json knows its head', async () => {
    written().complete();
    const other = linesFor(
      RUN.map((event) => (event.kind === 'state-realized' ? { ...event, state: 'slack' } : event)),
    );
    fs.writeFileSync(join(directory, 'events.ndjson'), other.join(''));
    const verdict = await verifyRun(directory);
    expect(verdict.holds ? '' : verdict.reason).toMatch(/^the log ends with event 11 and hash \w+…, but run.json says/);
  });

  test('holds for a run that is complete, cut off between events, or without run.json', async () => {
    written(RUN.slice(0, 7)).close();
    expect(await verifyRun(directory)).toMatchObject({ holds: true, events: 7, complete: false });
    fs.rmSync(directory, { recursive: true });
    written().complete();
    expect(await verifyRun(directory)).toMatchObject({ holds: true, events: 12, complete: true });
    fs.rmSync(join(directory, 'run.json'));
    expect(await verifyRun(directory)).toMatchObject({ holds: true, events: 12, complete: true });
  });

  test('finds a run.json that was edited', async () => {
    written().complete();
    const path = join(directory, 'run.json');
    fs.writeFileSync(path, '{}');
    expect(await verifyRun(directory)).toMatchObject({
      holds: false,
      reason: `${path} was edited: events, head and complete are not as this program writes them`,
    });
    fs.writeFileSync(path, '{');
    expect(await verifyRun(directory)).toMatchObject({
      holds: false,
      reason: `${path} is not JSON: it was edited or cut off`,
    });
  });
});
