import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledStrategies, type Strategies } from '../../src/assembly/agentsOf.ts';
import type { SpotStrategy } from '../../src/domain/agents.ts';
import { runEvents } from '../../src/engine/run.ts';
import { NEWEST } from '../../src/log/format.ts';
import { withMeasures } from '../../src/studies/measures/withMeasures.ts';
import { linesFor, redactedLines } from '../log/fixtures.ts';
import { agent, forksOf, scenario, setupOf } from '../support/setups.ts';

/**
 * Writes logs of the newest version to test/log/fixtures/v<version>, where test/log/oldLogs.test.ts reads them for good: once, when
 * a version is new, and never again. Learners, states, measures, an answer that is refused, a fork; and redacted for a2.
 */
const folder = join(import.meta.dirname, `../log/fixtures/v${NEWEST.version}`);
if (existsSync(folder)) throw new Error(`${folder} is there already, and logs that users have do not change either`);

const faulty: SpotStrategy = {
  name: './faulty.mjs',
  about: 'fails in every other cycle',
  parameters: {},
  create: () => ({
    report: ({ type, public: { cycle } }) => {
      if (cycle % 2 === 1) return type;
      throw new Error('no report at this type');
    },
  }),
};
const strategies: Strategies = {
  ...bundledStrategies,
  spot: new Map([...bundledStrategies.spot, [faulty.name, faulty]]),
};
const world = scenario({
  name: 'kept for good',
  about: 'Drei Händler, „alles“ bei a1 💶',
  seed: '6b3a55e0261b0304143f805a24924d0c',
  agents: [
    agent('a1', { maxDemand: 1 / 2, endowment: 1, forward: { strategy: 'best-reply' } }),
    agent('a2', {
      group: 'buyers',
      maxDemand: 3 / 4,
      forward: { strategy: 'hedge' },
      spot: { strategy: 'shade', factor: 0.875 },
    }),
    agent('a3', { group: 'buyers', maxDemand: 3 / 4, spot: { strategy: './faulty.mjs' } }),
  ],
  states: {
    anticipated: true,
    outcomes: [
      { id: 'tight', probability: 0.5, demandScale: 1.25 },
      { id: 'slack', probability: 0.5, demandScale: 0.75 },
    ],
  },
  cycles: 3,
});
const plain = [...withMeasures(runEvents(setupOf(world, {}, strategies)))];
const at = plain.findIndex(({ kind, cycle }) => kind === 'types-realized' && cycle === 2) - 1;
const edits = [
  { path: 'types.a2', value: 0.375 },
  { path: 'agents.a1.forward', value: { strategy: 'fixed', demand: 0.25 } },
  { path: 'cycles', value: 4 },
];
const forked = [...withMeasures(runEvents(setupOf(world, { forks: forksOf(world, [{ at, edits }]) }, strategies)))];

mkdirSync(folder, { recursive: true });
for (const [name, events] of [
  ['run', plain],
  ['fork', forked],
] as const) {
  const lines = linesFor(events);
  writeFileSync(join(folder, `${name}.ndjson`), lines.join(''));
  writeFileSync(join(folder, `${name}-for-a2.ndjson`), redactedLines(lines, [1]).join(''));
}
