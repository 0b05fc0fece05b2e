import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Bench } from 'tinybench';
import { agentsOf } from '../../src/assembly/agentsOf.ts';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import type { Detail } from '../../src/engine/commands.ts';
import { type RunSetup, runEvents } from '../../src/engine/run.ts';
import { createRun } from '../../src/log/createRun.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import type { Durability } from '../../src/log/runSummary.ts';
import { withMeasures } from '../../src/studies/measures/withMeasures.ts';
import { solve } from '../../src/studies/solve.ts';
import { theoryOf } from '../../src/theory/theory.ts';
import { appendTasks, eventMixes } from './appendTasks.ts';
import { groupsScenario } from './groupsScenario.ts';
import { plainLoop } from './plainLoop.ts';
import { timelineFigures } from './timelineFigures.ts';
import { twoThreads } from './twoThreads.ts';
import { unequalScenario } from './unequalScenario.ts';

/**
 * Measures what the program promises, as ratios against a plain loop of objects in the same process and minutes, and appends
 * the figures to test/bench/history.ndjson. `npm run bench` compiles it first: a loader that keeps the names of functions takes a
 * third of a round.
 */
interface Figure {
  readonly name: string;
  readonly milliseconds: number;
  readonly perSecond: number;
  /** Times the plain loop's time, where there is one. */
  readonly ratio?: number;
}

const figures: Figure[] = [];
const folder = mkdtempSync(join(tmpdir(), 'forespot-bench-'));

/** Median milliseconds of each task, the tasks taken in turn. */
const measure = async (
  tasks: Readonly<Record<string, () => void>>,
  time = 1500,
): Promise<Readonly<Record<string, number>>> => {
  const bench = new Bench({ time, iterations: 5, warmupTime: 300, warmupIterations: 1 });
  for (const [name, task] of Object.entries(tasks)) bench.add(name, task);
  await bench.run();
  return Object.fromEntries(
    bench.tasks.map(({ name, result }) => [name, 'latency' in result ? result.latency.p50 : Number.NaN]),
  );
};

const setupFor = (n: number, cycles: number, detail: Detail): RunSetup => {
  const scenario = groupsScenario(n, cycles);
  const { economy, markets } = marketsOf(scenario);
  const { seed } = scenario;
  return { scenario, seed, version: 'bench', detail, economy, markets, ...agentsOf(scenario), hash: nodeSha256 };
};

const play = (setup: RunSetup): void => {
  for (const _ of runEvents(setup));
};

const playMeasured = (setup: RunSetup): void => {
  for (const _ of withMeasures(runEvents(setup)));
};

/** What each task is called in the figures. */
const TASKS: Readonly<Record<string, string>> = {
  plain: 'plain loop',
  off: 'log off',
  compact: 'log compact',
  synced: 'log compact, on disk each cycle',
  full: 'log full',
  measured: 'measured, log off',
};

let runs = 0;
const playLogged = (setup: RunSetup, durable: Durability = 'none'): void => {
  const { scenario, seed, version } = setup;
  const options = { log: setup.detail, measure: false, answerLimit: 1000, durable };
  const run = createRun({ directory: join(folder, String(runs++)), force: true, scenario, seed, version, options });
  for (const event of runEvents(setup)) {
    run.append(event);
    if (event.kind === 'cycle-closed') run.flush();
  }
  run.complete();
};

const sizes = [3, 10, 100, 1000];
const times: Record<string, number[]> = { off: [], compact: [], full: [], measured: [] };
for (const n of sizes) {
  const cycles = Math.max(10, Math.round(6000 / n));
  const [compact, full] = [setupFor(n, cycles, 'compact'), setupFor(n, cycles, 'full')];
  const medians = await measure({
    plain: () => void plainLoop(n, cycles),
    off: () => play(compact),
    compact: () => playLogged(compact),
    synced: () => playLogged(compact, 'cycle'),
    full: () => playLogged(full),
    measured: () => playMeasured(compact),
  });
  for (const [name, milliseconds] of Object.entries(medians)) {
    const perRound = milliseconds / cycles;
    times[name]?.push(perRound);
    figures.push({
      name: `round, ${n} agents, ${TASKS[name]}`,
      milliseconds: perRound,
      perSecond: 1000 / perRound,
      ratio: milliseconds / (medians['plain'] as number),
    });
  }
}

for (const [n, detail] of [
  [10, 'full'],
  [100, 'compact'],
] as const) {
  const mixes = eventMixes([...runEvents(setupFor(n, 8000 / n, detail))]);
  for (const [mix, events] of Object.entries(mixes)) {
    const { json, append } = (await measure(appendTasks(events, folder), 700)) as { json: number; append: number };
    figures.push({
      name: `append, ${n} agents, log ${detail}, ${mix} (ratio: against JSON alone)`,
      milliseconds: append / events.length,
      perSecond: (1000 * events.length) / append,
      ratio: append / json,
    });
  }
}

for (const n of [3, 6, 12, 60, 1000]) {
  const { economy } = marketsOf(groupsScenario(n, 1));
  // Twelve and fewer: all demands different, no two sums alike.
  const distinct = {
    ...economy,
    agents: economy.agents.map((agent, i) => ({
      ...agent,
      maxDemand: agent.maxDemand * (n <= 12 ? 1 + Math.sqrt(2) / (i + 7) : 1),
    })),
  };
  const { theory } = await measure({ theory: () => void theoryOf(distinct) }, 1000);
  const milliseconds = theory as number;
  figures.push({
    name: `theory, ${n} agents${n > 12 ? ' in 4 groups' : ''}`,
    milliseconds,
    perSecond: 1000 / milliseconds,
  });
}

/** `solve` whole, once each: scenarios are remembered. */
const solved: Record<string, number> = {};
for (const [name, scenario] of [
  ['1,000 unequal agents', unequalScenario(1000)],
  ['10,000 unequal agents', unequalScenario(10_000)],
  ['100,000 agents in 50 groups', unequalScenario(50, 2000)],
] as const) {
  const start = performance.now();
  const { accuracy, supply } = solve(scenario);
  const milliseconds = performance.now() - start;
  solved[name] = milliseconds;
  const bound = (accuracy.errorBound / supply).toExponential(1);
  figures.push({ name: `solve, ${name}, bound ${bound}`, milliseconds, perSecond: 1000 / milliseconds });
}
const growthOfSolve = Math.log10(
  (solved['10,000 unequal agents'] as number) / (solved['1,000 unequal agents'] as number),
);
console.log('growth of solve in agents, 1,000 to 10,000 unequal:', growthOfSolve);

execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);

// A million events: 77,000 cycles of three agents, 13 events each.
const million = setupFor(3, 77_000, 'full');
playLogged(million);
const millionLog = join(folder, String(runs - 1));
const command = (...args: readonly string[]) => spawnSync(process.execPath, ['dist/src/cli/main.js', ...args]);
const { exported, queried, verified } = await measure(
  {
    exported: () => void command('export', millionLog, '--force'),
    queried: () => void command('query', millionLog, 'select avg(efficiency) from cycles'),
    verified: () => void command('verify', millionLog),
  },
  1,
);
for (const [name, milliseconds] of Object.entries({ exported, queried, verified })) {
  const figure = `a million events ${name}${name === 'exported' ? ' as Parquet' : ''} (ratio: against verify)`;
  const ratio = (milliseconds as number) / (verified as number);
  figures.push({
    name: figure,
    milliseconds: milliseconds as number,
    perSecond: 1e9 / (milliseconds as number),
    ratio,
  });
}

// What verifying holds in memory at most, beside a log of a thousandth of that length.
const peak = (log: string): number => {
  const report = "process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS / 1024)))";
  const preload = `data:text/javascript,${encodeURIComponent(report)}`;
  const args = ['--import', preload, 'dist/src/cli/main.js', 'verify', log];
  return Number(spawnSync(process.execPath, args, { encoding: 'utf8' }).stderr);
};
playLogged(setupFor(3, 77, 'full'));
const peaks = [peak(join(folder, String(runs - 1))), peak(millionLog)].map(
  (megabytes) => `${Math.round(megabytes)} MB`,
);
console.log(`verify, resident at most: ${peaks[0]} for a thousand events, ${peaks[1]} for a million`);

const { help, node } = await measure({
  help: () => void spawnSync(process.execPath, ['dist/src/cli/main.js', '--help']),
  node: () => void spawnSync(process.execPath, ['-e', '0']),
});
figures.push({
  name: 'start-up, forespot --help (ratio: against node alone)',
  milliseconds: help as number,
  perSecond: 1000 / (help as number),
  ratio: (help as number) / (node as number),
});
figures.push(...(await timelineFigures(setupFor(3, 78_000, 'full'), folder)));
rmSync(folder, { recursive: true });

const gain = await twoThreads();
const cell = gain.milliseconds / gain.cells;
figures.push({
  name: `sweep, a cell of Figure 1 in one thread (ratio: two threads’ gain, a busy loop’s ${gain.busyLoop.toFixed(2)})`,
  milliseconds: cell,
  perSecond: 1000 / cell,
  ratio: gain.sweep,
});

for (const { name, milliseconds, perSecond, ratio } of figures) {
  const against = ratio === undefined ? '' : `${ratio.toFixed(2)} x`;
  console.log(
    `${name.padEnd(76)} ${milliseconds.toPrecision(3).padStart(10)} ms ${perSecond.toPrecision(4).padStart(10)} /s ${against.padStart(8)}`,
  );
}
/** The b in time = a n^b between 10 and 1,000 agents. */
const growth = Object.fromEntries(
  Object.entries(times).map(([name, ms]) => [name, Math.log((ms[3] as number) / (ms[1] as number)) / Math.log(100)]),
);
console.log('growth in agents, 10 to 1,000:', growth);
const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, node ${process.version}`;
appendFileSync(
  'test/bench/history.ndjson',
  `${JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, growth, figures })}\n`,
);
