import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { followRun, type RunEnd } from '../../src/log/followRun.ts';
import { lockRun } from '../../src/log/lockRun.ts';
import { LINES, linesFor, redactedLines, startOf } from './fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'forespot-follow-'));
afterAll(() => rmSync(folder, { recursive: true }));

let made = 0;
/** A file of events that no folder of a run is around, so that nobody can tell whether it is being written. */
const newFile = (): string => join(folder, `${made++}.ndjson`);

/** Follows in the background: what was seen so far, events by their place, and how it ended. */
const following = (path: string) => {
  const leave = new AbortController();
  const seen: (number | string)[] = [];
  const { news, whole } = followRun(path, leave.signal);
  const ended = (async (): Promise<RunEnd> => {
    const reading = news();
    for (;;) {
      const step = await reading.next();
      if (step.done === true) return step.value;
      const { value } = step;
      const word = value.kind === 'event' ? value.seq : value.kind;
      // It says each time that it looked.
      if (word !== seen.at(-1)) seen.push(word);
    }
  })();
  const sees = async (...expected: readonly (number | string)[]): Promise<void> => {
    for (let i = 0; i < 200 && seen.length < expected.length; i++) await setTimeout(20);
    expect(seen).toEqual(expected);
  };
  return { seen, sees, ended, whole, leave: () => leave.abort() };
};

describe('a run that is followed', () => {
  test('is seen event by event as it is written, a torn line once it is whole, to its end', async () => {
    const path = newFile();
    writeFileSync(path, LINES.slice(0, 2).join(''));
    const { sees, ended, whole } = following(path);
    await sees(0, 1, 'caught up');
    const next = LINES[2] as string;
    appendFileSync(path, next.slice(0, 30));
    await setTimeout(150);
    await sees(0, 1, 'caught up');
    appendFileSync(path, next.slice(30));
    await sees(0, 1, 'caught up', 2, 'caught up');
    appendFileSync(path, LINES.slice(3).join(''));
    expect(await ended).toEqual({ kind: 'completed' });
    expect(whole()).toMatchObject({ events: LINES.length, complete: true });
  });

  test('need not have begun', async () => {
    const path = join(folder, 'later', 'events.ndjson');
    const { sees, ended } = following(join(folder, 'later'));
    await sees('waiting');
    mkdirSync(join(folder, 'later'));
    writeFileSync(path, LINES.join(''));
    expect(await ended).toEqual({ kind: 'completed' });
  });

  test('may be replaced by another, which is seen from its beginning', async () => {
    const path = newFile();
    writeFileSync(path, LINES.slice(0, 3).join(''));
    const { sees, leave, ended } = following(path);
    await sees(0, 1, 2, 'caught up');
    writeFileSync(`${path}.new`, linesFor([startOf(['b'], 'another')]).join(''));
    renameSync(`${path}.new`, path);
    await sees(0, 1, 2, 'caught up', 'replaced', 0, 'caught up');
    leave();
    expect(await ended).toEqual({ kind: 'left' });
  });

  test('may be removed and begun anew', async () => {
    const path = newFile();
    writeFileSync(path, LINES.slice(0, 2).join(''));
    const { sees, ended } = following(path);
    await sees(0, 1, 'caught up');
    rmSync(path);
    await sees(0, 1, 'caught up', 'replaced', 'waiting');
    writeFileSync(path, LINES.join(''));
    expect(await ended).toEqual({ kind: 'completed' });
  });

  test('may have a torn line cut off and another written in its place', async () => {
    const path = newFile();
    writeFileSync(path, `${LINES[0]}${'{"v":1,"seq":1,"kind":"something of'.repeat(20)}`);
    const { sees, ended } = following(path);
    await sees(0, 'caught up');
    truncateSync(path, Buffer.byteLength(LINES[0] as string));
    appendFileSync(path, LINES.slice(1).join(''));
    expect(await ended).toEqual({ kind: 'completed' });
  });

  test('ends at the first line that does not follow', async () => {
    const path = newFile();
    writeFileSync(path, [LINES[0], LINES[1], LINES[3]].join(''));
    expect(await following(path).ended).toEqual({
      kind: 'broken',
      seq: 2,
      line: 3,
      reason: 'event 2 is missing or out of order: found seq 3 after 1',
    });
  });

  test('that is redacted is followed, too', async () => {
    const path = newFile();
    writeFileSync(path, redactedLines(LINES, []).join(''));
    expect(await following(path).ended).toEqual({ kind: 'completed' });
  });
});

describe('whether somebody writes', () => {
  const begun = (name: string, contents: string): string => {
    const directory = join(folder, name);
    mkdirSync(directory);
    writeFileSync(join(directory, 'events.ndjson'), contents);
    return directory;
  };

  test('is waited for as long as a process has the run, and a run that nobody has any more stopped', async () => {
    const directory = begun('written', LINES.slice(0, 2).join(''));
    const unlock = lockRun(directory);
    const { seen, sees, ended } = following(directory);
    await sees(0, 1, 'caught up');
    await setTimeout(1500);
    expect(seen).toEqual([0, 1, 'caught up']);
    appendFileSync(join(directory, 'events.ndjson'), 'torn');
    unlock();
    expect(await ended).toEqual({ kind: 'stopped', rest: 4 });
  });

  test('a writer that is killed leaves its mark, which counts for nothing', async () => {
    const directory = begun('killed', LINES.slice(0, 2).join(''));
    const unlock = lockRun(directory);
    const mark = readdirSync(directory).find((name) => name.startsWith('run.lock.')) as string;
    unlock();
    writeFileSync(join(directory, mark.replace(/^run\.lock\.\d+/, 'run.lock.4194304')), '');
    expect(await following(directory).ended).toEqual({ kind: 'stopped', rest: 0 });
  });

  test('a complete run is complete whoever has it', async () => {
    const directory = begun('complete', LINES.join(''));
    const unlock = lockRun(directory);
    expect(await following(directory).ended).toEqual({ kind: 'completed' });
    unlock();
  });
});
