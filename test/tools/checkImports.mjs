/**
 * Holds the rooms to their import direction, dynamic imports included:
 * domain <- numerics <- { theory, kernels } <- { markets, agents, engine } <- assembly <- { studies, log, scenarios } <-
 * { cli, lab }, and figures, which draw numbers and know no engine, <- { cli, lab }.
 * Fails if it read suspiciously little: a checker that sees no files finds no faults.
 */
import { cruise } from 'dependency-cruiser';

const rooms = {
  domain: 'src/domain/',
  numerics: 'src/numerics/',
  kernels: 'src/kernels/',
  theory: 'src/theory/',
  markets: 'markets/',
  agents: 'agents/',
  engine: 'src/engine/',
  assembly: 'src/assembly/',
  studies: 'src/studies/',
  log: 'src/log/',
  scenarios: 'scenarios/',
  figures: 'src/figures/',
  timeline: 'src/timeline/',
  report: 'src/report/',
  cli: 'src/cli/',
  lab: 'src/lab/',
};
/** What each room may import besides itself. */
const allowed = {
  domain: [],
  numerics: ['domain'],
  theory: ['domain', 'numerics'],
  kernels: ['domain', 'numerics'],
  markets: ['domain', 'numerics', 'theory'],
  agents: ['domain', 'numerics', 'theory'],
  engine: ['domain', 'numerics', 'theory'],
  assembly: ['domain', 'numerics', 'theory', 'markets', 'agents', 'engine'],
  studies: ['domain', 'numerics', 'kernels', 'theory', 'markets', 'agents', 'engine', 'assembly'],
  log: ['domain', 'numerics', 'theory', 'engine'],
  scenarios: ['domain', 'numerics', 'theory', 'agents'],
  timeline: [
    'domain',
    'numerics',
    'theory',
    'markets',
    'agents',
    'engine',
    'assembly',
    'studies',
    'log',
    'scenarios',
    'figures',
  ],
  report: ['domain', 'numerics', 'theory', 'markets', 'engine', 'assembly', 'studies', 'log', 'figures', 'timeline'],
  figures: [],
  lab: [
    'domain',
    'numerics',
    'theory',
    'markets',
    'agents',
    'engine',
    'assembly',
    'studies',
    'log',
    'scenarios',
    'figures',
    'timeline',
  ],
};
const browser = [
  'domain',
  'numerics',
  'kernels',
  'theory',
  'markets',
  'agents',
  'engine',
  'assembly',
  'studies',
  'figures',
  'timeline',
  'report',
  'lab',
];
const anyOf = (names) => `^(${names.map((name) => rooms[name]).join('|')})`;

const forbidden = [
  ...Object.entries(allowed).map(([room, others]) => ({
    name: `${room}-imports-up`,
    severity: 'error',
    from: { path: `^${rooms[room]}` },
    to: { path: anyOf(Object.keys(rooms)), pathNot: anyOf([room, ...others]) },
  })),
  { name: 'no-node-in-the-core', severity: 'error', from: { path: anyOf(browser) }, to: { dependencyTypes: ['core'] } },
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  { name: 'nothing-from-tests', severity: 'error', from: { pathNot: '^test/' }, to: { path: '^test/' } },
];

const { output } = await cruise(['src', 'agents', 'markets', 'scenarios'], {
  ruleSet: { forbidden },
  validate: true,
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  // Another language and its compiler.
  exclude: '^src/kernels/assembly/',
  outputType: 'json',
});
const { summary } = JSON.parse(output);
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);
const { totalCruised, totalDependenciesCruised, error } = summary;
console.log(`imports: ${totalCruised} files, ${totalDependenciesCruised} imports, ${error} against the rooms' order`);
if (totalCruised < 60 || totalDependenciesCruised < 150) {
  console.error('imports: too few files read for the check to mean anything');
  process.exit(1);
}
process.exit(error > 0 ? 1 : 0);
