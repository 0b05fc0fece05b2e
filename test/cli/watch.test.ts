import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundled, workplace } from './workplace.ts';

const { run, path, folder } = workplace();
beforeAll(() => {
  expect(run('run', bundled('uncertain-demand'), '--cycles', '3', '--out', 'done').status).toBe(0);
});

const start = (...args: readonly string[]) => {
  const child = spawn(process.execPath, [resolve('dist/src/cli/main.js'), ...args], { cwd: folder });
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
  const says = async (text: string): Promise<void> => {
    while (!said.stdout.includes(text) && !said.stderr.includes(text)) await setTimeout(20);
  };
  return { child, ended, says };
};

describe('forespot watch', () => {
  test('shows a complete run, a line a cycle, and ends', () => {
    const { stdout, stderr, status } = run('watch', 'done');
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    for (const [i, line] of lines.slice(0, 3).entries()) {
      expect(line).toMatch(
        new RegExp(
          `^cycle ${i + 1}: efficiency [\\d.]+%, distance to r\\* [\\d.]+%, operator's account -?[\\d.,]+ \\w+`,
        ),
      );
    }
    const { events, head } = JSON.parse(readFileSync(path('done/run.json'), 'utf8'));
    expect(lines[3]).toBe(`the run is complete: ${events} events, chain whole, head ${head}`);
  });

  test('prints one JSON value at the end, with the measures of measure', () => {
    const { stdout, status } = run('watch', 'done', '--json');
    expect(status).toBe(0);
    const { measures, ...rest } = JSON.parse(stdout);
    const { events, head, stateHash } = JSON.parse(readFileSync(path('done/run.json'), 'utf8'));
    expect(rest).toEqual({
      name: 'uncertain-demand',
      end: 'completed',
      events,
      head,
      complete: true,
      cycles: 3,
      cyclesPlanned: 3,
      stateHash,
    });
    const { overall } = JSON.parse(run('measure', 'done', '--json').stdout);
    const { efficiency, distanceToInterior, operatorCash } = overall;
    expect(measures).toEqual({ efficiency, distanceToInterior, operatorCash });
  });

  test('waits for a run that has not begun, follows it while it is played, and ends with it', async () => {
    const { ended, says } = start('watch', 'soon');
    await says('soon: no run there yet: waiting for one\n');
    const played = start('run', bundled('uncertain-demand'), '--cycles', '40', '--out', 'soon');
    await says('cycle 1: ');
    const { status, stdout, stderr } = await ended;
    expect({ status, stderr }).toEqual({ status: 0, stderr: 'soon: no run there yet: waiting for one\n' });
    expect(stdout.match(/^cycle \d+: /gm)).toHaveLength(40);
    expect((await played.ended).status).toBe(0);
  });

  test.skipIf(process.platform === 'win32')('says when the writer was killed, with status 1', async () => {
    const writer = start('run', bundled('uncertain-demand'), '--cycles', '1000000', '--out', 'killed');
    const { ended, says } = start('watch', 'killed');
    await says('cycle 3: ');
    writer.child.kill('SIGKILL');
    const { status, stdout } = await ended;
    expect(status).toBe(1);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(
      /^nobody writes the run any more: it stopped after \d+ events, chain whole(, a torn line of \d+ bytes behind them)?; forespot resume killed plays on$/,
    );
  });

  test.skipIf(process.platform === 'win32')('is left by Ctrl-C with status 130, and the run goes on', async () => {
    const writer = start('run', bundled('uncertain-demand'), '--cycles', '1000000', '--out', 'long');
    const { child, ended } = start('watch', 'long', '--json');
    const other = start('watch', 'long');
    await other.says('cycle 3: ');
    await setTimeout(300);
    child.kill('SIGINT');
    other.child.kill('SIGINT');
    const { status, stdout, stderr } = await ended;
    expect(status).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ end: 'left', complete: false, stateHash: null, cyclesPlanned: 1000000 });
    expect(stderr).toMatch(
      /^(long: no run there yet: waiting for one\n)?the run goes on; seen so far: \d+ events, chain whole\n$/,
    );
    expect((await other.ended).stdout).toMatch(/\nthe run goes on; seen so far: \d+ events, chain whole\n$/);
    expect(writer.child.exitCode).toBeNull();
    writer.child.kill('SIGKILL');
    await writer.ended;
  });

  test('names the line where a log is broken, with status 1', () => {
    expect(run('run', bundled('bilateral-trade'), '--out', 'edited').status).toBe(0);
    const log = path('edited/events.ndjson');
    const text = readFileSync(log, 'utf8');
    writeFileSync(log, text.replace(/"firstBest":0\.\d/, '"firstBest":0.0'));
    const { stdout, stderr, status } = run('watch', 'edited');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^edited\/events\.ndjson:12: event 11 \(cycle-closed, cycle 1\) was edited: /);
  });
});
