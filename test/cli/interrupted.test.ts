import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { bundled, refused, workplace } from './workplace.ts';

const { run, folder, path } = workplace();
const COMMAND = resolve('dist/src/cli/main.js');

/** A run too long to end by itself. `ended` holds what it leaves. */
const begin = (out: string, ...options: readonly string[]) => {
  const args = [COMMAND, 'run', bundled('two-sided-2x3'), '--cycles', '1000000', '--out', out, ...options];
  const child = spawn(process.execPath, args, { cwd: folder });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    said.stdout += text;
  });
  child.stderr.on('data', (text) => {
    said.stderr += text;
  });
  const ended = new Promise<{ readonly status: number | null; readonly stdout: string; readonly stderr: string }>(
    (done) => child.on('close', (status) => done({ status, ...said })),
  );
  return { child, ended };
};
const written = async (log: string): Promise<void> => {
  while ((statSync(path(log), { throwIfNoEntry: false })?.size ?? 0) === 0) await setTimeout(20);
};

describe.skipIf(process.platform === 'win32')('a run that is asked to stop', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s ends after a whole cycle, with a sentence and status %i', async (signal, expected) => {
    const { child, ended } = begin(signal, '--json');
    await written(`${signal}/events.ndjson`);
    child.kill(signal);
    const { status, stdout, stderr } = await ended;
    expect({ status, stdout }).toEqual({ status: expected, stdout: '' });
    const sentence = new RegExp(
      `^forespot: stopped after cycle (\\d+) of 1000000; the log in ${signal} is whole up to there and marked as incomplete; forespot resume ${signal} goes on\\n$`,
    );
    expect(stderr).toMatch(sentence);
    const cycles = Number(sentence.exec(stderr)?.[1]);

    expect(JSON.parse(readFileSync(path(`${signal}/run.json`), 'utf8'))).toMatchObject({ complete: false });
    expect(run('verify', signal)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/the log stops before run-completed: the run was cut off or is still going on\n$/),
    });
    expect(run('replay', signal)).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(
        new RegExp(
          `^\\d+ events replayed, identical to the last bit; state \\w{64}\nthe log stops in cycle ${cycles}, before run-completed: the run was cut off or is still going on\n$`,
        ),
      ),
    });
  });
});

describe('one writer a run', () => {
  test('a second one is refused while the first lives, whatever it wants, and is told which process that is', async () => {
    const { child, ended } = begin('shared');
    await written('shared/events.ndjson');
    const living = refused(
      `forespot: shared is being written by process ${child.pid}: wait for it or stop it, then try again`,
    );
    expect(run('run', bundled('bilateral-trade'), '--out', 'shared')).toEqual(
      refused(
        'forespot: shared already holds a run: choose another folder, replace it with --force, or go on with it by resume',
      ),
    );
    expect(run('run', bundled('bilateral-trade'), '--out', 'shared', '--force')).toEqual(living);
    expect(run('resume', 'shared')).toEqual(living);
    expect(run('resume', 'shared/events.ndjson')).toEqual(living);

    // What a killed one leaves behind stops nobody.
    child.kill('SIGKILL');
    await ended;
    expect(readdirSync(path('shared')).some((name) => name.startsWith('run.lock.'))).toBe(true);
    expect(run('run', bundled('bilateral-trade'), '--out', 'shared', '--force').status).toBe(0);
    expect(readdirSync(path('shared')).sort()).toEqual(['events.ndjson', 'run.json']);
  });

  test('a folder that is removed under a run is told at its end', async () => {
    const args = [COMMAND, 'run', bundled('forty-agents'), '--cycles', '300', '--out', 'taken'];
    const first = spawn(process.execPath, args, { cwd: folder });
    let stderr = '';
    first.stderr.on('data', (text) => {
      stderr += text;
    });
    const left = new Promise((done) => first.on('close', done));
    await written('taken/events.ndjson');
    rmSync(path('taken'), { recursive: true });
    expect(await left).toBe(2);
    expect(stderr).toMatch(
      /^forespot: taken was taken over or removed while this run was being written: its log is lost/,
    );
  });
});
