import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentsOf } from '../../../src/assembly/agentsOf.ts';
import { marketsOf } from '../../../src/assembly/marketsOf.ts';
import { runEvents } from '../../../src/engine/run.ts';
import { compiledLatticeSums } from '../../../src/kernels/latticeKernel.ts';
import { spotKernel } from '../../../src/kernels/spotKernel.ts';
import { OUTCOME } from '../../../src/kernels/spotPlan.ts';
import { type Compiled, instantiate } from '../../../src/kernels/webAssembly.ts';
import { nodeSha256 } from '../../../src/log/nodeSha256.ts';
import { vcgPayments } from '../../../src/theory/vcgPayments.ts';
import { groupsScenario } from '../groupsScenario.ts';
import { childPeer, type Peer } from './childPeer.ts';
import { floccCycles } from './floccCycles.ts';
import { latticeFile, peerLattice } from './peerLattice.ts';
import { batchOf, digestOf, marketFile, peerMarket } from './peerMarket.ts';
import { type Comparison, median, peersTable } from './peersTable.ts';

/**
 * Measures forespot against C, numpy and flocc doing the same work on this machine, one after the other in turns, and writes the
 * table of docs/performance.md. Peers that are not there are left out, with a sentence. `npm run bench:peers`.
 */
const TURNS = 9;
/** Nanoseconds that one turn of one side should take. */
const TURN = 5e7;
const OWN = ['src/theory/vcgPayments.ts', 'src/numerics/selectWindow.ts'];
const HERE = 'test/bench/peers';
const PAGE = 'docs/performance.md';
const folder = mkdtempSync(join(tmpdir(), 'forespot-peers-'));

const absent: string[] = [];
const compiledPeer = (): Peer | null => {
  const program = join(folder, 'kernels');
  const { status } = spawnSync('cc', ['-O3', '-march=native', join(HERE, 'kernels.c'), '-o', program, '-lm'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status === 0) return childPeer(program, []);
  absent.push('C was left out: there is no `cc` here that compiles it.');
  return null;
};
const has = (module: string): boolean => spawnSync('python3', ['-c', `import ${module}`]).status === 0;
const numpyPeer = (): Peer | null => {
  if (has('numpy')) return childPeer('python3', [join(HERE, 'kernels_numpy.py')]);
  absent.push('numpy was left out: `python3` has none here.');
  return null;
};
const peers = { C: compiledPeer(), numpy: numpyPeer() };

/** Lines that are neither blank nor comment; of a file in sections (`---- name`) those of the sections with this name. */
const linesOf = (files: readonly string[], section?: string): number =>
  files
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      const parts = text.split(/^.*?---- /m).filter((part) => section === undefined || part.startsWith(section));
      return parts.flatMap((part) =>
        part
          .replaceAll(/\/\*[\s\S]*?\*\/|"""[\s\S]*?"""/g, '')
          .split('\n')
          .slice(section === undefined ? 0 : 1),
      );
    })
    .filter((line) => !/^\s*(\/\/.*|#(?!if|include|define|else|endif).*)?$/.test(line)).length;
const assembly = (...names: readonly string[]): readonly string[] =>
  names.map((name) => `src/kernels/assembly/${name}.ts`);
const peerFile = (name: string): string => join(HERE, name === 'C' ? 'kernels.c' : 'kernels_numpy.py');

type Timed = () => number | Promise<number>;
const comparisons: Comparison[] = [];
/** Both sides in turns; each gives nanoseconds a round. */
const compare = async (
  names: Pick<Comparison, 'task' | 'peer' | 'lines'>,
  sides: { readonly ours: Timed; readonly theirs: Timed },
): Promise<void> => {
  const [ours, theirs]: [number[], number[]] = [[], []];
  await sides.ours();
  await sides.theirs();
  for (let turn = 0; turn < TURNS; turn++) {
    ours.push(await sides.ours());
    theirs.push(await sides.theirs());
  }
  comparisons.push({ ...names, ours, theirs });
  console.error(`${names.task}, ${names.peer}: ${(median(theirs) / median(ours)).toFixed(2)}`);
};
/** Of the processor, so that whoever else uses the machine counts little. */
const nanoseconds = (work: () => void): number => {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return 1000 * (user + system);
};
/** Rounds that take about a turn. */
const enough = async (time: (rounds: number) => number | Promise<number>): Promise<number> => {
  let rounds = 1;
  for (;;) {
    const taken = (await time(rounds)) * rounds;
    if (taken > TURN / 4) return Math.max(1, Math.ceil((rounds * TURN) / taken));
    rounds *= 4;
  }
};
/** Everybody must find the same, up to the order of additions. */
const agree = (what: string, ours: number, theirs: number): void => {
  if (Math.abs(ours - theirs) > 1e-9 * (1 + Math.abs(ours))) throw new Error(`${what}: ${ours} and ${theirs}`);
};

const spotRounds = async (n: number): Promise<void> => {
  const plan = peerMarket(n);
  const batch = batchOf(n);
  const kernel = spotKernel(plan, batch);
  for (let i = 0; i < n; i++) kernel.seed(i, digestOf(i));
  const [market, types] = [join(folder, 'market'), join(folder, 'types')];
  writeFileSync(market, marketFile(plan));
  kernel.draw(batch, 0, 1);
  kernel.clear(1);
  writeFileSync(types, Buffer.from(kernel.types.slice(0, n).buffer));
  const surplus = kernel.outcomes[OUTCOME.surplus] as number;
  const ours = async (draws: boolean): Promise<Timed> => {
    const time = (batches: number): number =>
      nanoseconds(() => {
        for (let b = 0; b < batches; b++) {
          if (draws) kernel.draw(batch, 0, 1);
          kernel.clear(batch);
        }
      }) /
      (batches * batch);
    const batches = await enough((count) => time(count) * batch);
    return () => time(batches);
  };
  for (const [name, peer] of Object.entries(peers)) {
    if (peer === null) continue;
    await peer.ask(`load ${market}`);
    agree(`surplus of ${n} agents, ${name}`, surplus, (await peer.ask(`check ${types}`)).figure);
    for (const draws of [true, false]) {
      const time = async (rounds: number): Promise<number> =>
        (await peer.ask(`spot ${rounds} ${draws ? 1 : 0}`)).nanoseconds / rounds;
      const rounds = await enough(time);
      const lines = {
        ours: linesOf(assembly('draw', 'spotRounds')),
        theirs: linesOf([peerFile(name)], 'spot rounds'),
      };
      const task = `spot round, ${n.toLocaleString('en')} agents${draws ? '' : ', types given'}`;
      await compare({ task, peer: name, lines }, { ours: await ours(draws), theirs: () => time(rounds) });
    }
  }
};

/** What a run computes in its spot market, against the kernel. */
const runsOwn = async (n: number): Promise<void> => {
  const plan = peerMarket(n);
  const batch = batchOf(n);
  const kernel = spotKernel(plan, batch);
  for (let i = 0; i < n; i++) kernel.seed(i, digestOf(i));
  kernel.draw(batch, 0, 1);
  const rounds = Array.from({ length: batch }, (_, r) => ({
    ...plan,
    types: Array.from(kernel.types.subarray(r * kernel.stride, r * kernel.stride + n)),
  }));
  const batches = Math.ceil(200_000 / (n * batch));
  const lines = { ours: linesOf(assembly('draw', 'spotRounds')), theirs: linesOf(OWN) };
  await compare(
    { task: `spot round, ${n.toLocaleString('en')} agents, types given`, peer: 'the run’s own TypeScript', lines },
    {
      ours: () => {
        const repeats = 20 * batches;
        const time = nanoseconds(() => {
          for (let b = 0; b < repeats; b++) kernel.clear(batch);
        });
        return time / (repeats * batch);
      },
      theirs: () =>
        nanoseconds(() => {
          for (let b = 0; b < batches; b++) for (const round of rounds) vcgPayments(round);
        }) /
        (batches * batch),
    },
  );
};

const lattices = async (n: number): Promise<void> => {
  const question = peerLattice(n);
  const file = join(folder, 'lattice');
  writeFileSync(file, latticeFile(question));
  const compiled = instantiate() as Compiled;
  const answers = compiledLatticeSums(compiled, question);
  const sum = answers.reduce((all, q, j) => all + (j % (n + 1) === n ? 0 : q), 0);
  for (const [name, peer] of Object.entries(peers)) {
    if (peer === null) continue;
    agree(`allocations of ${n} agents, ${name}`, sum, (await peer.ask(`lattice ${file}`)).figure);
    const lines = {
      ours: linesOf(assembly('latticeSums')),
      theirs: linesOf([peerFile(name)], 'interim allocations'),
    };
    await compare(
      { task: `interim allocations of ${n.toLocaleString('en')} agents at 64 types`, peer: name, lines },
      {
        ours: () => nanoseconds(() => compiledLatticeSums(compiled, question)),
        theirs: async () => (await peer.ask(`lattice ${file}`)).nanoseconds,
      },
    );
  }
};

const cycles = async (n: number): Promise<void> => {
  const scenario = groupsScenario(n, Math.round(200_000 / n));
  const { economy, markets } = marketsOf(scenario);
  const { seed } = scenario;
  const setup = { scenario, seed, version: 'bench', detail: 'compact' as const, economy, markets };
  const whole = { ...setup, ...agentsOf(scenario), hash: nodeSha256 };
  const flocc = floccCycles(n);
  await compare(
    {
      task: `cycle of ${n.toLocaleString('en')} agents, log off`,
      peer: 'flocc',
      lines: { ours: linesOf(['test/bench/groupsScenario.ts']), theirs: linesOf([join(HERE, 'floccCycles.ts')]) },
    },
    {
      ours: () =>
        nanoseconds(() => {
          for (const _ of runEvents(whole));
        }) / scenario.cycles,
      theirs: () => nanoseconds(() => flocc(scenario.cycles)) / scenario.cycles,
    },
  );
};

for (const n of [10, 1000, 10_000]) await spotRounds(n);
await runsOwn(1000);
for (const n of [10, 1000]) await lattices(n);
for (const n of [10, 1000]) await cycles(n);
for (const peer of Object.values(peers)) peer?.close();
rmSync(folder, { recursive: true });

/** The b in time = a n^b of whole rounds against C, between two numbers of agents. */
const growth = (from: number, to: number): string => {
  const [a, b] = [from, to].map((n) => {
    const row = comparisons.find(({ task }) => task === `spot round, ${n.toLocaleString('en')} agents`);
    return median(row?.ours ?? [Number.NaN]);
  }) as [number, number];
  return (Math.log(b / a) / Math.log(to / from)).toFixed(2);
};
const grown = `A spot round grows as n^${growth(10, 1000)} from 10 to 1,000 agents and as n^${growth(1000, 10_000)} from there to 10,000.`;
const machine = `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, node ${process.version}`;
const table = [
  '<!-- made by npm run bench:peers -->',
  peersTable(comparisons),
  grown,
  `Measured on ${machine}, in the processor's time, ${TURNS} turns each. ${absent.join(' ')}`.trimEnd(),
  '<!-- end -->',
].join('\n\n');
console.log(table);
const page = readFileSync(PAGE, 'utf8');
writeFileSync(
  PAGE,
  page.replace(/<!-- made by[\s\S]*<!-- end -->/, () => table),
);
