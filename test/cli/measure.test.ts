import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { EventOf, MarketEvent } from '../../src/domain/events.ts';
import { workplace } from './workplace.ts';

const { run, write, path } = workplace();

const partners = `name: partners
agents:
  - { id: ann, maxDemand: 1/2, endowment: 1, type: { family: uniform, min: 0, max: 1 }, forward: { strategy: shade, factor: 0.8 } }
  - { id: bob, maxDemand: 3/4, endowment: 0, type: { family: uniform, min: 0, max: 1 }, spot: { strategy: shade, factor: 0.5 } }
  - { id: cy, maxDemand: 3/4, endowment: 0, type: { family: uniform, min: 0, max: 1 } }
cycles: 8
`;
beforeAll(() => {
  write('partners.yaml', partners);
  expect(run('run', 'partners.yaml', '--out', 'plain')).toMatchObject({ status: 0, stderr: '' });
  expect(run('run', 'partners.yaml', '--out', 'measured', '--measure')).toMatchObject({ status: 0, stderr: '' });
});

const logOf = (name: string): readonly MarketEvent[] =>
  readFileSync(path(`${name}/events.ndjson`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as MarketEvent);
const measuresIn = (name: string): readonly EventOf<'cycle-measured'>[] =>
  logOf(name).filter((event) => event.kind === 'cycle-measured');

describe('forespot run --measure', () => {
  test('writes one event a cycle, right after the cycle has closed, and changes nothing else of the run', () => {
    const kinds = logOf('measured').map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'cycle-measured')).toHaveLength(8);
    kinds.forEach((kind, j) => {
      if (kind === 'cycle-measured') expect(kinds[j - 1]).toBe('cycle-closed');
    });
    const [with_, without] = ['measured', 'plain'].map((name) =>
      JSON.parse(readFileSync(path(`${name}/run.json`), 'utf8')),
    );
    expect(with_.stateHash).toBe(without.stateHash);
  });

  test.each(['replay', 'rerun'])('leaves a log that %s finds identical', (command) => {
    const { stdout, status } = run(command, 'measured');
    expect(stdout).toMatch(/ events (replayed|ran again), identical to the last bit; state \w{64}\n$/);
    expect(status).toBe(0);
  });

  test('sums the measures up in --json; without it regrets are not measured', () => {
    const { measures } = JSON.parse(run('run', 'partners.yaml', '--out', 'j', '--measure', '--json').stdout);
    const efficiencies = measuresIn('measured').map(({ efficiency }) => efficiency);
    expect(measures.efficiency).toMatchObject({
      first: efficiencies[0],
      last: efficiencies[7],
      lowest: Math.min(...efficiencies),
      highest: Math.max(...efficiencies),
    });
    expect(measures.forwardRegretExAnte.mean).toBeGreaterThan(0);
    const without = JSON.parse(run('run', 'partners.yaml', '--out', 'k', '--json').stdout).measures;
    expect(without.efficiency).toEqual(measures.efficiency);
    expect(without).not.toHaveProperty('forwardRegretExAnte');
  });
});

describe('a run of five cycles or more ends with sparklines', () => {
  const lines = (text: string): readonly string[] => text.split('\n').filter((line) => /[▁▂▃▄▅▆▇█]/.test(line));

  test('of efficiency, distance to r*, the operator’s account and the Gini coefficient, a block a cycle', () => {
    const shown = lines(run('run', 'partners.yaml', '--out', 's').stdout);
    expect(shown.map((line) => line.trim().split(/ {2,}/)[0])).toEqual([
      'efficiency',
      'distance to r*',
      "operator's account",
      'Gini of holdings',
    ]);
    for (const line of shown) expect(line.match(/[▁▂▃▄▅▆▇█]/g)).toHaveLength(8);
  });

  test('and of regrets where they are measured', () => {
    const shown = lines(run('run', 'partners.yaml', '--out', 't', '--measure').stdout);
    expect(shown.slice(4).map((line) => line.trim().split(/ {2,}/)[0])).toEqual([
      'forward regret, ex ante',
      'forward regret, realized',
      'spot regret, interim',
      'spot regret, realized',
    ]);
  });

  test('in at most 60 columns however many cycles there are, and in none for four', () => {
    const many = lines(run('run', 'partners.yaml', '--cycles', '500', '--out', 'u').stdout);
    for (const line of many) expect(line.match(/[▁▂▃▄▅▆▇█]/g)?.length).toBeLessThanOrEqual(60);
    expect(lines(run('run', 'partners.yaml', '--cycles', '4', '--out', 'v').stdout)).toEqual([]);
  });
});

describe('forespot measure', () => {
  test.each(['plain', 'measured'])('computes from the log of a %s run what --measure writes', (name) => {
    const { stdout, stderr, status } = run('measure', name, '--json');
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const { agents, cycles } = JSON.parse(stdout);
    expect(agents).toEqual(['ann', 'bob', 'cy']);
    measuresIn('measured').forEach((event, t) => {
      const { kind: _, ...measures } = event;
      const { operatorCash, ...computed } = cycles[t];
      expect(measures).toMatchObject(computed);
      expect(typeof operatorCash).toBe('number');
    });
    expect(cycles).toHaveLength(8);
  });

  test('writes a row for each cycle and agent as CSV, at full precision', () => {
    const [head, ...rows] = run('measure', 'plain', '--csv').stdout.trimEnd().split('\n');
    expect(head).toBe(
      'cycle,agent,efficiency,distanceToInterior,gini,forwardAccount,spotAccount,operatorCash,forwardRegretExAnte,forwardRegretInterim,forwardRegretRealized,spotRegretInterim,spotRegretRealized',
    );
    expect(rows).toHaveLength(24);
    const events = measuresIn('measured');
    const bob = rows[4]?.split(',') as string[];
    expect(bob.slice(0, 2)).toEqual(['2', 'bob']);
    expect(Number(bob.at(-2))).toBe(events[1]?.spotRegretInterim[1]);
  });

  test('shows who regrets what: ann forward, bob in the spot market, cy nothing', () => {
    const { stdout } = run('measure', 'plain');
    const mean = (id: string): readonly number[] =>
      (stdout.split('\n').find((line) => line.trim().startsWith(`${id} `)) as string)
        .trim()
        .split(/ +/)
        .slice(1)
        .map(Number);
    expect(mean('ann')[0]).toBeGreaterThan(0);
    expect(mean('ann').slice(2)).toEqual([0, 0]);
    expect(Math.min(...mean('bob').slice(2))).toBeGreaterThan(0);
    expect(mean('cy').slice(2)).toEqual([0, 0]);
  });

  test('measures what is whole of a log that is cut off, says why on stderr, with status 1', () => {
    const text = readFileSync(path('plain/events.ndjson'), 'utf8');
    write('cut.ndjson', text.slice(0, (text.length * 2) / 3));
    const { stdout, stderr, status } = run('measure', 'cut.ndjson', '--json');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^cut\.ndjson:\d+: the last line is torn /);
    expect(JSON.parse(stdout).cycles.length).toBeGreaterThan(3);
  });

  test('refuses a path that is no log with status 2', () => {
    expect(run('measure', 'nowhere').status).toBe(2);
  });
});
