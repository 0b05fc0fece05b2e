import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LogError } from '../../src/log/LogError.ts';
import { lockRun } from '../../src/log/lockRun.ts';
import { lifeOf, ownMark, type ProcessMark } from '../../src/log/processMark.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forespot-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const own = ownMark();
const linux = process.platform === 'linux';
/** A mark as a process leaves it that is killed. */
const leave = (mark: ProcessMark): string => {
  const { pid, started, space, boot, machine, host } = mark;
  const name = `run.lock.${[pid, started, space, boot, machine, host].join('.')}`;
  writeFileSync(join(folder, name), '');
  return name;
};

describe('lockRun', () => {
  test('leaves its mark, refuses a second writer, and takes the mark away again', () => {
    const unlock = lockRun(folder);
    expect(readdirSync(folder)).toEqual([leave(own)]);
    expect(() => lockRun(folder)).toThrow(
      new LogError(
        `${folder} is being written by process ${process.pid}, this one: wait for it or stop it, then try again`,
        'file',
      ),
    );
    unlock();
    expect(readdirSync(folder)).toEqual([]);
    lockRun(folder)();
  });

  test('names the process that writes', () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const stat = linux ? spawnSync('cat', [`/proc/${child.pid}/stat`], { encoding: 'utf8' }).stdout : '';
    leave({ ...own, pid: child.pid as number, started: linux ? (stat.split(' ')[21] as string) : '0' });
    expect(() => lockRun(folder)).toThrow(`${folder} is being written by process ${child.pid}: wait for it or stop it`);
    child.kill('SIGKILL');
  });

  test('sweeps away what killed processes left, and leaves other files alone', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    const gone = leave({ ...own, pid, started: '1' });
    for (const name of ['run.lock.', 'run.lock.x.1.2.3.4.h', 'run.json']) writeFileSync(join(folder, name), '');
    lockRun(folder)();
    expect(readdirSync(folder)).not.toContain(gone);
    expect(readdirSync(folder).sort()).toEqual(['run.json', 'run.lock.', 'run.lock.x.1.2.3.4.h']);
  });

  test('asks no clock: a mark from 1970 or from the future holds as long as its process, and no longer', () => {
    for (const year of [1970, 2999]) {
      const when = new Date(Date.UTC(year, 1));
      const unlock = lockRun(folder);
      utimesSync(join(folder, readdirSync(folder)[0] as string), when, when);
      expect(() => lockRun(folder)).toThrow('is being written by process');
      unlock();
      utimesSync(join(folder, leave({ ...own, pid: 4_194_305, started: '1' })), when, when);
      lockRun(folder)();
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  test('cannot know of another machine, and says what to remove', () => {
    const name = leave({ ...own, host: 'elsewhere.example', boot: 'b007', machine: 'abc' });
    expect(() => lockRun(folder)).toThrow(
      new LogError(
        `${folder} is being written, or was when it was killed, by process ${process.pid} of another machine or container (elsewhere.example): ` +
          `if that one is gone, remove ${join(folder, name)} and try again`,
        'file',
      ),
    );
    expect(readdirSync(folder)).toEqual([name]);
    rmSync(join(folder, name));
    lockRun(folder)();
  });
});

describe('a mark', () => {
  test('of this process runs', () => expect(lifeOf(own, own)).toBe('runs'));
  test.skipIf(!linux)('of a process that has the id of one that is gone is not taken for it', () => {
    expect(lifeOf({ ...own, started: String(Number(own.started) - 1) }, own)).toBe('gone');
  });
  test.skipIf(!linux)('of a process that ended is gone, though its parent has not heard of it yet', async () => {
    const shell = spawn('bash', ['-c', 'sleep 0.5 & echo $!; exec sleep 20'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const pid = await new Promise<number>((done) => shell.stdout.on('data', (text) => done(Number(text))));
    const stat = (): string => spawnSync('cat', [`/proc/${pid}/stat`], { encoding: 'utf8' }).stdout;
    while (!stat().includes(') Z ')) await new Promise((done) => setTimeout(done, 5));
    expect(lifeOf({ ...own, pid, started: stat().split(' ')[21] as string }, own)).toBe('gone');
    shell.kill('SIGKILL');
  });
  test('from before this machine was started again is gone', () => {
    expect(lifeOf({ ...own, boot: 'before' }, own)).toBe('gone');
  });
  test('of another container is unknown, unless both see the same processes', () => {
    expect(lifeOf({ ...own, space: '1' }, own)).toBe('unknown');
    expect(lifeOf({ ...own, host: 'renamed', started: '1' }, own)).toBe(linux ? 'gone' : 'unknown');
  });
});

test('of many processes that take and give back, and are killed, never do two have the run at once', async () => {
  // Each proves that it is alone by making a file that must not be there.
  const program = `
    import { lockRun } from ${JSON.stringify(resolve('dist/src/log/lockRun.js'))};
    import { openSync, closeSync, unlinkSync } from 'node:fs';
    let taken = 0;
    const end = performance.now() + 1000;
    while (performance.now() < end) {
      let unlock;
      try { unlock = lockRun('run'); } catch (error) { if (error.name !== 'LogError') throw error; continue; }
      closeSync(openSync('witness', 'wx'));
      for (let i = 0; i < 20000; i++);
      unlinkSync('witness');
      unlock();
      taken += 1;
    }
    console.log(taken);`;
  writeFileSync(join(folder, 'program.mjs'), program);
  spawnSync('mkdir', [join(folder, 'run')]);
  const writers = Array.from({ length: 4 }, () => {
    const child = spawn(process.execPath, ['program.mjs'], { cwd: folder });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => {
      said.stdout += text;
    });
    child.stderr.on('data', (text) => {
      said.stderr += text;
    });
    return new Promise<typeof said>((done) => child.on('close', () => done(said)));
  });
  // Marks of the killed appear among theirs.
  const leaving = setInterval(() => leaveIn(join(folder, 'run')), 20);
  const all = await Promise.all(writers);
  clearInterval(leaving);
  const taken = all.map(({ stdout }) => Number(stdout));
  console.log(`4 writers took a run ${taken.reduce((sum, times) => sum + times, 0)} times, never two at once`);
  expect(all.map(({ stderr }) => stderr)).toEqual(['', '', '', '']);
  expect(Math.max(...taken)).toBeGreaterThan(0);
});

let left = 0;
const leaveIn = (directory: string): void => {
  const { space, boot, machine, host } = own;
  left += 1;
  writeFileSync(join(directory, `run.lock.${[4194304 + left, 1, space, boot, machine, host].join('.')}`), '');
};
