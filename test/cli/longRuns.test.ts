import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { workplace } from './workplace.ts';

const { write, folder, path } = workplace();

const MEGABYTE = 2 ** 20;

/** Runs the command in a process that reports its largest resident set, in bytes, on the way out. */
const measured = (...args: readonly string[]) => {
  const report = `process.on('exit', () => require('node:fs').writeFileSync('peak', String(process.resourceUsage().maxRSS * 1024)));`;
  write('peak.cjs', report);
  const command = [resolve('dist/src/cli/main.js'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', path('peak.cjs'), ...command], {
    encoding: 'utf8',
    cwd: folder,
  });
  return { status, stdout, stderr, peak: Number(readFileSync(path('peak'), 'utf8')) };
};

describe('memory does not grow with the number of cycles', () => {
  write(
    'pair.yaml',
    `name: pair
agents:
  - { id: seller, maxDemand: 1, endowment: 1, type: { family: uniform, min: 0, max: 1 } }
  - { id: buyer, maxDemand: 1, endowment: 0, type: { family: uniform, min: 0, max: 1 } }
`,
  );

  test('20,000 cycles of a small economy stay under 400 MB and take no twice the memory of 2,000', () => {
    const run = (cycles: number) =>
      measured(
        'run',
        'pair.yaml',
        '--cycles',
        String(cycles),
        '--log',
        'compact',
        '--durable',
        'none',
        '--out',
        `c${cycles}`,
        '--json',
      );
    const [short, long] = [run(2000), run(20_000)];
    expect(long).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(long.stdout)).toMatchObject({ cycles: 20_000, measures: { efficiency: { mean: 1 } } });
    // A node process alone takes more than this: the figure is one of memory.
    expect(short.peak).toBeGreaterThan(30 * MEGABYTE);
    expect(long.peak).toBeLessThan(400 * MEGABYTE);
    expect(long.peak).toBeLessThan(2 * short.peak);
  });
});
