import { existsSync, readFileSync, symlinkSync, truncateSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { openLog } from '../../src/cli/openLog.ts';
import { planFork } from '../../src/timeline/planFork.ts';
import { bundled, refused, workplace } from './workplace.ts';

const { run, path, write } = workplace();
const log = (name: string): string => readFileSync(path(`${name}/events.ndjson`), 'utf8');
const json = (...args: readonly string[]) => JSON.parse(run(...args, '--json').stdout);

const learner = `name: own
cycles: 4
agents:
  - { id: own, maxDemand: 1, endowment: 1, type: { family: uniform, min: 0, max: 1 }, forward: ./own.mjs }
  - { id: other, maxDemand: 1, endowment: 0, type: { family: uniform, min: 0, max: 1 } }
`;
/** Demands a little more in every cycle: what it answers hangs on what it remembers. */
const module = (step: number): string =>
  `export default { name: 'own', about: '', parameters: {}, create: () => { let cycles = 0; return { demand: () => (cycles += 1) * ${step} }; } };\n`;

beforeAll(() => {
  write('own.yaml', learner);
  write('own.mjs', module(0.125));
  run('run', bundled('bilateral-trade'), '--out', 'trade', '--cycles', '3');
  run('run', bundled('uncertain-demand'), '--out', 'measured', '--log', 'compact', '--measure');
  run('run', 'own.yaml', '--out', 'own');
});

describe('a fork', () => {
  test('has the lines of its parent, its own first event, and replays, verifies and runs again', () => {
    const made = json('fork', 'trade', '--at', '3', '--set', 'demand=3/4', '--out', 'more');
    const [parent, child] = [log('trade').split('\n'), log('more').split('\n')];
    expect(child.slice(0, 3)).toEqual(parent.slice(0, 3));
    const { head } = JSON.parse(readFileSync(path('trade/run.json'), 'utf8'));
    expect(JSON.parse(child[3] as string)).toMatchObject({
      kind: 'run-forked',
      seq: 3,
      parent: head,
      edits: [{ path: 'demands.seller', value: 0.75 }],
    });
    expect(made).toMatchObject({
      parent: { head, at: 3 },
      edits: [{ path: 'demands.seller', value: 0.75 }],
      diff: { equal: false },
    });
    for (const command of ['replay', 'verify', 'rerun']) expect(run(command, 'more').status).toBe(0);
  });

  test('of a compact and measured log is compact and measured', () => {
    const at = (event: string, ...set: readonly string[]) =>
      run('fork', 'measured', '--at', event, ...set.flatMap((one) => ['--set', one]), '--out', 'longer');
    expect(at('10', 'state=coldd')).toEqual(
      refused('measured/events.ndjson: state: expected cold or normal or mild, got "coldd": did you mean cold?'),
    );
    expect(at('9', 'state=mild')).toEqual(
      refused('measured/events.ndjson: event 9 only measures cycle 1, which is over: fork at 10'),
    );
    expect(at('10', 'state=cold', 'cycles=5', 'spot.mechanism=vcg')).toMatchObject({ status: 0, stderr: '' });
    expect(json('show', 'longer', '--cycle', '2')).toMatchObject({ state: 'cold', spot: { mechanism: 'vcg' } });
    expect(log('longer')).not.toContain('demand-submitted');
    expect(log('longer').match(/"kind":"cycle-measured"/g)).toHaveLength(5);
    for (const command of ['replay', 'verify', 'rerun']) expect(run(command, 'longer').status).toBe(0);
  });

  test('that changes nothing says so, and one of a run in which nobody was asked anything keeps what is said from then on', () => {
    write('shut.yaml', `${readFileSync(bundled('bilateral-trade'), 'utf8')}\nforward: { rule: none }\n`);
    run('run', 'shut.yaml', '--out', 'shut', '--cycles', '2');
    expect(log('shut')).not.toContain('spot-cleared');
    const fork = (set: string) => run('fork', 'shut', '--at', '1', '--set', set, '--out', 'opened', '--force');
    expect(fork('agents.seller.forward=endowment')).toMatchObject({
      status: 0,
      stderr:
        'forespot: what was set changes nothing: every figure of every cycle is the same, as where a market stays shut\n',
    });
    const second = JSON.parse(
      log('shut')
        .split('\n')
        .find((line) => JSON.parse(line).cycle === 2) as string,
    ).seq;
    const later = run('fork', 'shut', '--at', String(second), '--set', 'forward.rule=discriminatory', '--out', 'later');
    expect(later).toMatchObject({ status: 0, stderr: '' });
    expect(log('later')).toContain('demand-submitted');
    expect(run('rerun', 'later').status).toBe(0);
    run('fork', 'later', '--at', String(second), '--set', 'cycles=5', '--out', 'latest');
    expect(json('query', 'latest', 'select cycles, cycles_planned from runs')).toEqual([
      { cycles: 5, cycles_planned: 5 },
    ]);
  });

  test('without edits is its parent, byte for byte', () => {
    expect(run('fork', 'measured', '--at', '12', '--out', 'same').stdout).toContain(
      'forked at event 12 without edits: the same run',
    );
    expect(log('same')).toBe(log('measured'));
    expect(run('diff', 'measured', 'same')).toMatchObject({ status: 0, stdout: 'the same events, 4 cycles\n' });
  });

  test('that was cut off is resumed to the bytes it would have had', () => {
    run('fork', 'own', '--at', '20', '--set', 'reports.other=1/2', '--set', 'cycles=6', '--out', 'cut');
    const whole = log('cut');
    for (const share of [0.2, 0.7]) {
      truncateSync(path('cut/events.ndjson'), Math.floor(whole.length * share));
      expect(run('resume', 'cut').status).toBe(0);
      expect(log('cut')).toBe(whole);
    }
  });

  test('has agents of modules that remember, and may give others a module of their own', () => {
    const { status } = run('fork', 'own', '--at', '29', '--set', 'agents.other.forward=./own.mjs', '--out', 'two');
    expect(status).toBe(0);
    const demands = log('two')
      .split('\n')
      .filter((line) => line.includes('"forward-cleared"'))
      .map((line) => JSON.parse(line).demands);
    expect(demands.map(([own]) => own)).toEqual([0.125, 0.25, 0.375, 0.5]);
    expect(demands.at(-1)).toEqual([0.5, 0.125]);
    expect(run('rerun', 'two').status).toBe(0);
  });

  test('of a run whose module is another is refused, and nothing is written', () => {
    write('own.mjs', module(0.25));
    const { status, stderr } = run('fork', 'own', '--at', '20', '--set', 'cycles=6', '--out', 'none');
    write('own.mjs', module(0.125));
    expect(status).toBe(1);
    expect(stderr).toBe(
      "forespot: own/events.ndjson:4: event 3 differs in demand when the run is played again: the log has 0.125, playing gives 0.25. An agent's module or the program is another than when the log was written, and a fork needs agents that remember what they did. Nothing was written\n",
    );
    expect(existsSync(path('none'))).toBe(false);
  });

  test('never takes the place of its parent, or of another run without --force', () => {
    const asked = ['fork', 'trade', '--at', '3', '--set', 'demand=0', '--out'];
    expect(run(...asked, 'trade', '--force')).toEqual(
      refused('--out trade: this is the run that is forked: choose another folder'),
    );
    symlinkSync(path('trade'), path('link'));
    expect(run('fork', 'link', ...asked.slice(2), 'trade', '--force')).toEqual(
      refused('--out trade: this is the run that is forked: choose another folder'),
    );
    expect(existsSync(path('trade/events.ndjson'))).toBe(true);
    run(...asked, 'taken');
    expect(run(...asked, 'taken').stderr).toContain('taken already holds a run');
    expect(run(...asked, 'taken', '--force').status).toBe(0);
  });

  test('of a log that was edited is refused', () => {
    write('edited/events.ndjson', log('trade').replace('"demand":0.5', '"demand":0.25'));
    const { status, stderr } = run('fork', 'edited', '--at', '3', '--set', 'demand=0', '--out', 'none');
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('was edited') });
    expect(existsSync(path('none'))).toBe(false);
  });
});

/** Events of the first cycle: 1 cycle-started, 2 forward-opened, 3 and 4 demands, 5 cleared, 6 types, 7 spot-opened, 8 and 9 reports, 10 cleared, 11 closed. */
describe('what cannot be set is refused with the reason', () => {
  test.each<readonly [number, string, string]>([
    [4, 'demands.seller=0', 'demands.seller: seller demanded in event 3: fork at 3 or before'],
    [6, 'demands.buyer=0', 'demands.buyer: buyer demanded in event 4: fork at 4 or before'],
    [3, 'demands.seler=0', 'demands.seler: the run has no agent "seler": did you mean seller?'],
    [3, 'demand=3/2', 'demands.seller: expected a demand between 0 and 1, got 3/2'],
    [3, 'demand=a lot', 'demands.seller: expected a demand between 0 and 1, got "a lot"'],
    [3, 'demand=', 'demand=: the value is missing'],
    [3, 'demand', 'demand: expected PATH=VALUE, as in demands.a1=1/2'],
    [3, 'demandz.seller=1', 'demandz.seller=1: nothing is called "demandz": did you mean demands?'],
    [3, 'supply=2', "supply=2: supply is the same for a whole run: change the scenario's file and run that"],
    [
      3,
      'agents.seller.maxDemand=2',
      'agents.seller.maxDemand: a run keeps what its agents are; of an agent forward and spot can be set, got "maxDemand"',
    ],
    [7, 'types.seller=0.5', 'types.seller: types were drawn in event 6: fork at 6 or before'],
    [6, 'types.seller=1.5', 'types.seller: expected a type between 0 and 1, got 1.5'],
    [9, 'reports.seller=0.5', 'reports.seller: seller reported in event 8: fork at 8 or before'],
    [3, 'state=tight', 'state: the scenario has no states of demand'],
    [
      1,
      'endowments.seller=0.5',
      'endowments: they would add up to 0.5, which is 0.5 too little: set others, too, so that they add up to the supply of 1',
    ],
    [1, 'endowments=[1]', 'endowments: expected a list of 2 numbers, one an agent, got a list of 1'],
    [2, 'endowments.seller=1', 'endowments: the cycle started with these endowments in event 1: fork at 1 or before'],
    [
      3,
      'forward.rule=postd',
      'forward.rule: expected discriminatory, posted, uniform or none, got "postd": did you mean posted?',
    ],
    [3, 'forward.margn=1', 'forward.margn: unknown key: did you mean margin?'],
    [3, 'forward.margin=-1', 'forward.margin: expected 0 or more, got -1'],
    [3, 'agents.seller.forward=best-rely', 'agents.seller.forward: expected '],
    [3, 'cycles=0', 'cycles: expected a whole number between 1 and 1,000,000,000, got 0'],
    [23, 'cycles=1', 'cycles: cycle 2 has begun: expected 2 cycles or more, got 1'],
    [
      26,
      'forward.rule=posted',
      'forward.rule: the forward market opened in event 24, and no cycle follows: fork at 24 or before, or set cycles, too',
    ],
    [34, 'types.seller=0.5', 'types.seller: no cycle follows: set cycles, too, which are 3'],
    [35, 'demand=1', 'the log has no event 35: expected 1 to 34'],
    [0, 'cycles=4', 'event 0 starts the run: fork at 1 or later, or play another scenario'],
  ])('at event %i: %s', async (at, set, sentence) => {
    const plan = await planFork({ log: openLog(path('trade')).events(), at, set: [set] });
    const [fault, ...more] = 'faults' in plan ? plan.faults : [];
    expect(fault?.startsWith(sentence) ? sentence : fault).toBe(sentence);
    expect(more).toEqual([]);
  });

  test('every fault at once, and nothing is written', () => {
    const { status, stdout, stderr } = run(
      'fork',
      'trade',
      '--at',
      '4',
      '--set',
      'demands.seller=1',
      '--set',
      'types.buyer=7',
      '--set',
      'forward.margin=-1',
      '--out',
      'none',
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n').sort()).toEqual([
      'trade/events.ndjson: demands.seller: seller demanded in event 3: fork at 3 or before',
      'trade/events.ndjson: forward.margin: expected 0 or more, got -1',
      'trade/events.ndjson: types.buyer: expected a type between 0 and 1, got 7',
    ]);
    expect(existsSync(path('none'))).toBe(false);
  });

  test('a rule takes what it knows of the one before, a parameter its strategy', () => {
    const { edits } = json(
      'fork',
      'trade',
      '--at',
      '2',
      '--set',
      'forward.rule=uniform',
      '--set',
      'agents.buyer.forward=shade',
      '--set',
      'agents.buyer.forward.factor=1/2',
      '--set',
      'spot.mechanism=agv',
      '--out',
      'rules',
    );
    expect(edits).toEqual([
      { path: 'forward', value: { rule: 'uniform', price: null, charges: 'none' } },
      { path: 'agents.buyer.forward', value: { strategy: 'shade', factor: 0.5 } },
      { path: 'spot', value: { mechanism: 'agv', claimant: 'seller', resale: false } },
    ]);
  });
});

describe('diff', () => {
  test('leaves with 0 for the same events, 1 for others, 2 for other agents', () => {
    run('fork', 'trade', '--at', '3', '--set', 'demand=1', '--out', 'kept', '--force');
    expect(run('diff', 'trade', 'trade').status).toBe(0);
    expect(run('diff', 'trade', 'kept').status).toBe(1);
    expect(run('diff', 'trade', 'own')).toEqual(
      refused(
        'forespot: the runs have other agents, so there is nothing to compare: only the first has seller, buyer; only the second has own, other',
      ),
    );
    expect(run('diff', 'trade', 'nowhere').status).toBe(2);
    for (const other of ['own', 'nowhere']) {
      expect(run('diff', 'trade', other, '--json')).toMatchObject({ status: 2, stdout: '' });
    }
  });

  test('has one JSON value of the cycles that differ, and a row of CSV for each cycle and agent', () => {
    const { status, stdout } = run('diff', 'trade', 'kept', '--json');
    expect(status).toBe(1);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({
      equal: false,
      firstDifference: { seq: 3, field: 'kind', b: 'run-forked' },
      cycles: { common: 3 },
    });
    expect(JSON.parse(run('diff', 'trade', 'trade', '--json').stdout)).toMatchObject({
      equal: true,
      changedCycles: [],
    });
    const rows = run('diff', 'trade', 'kept', '--csv').stdout.trimEnd().split('\n');
    expect(rows).toHaveLength(1 + 3 * 2);
    expect(new Set(rows.map((row) => row.split(',').length)).size).toBe(1);
  });
});

describe('show', () => {
  test('has the state after an event, as JSON too', () => {
    expect(json('show', 'trade', '--at', '3')).toMatchObject({
      seq: 3,
      phase: 'forward open',
      agents: [
        { agent: 'seller', demand: 0.5, holding: 1, type: null },
        { agent: 'buyer', demand: null },
      ],
    });
    expect(json('show', 'trade', '--cycle', '2')).toMatchObject({ event: { kind: 'cycle-closed', cycle: 2 } });
    expect(run('show', 'trade', '--at', '99')).toEqual(refused('--at 99: the log has the events 0 to 34'));
    expect(run('show', 'trade', '--cycle', '9')).toEqual(refused('--cycle 9: the log has the cycles 1 to 3'));
    expect(json('show', 'trade')).toMatchObject({ event: { kind: 'run-completed' } });
    expect(run('show', 'trade', '--at', '1', '--cycle', '1').status).toBe(2);
  });
});
