import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { bundled, workplace } from '../workplace.ts';

const { run, folder, path, write } = workplace();
const COMMAND = resolve('dist/src/cli/main.js');

const rowsIn = (directory: string): readonly Readonly<Record<string, string>>[] =>
  parse(readFileSync(path(`${directory}/cells.csv`)), { columns: true });
const bytes = (file: string) => readFileSync(path(file));
const sweep = (...args: readonly string[]) => {
  const { stdout, stderr, status } = run('sweep', ...args, '--json');
  // On a slow machine there is progress to tell.
  expect({ stderr: stderr.replace(PROGRESS, ''), status }).toEqual({ stderr: '', status: 0 });
  return JSON.parse(stdout);
};
const PROGRESS = /^\d+ of \d+ cells, [\d.]+ a second, .+ left\n/gm;

write(
  'margins.yaml',
  `name: margins
scenario: ${bundled('bilateral-trade')}
factors:
  margin: { field: forward.margin, from: 0, to: 1, count: 5 }
  rule: { field: carry, values: [allocation, reset] }
replications: 4
outcomes:
  efficiency: run.efficiency
  payment: solve.forward.payments
  hash: run.stateHash
  open: solve.endowments.operates
  regret: run.measures.forwardRegretExAnte.mean
`,
);

describe('a sweep', () => {
  test('has the same bytes with one worker and with three', () => {
    expect(sweep('margins.yaml', '--workers', '1', '--out', 'one')).toMatchObject({
      rows: 40,
      cells: 40,
      computed: 40,
      reused: 0,
      failed: 0,
      columns: ['margin', 'rule', 'efficiency', 'payment.seller', 'payment.buyer', 'hash', 'open', 'regret'],
    });
    sweep('margins.yaml', '--workers', '3', '--out', 'three');
    for (const file of ['cells.parquet', 'cells.csv', 'study.json']) {
      expect(bytes(`three/${file}`).equals(bytes(`one/${file}`))).toBe(true);
    }
  });

  test('says in every row what the commands say of the scenario in it', () => {
    const rows = rowsIn('one');
    const scenario = readFileSync(bundled('bilateral-trade'), 'utf8');
    const row = rows.find(
      ({ margin, rule, replication }) => margin === '0.5' && rule === 'reset' && replication === '3',
    );
    expect(row).toMatchObject({ scenario: 'bilateral-trade', seed: 'bilateral-trade/3', open: 'false', failure: '' });
    write('one.yaml', `${scenario}\nforward: { margin: 0.5 }\ncarry: reset\nseed: bilateral-trade/3\n`);
    const solved = JSON.parse(run('solve', 'one.yaml', '--json').stdout);
    const played = JSON.parse(run('run', 'one.yaml', '--out', 'played', '--measure', '--json').stdout);
    expect(Number(row?.['payment.seller'])).toBe(solved.forward.payments[0]);
    expect(Number(row?.['efficiency'])).toBe(played.efficiency);
    expect(row?.['hash']).toBe(played.stateHash);
    expect(Number(row?.['regret'])).toBe(played.measures.forwardRegretExAnte.mean);
  });

  test('plays all points with the same seeds, the first of them the scenario’s own', () => {
    const seeds = new Map<string, string[]>();
    for (const { margin, rule, seed } of rowsIn('one')) {
      const key = `${margin} ${rule}`;
      seeds.set(key, [...(seeds.get(key) ?? []), seed as string]);
    }
    expect(seeds.size).toBe(10);
    const name = 'bilateral-trade';
    for (const each of seeds.values()) expect(each).toEqual([name, `${name}/2`, `${name}/3`, `${name}/4`]);
  });

  test('runs nothing twice: neither when it is run again, nor when it grows, nor where cells are equal', () => {
    expect(sweep('margins.yaml', '--out', 'one')).toMatchObject({ computed: 0, reused: 40 });
    const study = readFileSync(path('margins.yaml'), 'utf8');
    write('more.yaml', study.replace('replications: 4', 'replications: 5').replace('margin: {', 'm: {'));
    expect(sweep('more.yaml', '--out', 'one')).toMatchObject({ rows: 50, computed: 10, reused: 40 });
    const twice = study.replace('values: [allocation, reset]', 'levels: { a: allocation, b: allocation }');
    write('twice.yaml', twice);
    expect(sweep('twice.yaml', '--out', 'one')).toMatchObject({ rows: 40, cells: 20, computed: 0, reused: 20 });
    expect(sweep('margins.yaml', '--out', 'one')).toMatchObject({ computed: 0, reused: 40 });
    expect(bytes('one/cells.parquet').equals(bytes('three/cells.parquet'))).toBe(true);
  });

  test('runs cells again whose lines are torn or damaged, and only these', () => {
    const lines = bytes('one/cells.ndjson').toString().trimEnd().split('\n').slice(0, 40);
    expect(JSON.parse(lines[0] as string)).toMatchObject({ result: { values: expect.any(Array), failure: null } });
    const damaged = lines.with(3, (lines[3] as string).replace('"values":[', '"values":[1'));
    expect(damaged[3]).not.toBe(lines[3]);
    write('hurt/cells.ndjson', damaged.join('\n').slice(0, -20));
    const { stdout, stderr, status } = run('sweep', 'margins.yaml', '--out', 'hurt', '--json');
    expect(status).toBe(0);
    expect(stderr.replace(PROGRESS, '')).toBe('hurt: 2 lines are torn or damaged; their cells are run again\n');
    expect(JSON.parse(stdout)).toMatchObject({ computed: 2, reused: 38 });
    expect(bytes('hurt/cells.parquet').equals(bytes('three/cells.parquet'))).toBe(true);
    appendFileSync(path('hurt/cells.ndjson'), 'noise');
    expect(run('sweep', 'margins.yaml', '--out', 'hurt', '--json').stderr).toContain(
      'hurt: 3 lines are torn or damaged',
    );
    expect(bytes('hurt/cells.csv').equals(bytes('three/cells.csv'))).toBe(true);
  });

  test('reads on behind a line that is no text any more', () => {
    const store = bytes('three/cells.ndjson');
    store[store.indexOf('\n') + 100] = 0xff;
    write('bytes/cells.ndjson', store);
    for (const again of [
      { computed: 1, reused: 39 },
      { computed: 0, reused: 40 },
    ]) {
      const { stdout, stderr } = run('sweep', 'margins.yaml', '--out', 'bytes', '--json');
      expect(stderr.replace(PROGRESS, '')).toBe('bytes: 1 line is torn or damaged; their cells are run again\n');
      expect(JSON.parse(stdout)).toMatchObject(again);
    }
  });

  test('has a row with the reason for values that make no scenario, and never stops for one', () => {
    write(
      'endowments.yaml',
      `name: endowments\nscenario: ${bundled('bilateral-trade')}\nfactors: { e: { field: agents.seller.endowment, values: [1/2, 1] } }\noutcomes: { w: solve.firstBestWelfare, who: solve.revenueMaximizing }\n`,
    );
    const answer = sweep('endowments.yaml');
    const reason =
      'no scenario at these values: agents: expected endowments that add up to the supply of 1, got 0.5, which is 0.5 too little';
    expect(answer).toMatchObject({ directory: 'runs/sweep-endowments', failed: 1, failures: [{ reason, rows: 1 }] });
    expect(rowsIn('runs/sweep-endowments')).toMatchObject([
      { e: '0.5', w: '', who: '', failure: reason },
      { e: '1.0', w: '0.6666666666666666', who: expect.any(String), failure: '' },
    ]);
    expect(run('sweep', 'endowments.yaml').stdout).toContain(
      `1 row has no outcomes, column failure says why:\n  1 x ${reason}\n`,
    );
  });
});

test('an outcome may be any figure of a sample or of deviations, as the commands print them', () => {
  const outcomes = {
    mean: 'sample.figures.surplus.mean',
    upper: 'sample.figures.surplus.confidence.1',
    paid: 'sample.payments.buyer.mean',
    regret: 'deviate.nashConv',
    gain: 'deviate.agents.seller.upperBound',
    joining: 'deviate.spot.participation.exAnte',
  };
  const study = { name: 'any', scenario: bundled('bilateral-trade'), draws: 5000, outcomes };
  write('any.json', JSON.stringify(study));
  sweep('any.json', '--out', 'any');
  const [row] = rowsIn('any');
  const sample = JSON.parse(run('sample', bundled('bilateral-trade'), '--draws', '5000', '--json').stdout);
  const deviations = JSON.parse(run('deviate', bundled('bilateral-trade'), '--json').stdout);
  const numbers = Object.fromEntries(Object.entries(row ?? {}).map(([column, text]) => [column, Number(text)]));
  expect(numbers).toMatchObject({
    mean: sample.figures.surplus.mean,
    upper: sample.figures.surplus.confidence[1],
    paid: sample.payments[1].mean,
    regret: deviations.nashConv,
    gain: deviations.agents[0].upperBound,
    'joining.seller': deviations.spot.participation.exAnte[0],
    'joining.buyer': deviations.spot.participation.exAnte[1],
  });
});

/** A study whose cells play one of these modules. */
const withAgents = (name: string, modules: readonly string[], more = '') => {
  write(
    `${name}.yaml`,
    `name: ${name}
scenario:
  name: own
  agents:
    - { id: own, maxDemand: 1, endowment: 1, type: { family: uniform, min: 0, max: 1 } }
    - { id: other, maxDemand: 1, endowment: 0, type: { family: uniform, min: 0, max: 1 } }
factors:
  agent: { field: agents.own.forward, values: [equilibrium, ${modules.join(', ')}, endowment] }
  discount: { field: discount, from: 0, to: 1, count: 2 }
outcomes: { efficiency: run.efficiency }
${more}`,
  );
};
const agentOf = (demand: string, top = '') =>
  `${top}\nexport default { name: 'own', about: '', parameters: {}, create: () => ({ demand: (seen) => { ${demand} } }) };\n`;

describe('a cell that', () => {
  const failuresOf = (directory: string, agent: string) =>
    new Set(rowsIn(directory).flatMap((row) => (row['agent'] === agent ? [row['failure']] : [])));

  test('ends its thread or cannot load is a row with its reason; all others are run', () => {
    write('exit.mjs', agentOf('process.exit(3)'));
    write('broken.mjs', 'throw new Error("not today");\n');
    withAgents('deaths', ['./exit.mjs', './broken.mjs']);
    const answer = sweep('deaths.yaml', '--workers', '2');
    expect(answer).toMatchObject({ rows: 8, computed: 8, failed: 4 });
    const directory = 'runs/sweep-deaths';
    expect(failuresOf(directory, 'equilibrium')).toEqual(new Set(['']));
    expect(failuresOf(directory, 'endowment')).toEqual(new Set(['']));
    expect(failuresOf(directory, './exit.mjs')).toEqual(
      new Set(['its thread was ended, twice: something in it called process.exit(3)']),
    );
    expect(failuresOf(directory, './broken.mjs')).toEqual(
      new Set(["./broken.mjs: the agent's module does not load: not today"]),
    );
    // What depends on the machine is tried again; what the cell itself says is kept.
    expect(sweep('deaths.yaml', '--workers', '2')).toMatchObject({ computed: 2, reused: 6, failed: 4 });
  });

  test('runs out of memory is a row with its reason', () => {
    // What it does after an await has no limit but that of the cell.
    write('greedy.mjs', 'await null; const all = []; for (;;) all.push(new Array(1e6).fill(all));\n');
    withAgents('greedy', ['./greedy.mjs']);
    const { status } = run('sweep', 'greedy.yaml', '--workers', '1', '--memory', '100', '--json');
    expect(status).toBe(0);
    expect(failuresOf('runs/sweep-greedy', './greedy.mjs')).toEqual(new Set(['its thread ran out of memory, twice']));
    expect(failuresOf('runs/sweep-greedy', 'equilibrium')).toEqual(new Set(['']));
  });

  test('never ends is stopped at the time limit', () => {
    // Answers have a limit of their own; a module that never loads has not.
    write('endless.mjs', `await new Promise(() => setInterval(() => {}, 1000));\n${agentOf('return 0')}`);
    withAgents('endless', ['./endless.mjs'], 'timeLimit: 2\n');
    expect(sweep('endless.yaml', '--workers', '2')).toMatchObject({ rows: 6, failed: 2 });
    expect(failuresOf('runs/sweep-endless', './endless.mjs')).toEqual(
      new Set(['not done within the time limit of 2 seconds']),
    );
  });

  test('runs a module is another cell when the module changes, and what the module prints is no output', () => {
    write('chatty.mjs', agentOf('console.log("hello"); process.stdout.write("there"); return 0.25'));
    withAgents('chatty', ['./chatty.mjs']);
    const first = run('sweep', 'chatty.yaml', '--json');
    expect(JSON.parse(first.stdout)).toMatchObject({ computed: 6 });
    expect(first.stderr).toContain('hello');
    write('chatty.mjs', agentOf('return 0.75'));
    expect(sweep('chatty.yaml')).toMatchObject({ computed: 6, reused: 0 });
  });
});

describe.skipIf(process.platform === 'win32')('a sweep that is', () => {
  const begin = (out: string) => {
    const args = [COMMAND, 'sweep', 'long.yaml', '--workers', '2', '--out', out];
    const child = spawn(process.execPath, args, { cwd: folder });
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    const ended = new Promise<{ readonly status: number | null; readonly stderr: string }>((done) =>
      child.on('close', (status) => done({ status, stderr })),
    );
    return { child, ended };
  };
  const someCells = async (out: string): Promise<void> => {
    while ((statSync(path(`${out}/cells.ndjson`), { throwIfNoEntry: false })?.size ?? 0) < 2000) await setTimeout(5);
  };
  write(
    'long.yaml',
    `name: long\nscenario: ${bundled('bilateral-trade')}\nfactors: { c: { field: carry, values: [allocation, reset] } }\nreplications: 400\noutcomes: { e: run.efficiency }\n`,
  );

  test('asked to stop ends at once, keeps its cells and says how to go on', async () => {
    const { child, ended } = begin('asked');
    await someCells('asked');
    child.kill('SIGINT');
    const { status, stderr } = await ended;
    expect(status).toBe(130);
    const sentence =
      /forespot: stopped after (\d+) of 800 cells, which are kept; to go on: npx forespot sweep long\.yaml --out asked\n$/;
    expect(stderr).toMatch(sentence);
    expect(existsSync(path('asked/cells.parquet'))).toBe(false);
    const kept = Number(sentence.exec(stderr)?.[1]);
    expect(sweep('long.yaml', '--out', 'asked')).toMatchObject({ reused: kept, computed: 800 - kept });
  });

  test('killed loses nothing that was done, and ends with the same bytes as one that was not', async () => {
    const { child, ended } = begin('killed');
    await someCells('killed');
    child.kill('SIGKILL');
    await ended;
    const { reused, computed } = sweep('long.yaml', '--out', 'killed');
    expect(reused).toBeGreaterThan(5);
    expect(reused + computed).toBe(800);
    for (const file of ['cells.parquet', 'cells.csv']) {
      expect(bytes(`killed/${file}`).equals(bytes(`asked/${file}`))).toBe(true);
    }
  });
});

describe('what a sweep cannot do it says in a sentence:', () => {
  test('a folder that cannot be made', () => {
    writeFileSync(path('file'), '');
    const { status, stderr } = run('sweep', 'margins.yaml', '--out', 'file');
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'forespot: cannot write to file: it is a file, and a folder is needed\n',
    });
    expect(run('sweep', 'margins.yaml', '--out', '/proc/none/at/all')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^forespot: cannot make the folder \/proc\/none\/at\/all: .+\n$/),
    });
  });

  test('a study that is not there, and its faults', () => {
    expect(run('sweep', 'none.yaml')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'none.yaml:1:1 cannot be read: there is no such file\n',
    });
    write('bad.yaml', `name: bad\nscenario: ${bundled('bilateral-trade')}\noutcomes: [run.eficiency]\n`);
    expect(run('sweep', 'bad.yaml')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'bad.yaml:3:12 outcomes[0]: run has no eficiency; did you mean efficiency?\n',
    });
  });

  test('a name that would lead out of the folder of runs', () => {
    write('evil.yaml', `name: ../../evil\nscenario: ${bundled('bilateral-trade')}\noutcomes: [solve.supply]\n`);
    expect(sweep('evil.yaml').directory).toMatch(/^runs\/sweep-\.\._\.\._evil-[0-9a-f]{8}$/);
  });
});
