import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readScenario } from '../../scenarios/readScenario.ts';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import { runSetupOf } from '../../src/assembly/runSetupOf.ts';
import type { MarketEvent } from '../../src/domain/events.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import type { Detail } from '../../src/engine/commands.ts';
import { replay } from '../../src/engine/replay.ts';
import { runEvents } from '../../src/engine/run.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { createMeasurer } from '../../src/studies/measures/createMeasurer.ts';
import { withMeasures } from '../../src/studies/measures/withMeasures.ts';
import { ForkRefused, forkRun } from '../../src/timeline/forkRun.ts';
import type { Timeline } from '../../src/timeline/openTimeline.ts';
import { eventsOf } from '../support/setups.ts';
import { gathered, opened, textOf } from './logs.ts';

const bundled = (name: string, cycles: number): Scenario => {
  const read = readScenario(`scenarios/${name}`);
  if ('faults' in read) throw new Error(read.faults[0]?.message);
  return { ...read.scenario, cycles: Math.min(cycles, read.scenario.cycles) };
};

/** Bundled scenarios that play in a moment. */
const small = readdirSync('scenarios')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => [file, bundled(file, 3)] as const)
  .filter(([, { agents }]) => agents.length <= 12);

interface Kind {
  readonly detail: Detail;
  readonly measured: boolean;
}

const logOf = (scenario: Scenario, { detail, measured }: Kind): string => {
  const played = runEvents(runSetupOf({ scenario, version: 'test', detail, hash: nodeSha256 }));
  return textOf(measured ? withMeasures(played) : played);
};

const forked = (parent: Timeline, at: number, ...set: readonly string[]): Promise<readonly MarketEvent[]> =>
  gathered(forkRun({ parent, at, set, sha256: nodeSha256 }));

const replayed = (events: readonly MarketEvent[]) =>
  replay({
    events,
    marketsFor: ({ scenario }) => marketsOf(scenario).markets,
    observerFor: ({ scenario }) => createMeasurer(scenario),
    hash: nodeSha256,
  });

/** Things to set, each with the agents and cycles whose types it sets itself. */
const assignments = ({ agents, supply, states, cycles }: Scenario): fc.Arbitrary<string> => {
  const id = fc.constantFrom(...agents.map((agent) => agent.id));
  const { min, max } = (agents[0] as Scenario['agents'][number]).type;
  const share = fc.nat({ max: 64 }).map((k) => k / 64);
  const value = share.map((u) => min + u * (max - min));
  const swapped = agents.map(({ endowment }) => endowment).toReversed();
  return fc.oneof(
    fc.tuple(id, share).map(([agent, u]) => `demands.${agent}=${u * supply}`),
    fc.tuple(id, value).map(([agent, v]) => `reports.${agent}=${v}`),
    fc.tuple(id, value).map(([agent, v]) => `types.${agent}=${v}`),
    fc.constant(`endowments=[${swapped.join(', ')}]`),
    fc.constantFrom(...(states?.outcomes.map((state) => `state=${state.id}`) ?? ['discount=0.5'])),
    fc.constantFrom('forward.rule=posted', 'forward.rule=uniform', 'forward.rule=none', 'forward.margin=0.5'),
    fc.constantFrom('spot.mechanism=agv', 'spot.mechanism=vcg', 'carry=reset', `cycles=${cycles + 1}`),
    fc
      .tuple(id, fc.constantFrom('endowment', 'random', 'best-reply'))
      .map(([agent, s]) => `agents.${agent}.forward=${s}`),
    id.map((agent) => `agents.${agent}.spot={strategy: shade, factor: 0.9}`),
  );
};

describe('a fork of a bundled scenario, at any event and with any edit', () => {
  test('there are scenarios', () => expect(small.length).toBeGreaterThan(12));

  test.each(small)(
    '%s shares the lines before it and all chance, verifies and replays',
    { timeout: 200_000 },
    async (_, scenario) => {
      const kinds = [
        { detail: 'full', measured: false },
        { detail: 'compact', measured: scenario.agents.length < 6 },
      ] as const;
      let made = 0;
      for (const kind of kinds) {
        const text = logOf(scenario, kind);
        const lines = text.trimEnd().split('\n');
        const parent = await opened(text);
        await fc.assert(
          fc.asyncProperty(fc.integer({ min: 1, max: lines.length - 1 }), assignments(scenario), async (at, set) => {
            const events = await forked(parent, at, set).catch((error: unknown) => {
              if (error instanceof ForkRefused) return null;
              throw error;
            });
            fc.pre(events !== null);
            made += 1;
            const child = textOf(events as readonly MarketEvent[]);
            const own = child.trimEnd().split('\n');
            expect(own.slice(0, at)).toEqual(lines.slice(0, at));
            expect(events?.[at]).toMatchObject({ kind: 'run-forked', parent: parent.head });
            expect(await replayed(events as readonly MarketEvent[])).toMatchObject({ firstDifference: null });
            // Reading verifies every line; without edits the fork of a fork is the fork, which plays it again.
            const again = await forked(await opened(child), own.length - 1);
            expect(textOf(again)).toBe(child);
            expectSameChance(
              events as readonly MarketEvent[],
              lines.map((line) => JSON.parse(line)),
              at,
              set,
            );
          }),
          { numRuns: 5, maxSkipsPerRun: 200 },
        );
      }
      expect(made).toBe(10);
    },
  );
});

/** Types and states are those of the parent, but for the one that was set, in every cycle that both have. */
const expectSameChance = (
  events: readonly MarketEvent[],
  before: readonly MarketEvent[],
  at: number,
  set: string,
): void => {
  const cycle = events[at]?.cycle as number;
  const [path = '', value] = set.split('=');
  const { agents } = events[0] as Extract<MarketEvent, { kind: 'run-started' }>;
  const target = path.startsWith('types.') ? agents.indexOf(path.slice('types.'.length)) : -1;
  const drawn = eventsOf(events, 'types-realized');
  for (const [j, { types }] of eventsOf(before, 'types-realized').entries()) {
    if (drawn[j] === undefined) continue;
    expect(drawn[j].types).toEqual(target >= 0 && drawn[j].cycle === cycle ? types.with(target, Number(value)) : types);
  }
  const states = eventsOf(events, 'state-realized');
  for (const [j, { state }] of eventsOf(before, 'state-realized').entries()) {
    if (states[j] === undefined) continue;
    expect(states[j].state).toBe(path === 'state' && states[j].cycle === cycle ? value : state);
  }
};

describe('a fork without edits', () => {
  test.each([
    ['full', { detail: 'full', measured: false }],
    ['compact', { detail: 'compact', measured: false }],
    ['measured', { detail: 'full', measured: true }],
  ] as const)('of a %s log is its parent, byte for byte, wherever it is made', async (_, kind) => {
    const text = logOf(bundled('best-reply-paper.yaml', 3), kind);
    const parent = await opened(text);
    for (let at = 1; at < parent.length; at++) {
      const made = await forked(parent, at).catch((error: unknown) => error);
      if (made instanceof ForkRefused)
        expect(made.message).toMatch(/^event \d+ only measures cycle \d, which is over: fork at \d+$/);
      else expect(textOf(made as readonly MarketEvent[])).toBe(text);
    }
  });
});

describe('a fork of a fork', () => {
  test('holds both, and is played through both', async () => {
    const scenario = bundled('best-reply-posted.yaml', 4);
    const parent = await opened(logOf(scenario, { detail: 'full', measured: false }));
    const id = scenario.agents[0]?.id as string;
    const one = textOf(await forked(parent, 3, `demands.${id}=0.75`));
    const child = await opened(one);
    const two = await forked(child, child.length - 1, 'cycles=6', 'forward.rule=discriminatory');
    expect(eventsOf(two, 'run-forked').map(({ parent: from }) => from)).toEqual([parent.head, child.head]);
    expect(eventsOf(two, 'cycle-closed')).toHaveLength(6);
    expect(await replayed(two)).toMatchObject({ identical: true });
    const grandchild = await opened(textOf(two));
    expect(textOf(await forked(grandchild, grandchild.length - 2))).toBe(textOf(two));
  });
});

describe('a fork with learners', () => {
  const learning = readdirSync('scenarios').filter((file) => /^(best-reply|hedge|bandits)/.test(file));
  test.each(learning)('%s: setting what was anyway changes no event after it', async (file) => {
    const text = logOf(bundled(file, 5), { detail: 'full', measured: false });
    const parent = await opened(text);
    const events = await gathered(parent.events());
    const at = events.findIndex((event) => event.kind === 'demand-submitted' && event.cycle === 3);
    const { demand } = events[at] as Extract<MarketEvent, { kind: 'demand-submitted' }>;
    const made = await forked(parent, at, `demand=${demand}`);
    expect(made.toSpliced(at, 1)).toEqual(events);
  });
});

test('a run whose program is another is not forked', async () => {
  const scenario = bundled('bilateral-trade.yaml', 1);
  const events = [...runEvents(runSetupOf({ scenario, version: 'test', hash: nodeSha256 }))];
  const other = events.map((event) => (event.kind === 'demand-submitted' ? { ...event, demand: 0.25 } : event));
  await expect(forked(await opened(textOf(other)), 5, 'types.seller=0.5')).rejects.toThrow(
    'event 3 differs in demand when the run is played again: its agents or the program are others than they were',
  );
});
