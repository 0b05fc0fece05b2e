import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import seedrandom from 'seedrandom';
import { describe, expect, test } from 'vitest';
import type { PlacedFork } from '../../src/domain/edits.ts';
import type { RunOptions } from '../../src/log/runSummary.ts';
import { midway, resumed, undisturbed } from './playedAgain.ts';
import { bundled, workplace } from './workplace.ts';

const { write, folder, path } = workplace();

/** An agent with a memory that nobody can see and that only playing again brings back. */
write(
  'moody.mjs',
  `export default { create: () => {
    let mood = 0.5;
    return {
      demand: (o) => { mood = (mood + o.random()() + (o.last?.payoff ?? 0)) % 1; if (mood > 0.97) throw new Error('no'); return mood; },
      report: (o) => (mood < 0.1 ? Number.NaN : o.type),
    };
  } };`,
);
write(
  'moody.yaml',
  `name: moody
agents:
  - { id: own, maxDemand: 1, endowment: 1, type: { family: uniform, min: 0, max: 1 }, forward: ./moody.mjs, spot: ./moody.mjs }
  - { id: other, maxDemand: 1, endowment: 0, type: { family: beta, alpha: 2, beta: 3, min: 0, max: 1 }, forward: hedge }
forward: { rule: posted }
`,
);

/** What another run would have played from here on; its edits stand in the log and in run.json. */
const FORK: PlacedFork = {
  place: 150,
  parent: 'a'.repeat(64),
  edits: [{ path: 'forward', value: { rule: 'posted', margin: 0.1, domain: 'full', charges: 'none' } }],
};

/** Where 200 runs are cut off, in bytes drawn at random; learners, measures, both details, states, a fork, an agent of one's own. */
const CASES: readonly (readonly [string, number, number, Partial<RunOptions>, readonly PlacedFork[]])[] = [
  [bundled('hedge-posted'), 40, 20, {}, []],
  [bundled('hedge-posted'), 30, 20, { measure: true }, [FORK]],
  [bundled('bandits-posted'), 60, 30, { log: 'compact' }, []],
  [bundled('best-reply-paper'), 12, 20, { measure: true }, []],
  [bundled('uncertain-demand'), 6, 20, { log: 'compact', measure: true }, []],
  [bundled('truthful-share'), 20, 20, { measure: true }, []],
  [bundled('two-sided-2x3'), 12, 30, {}, []],
  [path('moody.yaml'), 40, 40, {}, []],
];

const random = seedrandom('kills');
const count = { kills: 0, same: 0, lost: 0 };

describe('a run that is cut off at any byte and resumed ends in the log and run.json of one that was never disturbed', () => {
  test.each(CASES)('%s', async (file, cycles, kills, options, forks) => {
    const whole = await undisturbed({ file, directory: path('whole'), cycles, options, forks });
    expect(whole.log.includes('run-forked')).toBe(forks.length > 0);
    const { length } = whole.log;
    for (let k = 0; k < kills; k++) {
      count.kills += 1;
      const directory = path('cut');
      const at = Math.floor(random() * (length + 1));
      const kept = whole.log.subarray(0, at);
      mkdirSync(directory);
      writeFileSync(join(directory, 'events.ndjson'), kept);
      writeFileSync(join(directory, 'run.json'), midway(whole.summary));
      // Every fourth one is cut off again while it is resumed.
      if (k % 4 === 0) {
        const again = await resumed(directory, Math.floor(random() * whole.log.toString().split('\n').length));
        if (!whole.log.subarray(0, again.log.length).equals(again.log) || again.log.length < wholeLines(kept))
          count.lost += 1;
      }
      const end = await resumed(directory);
      if (end.log.equals(whole.log) && end.summary === whole.summary) count.same += 1;
      rmSync(directory, { recursive: true });
    }
    rmSync(path('whole'), { recursive: true });
    expect(count).toEqual({ kills: count.kills, same: count.kills, lost: 0 });
  });

  test('200 kills: 200 resumed to the same hash, 0 lost', () => {
    console.log(`${count.kills} kills: ${count.same} resumed to the same hash, ${count.lost} lost`);
    expect(count).toEqual({ kills: 200, same: 200, lost: 0 });
  });
});

const wholeLines = (log: Buffer): number => log.lastIndexOf(10) + 1;

describe.skipIf(process.platform === 'win32')('the command, killed by the system again and again', () => {
  const COMMAND = resolve('dist/src/cli/main.js');
  const DIRECTORY = 'killed';
  const LOG = path(`${DIRECTORY}/events.ndjson`);
  const size = (): number => statSync(LOG, { throwIfNoEntry: false })?.size ?? 0;

  /** Kills the command when its log is longer by so many bytes, or after so long: it may then still play what it has. */
  const killed = async (
    args: readonly string[],
    growth: number,
    milliseconds: number,
    signal: NodeJS.Signals = 'SIGKILL',
  ): Promise<string | number | null> => {
    const before = size();
    const child = spawn(process.execPath, [COMMAND, ...args], { cwd: folder, stdio: 'ignore' });
    const ended = new Promise<string | number | null>((done) => child.on('close', (status, by) => done(by ?? status)));
    const late = performance.now() + milliseconds;
    while (size() <= before + growth && performance.now() < late && child.exitCode === null) await setTimeout(1);
    child.kill(signal);
    return await ended;
  };

  test.each([
    ['hedge-posted', 2000, ['--durable', 'none'], { durable: 'none' }],
    [
      'truthful-share',
      400,
      ['--log', 'compact', '--measure', '--durable', 'event'],
      { log: 'compact', measure: true, durable: 'event' },
    ],
  ] as const)('%s, 10 times', async (name, cycles, flags, options) => {
    rmSync(path(DIRECTORY), { recursive: true, force: true });
    let [kills, lost, before] = [0, 0, 0];
    for (let k = 0; k < 10; k++) {
      const growth = random() * 20_000;
      const start = ['run', bundled(name), '--cycles', String(cycles), '--out', DIRECTORY, ...flags];
      const signal = await (k === 0
        ? killed(start, growth, 30_000)
        : // Every third kill waits for the log to grow, however slow the machine is.
          killed(['resume', DIRECTORY], growth, k % 3 === 0 ? 30_000 : 300 + 700 * random()));
      if (signal === 'SIGKILL') kills += 1;
      const kept = wholeLines(readFileSync(LOG));
      if (kept < before) lost += 1;
      before = kept;
    }
    expect(before).toBeGreaterThan(20_000);
    // Asked to stop, it stops by itself, and goes on all the same.
    expect(await killed(['resume', DIRECTORY], 3000, 30_000, 'SIGTERM')).toBe(143);
    const end = await resumed(path(DIRECTORY));
    const whole = await undisturbed({ file: bundled(name), directory: path(`whole-${name}`), cycles, options });
    const same = end.log.equals(whole.log) && before < whole.log.length;
    console.log(`${kills} kills of the command by SIGKILL: ${same ? kills : 0} resumed to the same hash, ${lost} lost`);
    expect({ kills, same, lost }).toEqual({ kills: 10, same: true, lost: 0 });
  });
});
