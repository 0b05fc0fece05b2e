import { describe, expect, test } from 'vitest';
import type { Edit } from '../../src/domain/edits.ts';
import type { EventOf, MarketEvent } from '../../src/domain/events.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import type { Detail } from '../../src/engine/commands.ts';
import { createForks } from '../../src/engine/forks.ts';
import { replay } from '../../src/engine/replay.ts';
import { rerun } from '../../src/engine/rerun.ts';
import { runEvents } from '../../src/engine/run.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { createMeasurer } from '../../src/studies/measures/createMeasurer.ts';
import { withMeasures } from '../../src/studies/measures/withMeasures.ts';
import { agent, assemble, eventsOf, forksOf, play, scenario, setupOf } from '../support/setups.ts';

const world: Scenario = scenario({
  agents: [
    agent('a1', { maxDemand: 1 / 2, endowment: 1, forward: { strategy: 'best-reply' } }),
    agent('a2', { maxDemand: 3 / 4, spot: { strategy: 'shade', factor: 0.9 } }),
    agent('a3', { maxDemand: 3 / 4, forward: { strategy: 'random' } }),
  ],
  states: {
    anticipated: true,
    outcomes: [
      { id: 'tight', probability: 0.5, demandScale: 1.2 },
      { id: 'slack', probability: 0.5, demandScale: 0.9 },
    ],
  },
  cycles: 3,
});

interface Branch {
  readonly at: number;
  readonly edits: readonly Edit[];
  readonly detail?: Detail;
  readonly given?: Scenario;
}

const forked = ({ at, edits, detail = 'full', given = world }: Branch): readonly MarketEvent[] =>
  play(given, { detail, forks: forksOf(given, [{ at, edits }]) });

const placeOf = (events: readonly MarketEvent[], kind: MarketEvent['kind'], cycle: number, agentId?: string): number =>
  events.findIndex(
    (event) =>
      event.kind === kind &&
      event.cycle === cycle &&
      (agentId === undefined || ('agent' in event && event.agent === agentId)),
  );

const replayed = (events: readonly MarketEvent[]) =>
  replay({
    events,
    marketsFor: ({ scenario: own }) => assemble({ ...own, agents: world.agents }).markets,
    observerFor: ({ scenario: own }) => createMeasurer(own),
    hash: nodeSha256,
  });

const rerunOf = (events: readonly MarketEvent[], detail: Detail, given = world) => {
  const forks = createForks();
  async function* heard(): AsyncGenerator<MarketEvent> {
    for (const event of events) {
      forks.take(event);
      yield event;
    }
  }
  const measured = events.some(({ kind }) => kind === 'cycle-measured');
  const played = runEvents(setupOf(given, { detail, forks: { ...forksOf(given, []), at: forks.at } }));
  return rerun({ logged: heard(), fresh: measured ? withMeasures(played) : played });
};

const log = play(world);
const types = (events: readonly MarketEvent[]) => eventsOf(events, 'types-realized').map(({ types: drawn }) => drawn);

/** What can be set at every event of a kind, and of no later one. */
const edits: Readonly<Partial<Record<MarketEvent['kind'], readonly Edit[]>>> = {
  'cycle-started': [
    { path: 'endowments', value: [0.25, 0.25, 0.5] },
    { path: 'carry', value: 'reset' },
    { path: 'cycles', value: 5 },
  ],
  'forward-opened': [{ path: 'forward', value: { rule: 'uniform', price: 0.5, charges: 'none' } }],
  'demand-submitted': [
    { path: 'demands.a3', value: 0.125 },
    { path: 'agents.a3.forward', value: { strategy: 'fixed', demand: 0.75 } },
  ],
  'state-realized': [{ path: 'state', value: 'slack' }],
  'types-realized': [{ path: 'types.a2', value: 0.375 }],
  'spot-opened': [{ path: 'spot', value: { mechanism: 'agv', claimant: 'a2', resale: false } }],
  'report-submitted': [
    { path: 'reports.a3', value: 0.625 },
    { path: 'agents.a3.spot', value: { strategy: 'fixed', report: 0.25 } },
  ],
  'run-completed': [{ path: 'cycles', value: 4 }],
};

describe('a forked run', () => {
  for (const detail of ['full', 'compact'] as const) {
    const parent = play(world, { detail });
    test.each(parent.map((event, at) => [at, event.kind] as const).slice(1))(
      `(${detail}) at event %i, %s, shares what was before, and replays and runs again to the bit`,
      async (at, kind) => {
        for (const edit of edits[kind] ?? [{ path: 'discount', value: 0.5 }]) {
          const branch = forked({ at, edits: [edit], detail });
          expect(branch.slice(0, at)).toEqual(parent.slice(0, at));
          expect(branch[at]).toMatchObject({ kind: 'run-forked', edits: [edit] });
          expect(await replayed(branch)).toMatchObject({ identical: true, firstDifference: null });
          expect(await rerunOf(branch, detail)).toMatchObject({ identical: true, events: branch.length });
        }
      },
    );
  }

  test('draws what its parent drew, but for what was set', () => {
    const at = placeOf(log, 'types-realized', 2);
    const branch = forked({ at, edits: [{ path: 'types.a2', value: 0.375 }] });
    const [first, second, third] = types(log);
    expect(types(branch)).toEqual([first, second?.with(1, 0.375), third]);
  });

  test('in which an agent demands what it demanded goes on as its parent, learners and all', () => {
    const at = placeOf(log, 'demand-submitted', 2, 'a1');
    const { demand } = log[at] as EventOf<'demand-submitted'>;
    const branch = forked({ at, edits: [{ path: 'demands.a1', value: demand }] });
    expect(branch.toSpliced(at, 1)).toEqual(log);
  });

  test('in which an agent demands something else has learners that reply to it', () => {
    const at = placeOf(log, 'demand-submitted', 1, 'a3');
    const branch = forked({ at, edits: [{ path: 'demands.a3', value: 1 }] });
    const [before, after] = [log, branch].map((events) =>
      eventsOf(events, 'forward-cleared').map(({ demands }) => demands),
    );
    expect(after?.[0]).toEqual(before?.[0]?.with(2, 1));
    expect(after?.[1]?.[0]).not.toBe(before?.[1]?.[0]);
    // One who gambles does so with the same draws.
    expect(after?.[1]?.[2]).toBe(before?.[1]?.[2]);
  });

  test('whose rule changes while the market is open keeps the rule until the next one opens', () => {
    const at = placeOf(log, 'demand-submitted', 2, 'a2');
    const branch = forked({ at, edits: [{ path: 'forward', value: { rule: 'none' } }] });
    expect(eventsOf(branch, 'forward-opened').map(({ rule }) => rule.rule)).toEqual([
      'discriminatory',
      'discriminatory',
      'none',
    ]);
    expect(eventsOf(branch, 'forward-cleared')[1]).toEqual(eventsOf(log, 'forward-cleared')[1]);
  });

  test('in the middle of the demands asks only agents that have not answered yet', () => {
    const at = placeOf(log, 'demand-submitted', 2, 'a2');
    const fixed = { strategy: 'fixed', demand: 0.75 };
    const branch = forked({
      at,
      edits: ['a1', 'a2'].map((id) => ({ path: `agents.${id}.forward`, value: fixed })),
    });
    const demands = eventsOf(branch, 'forward-cleared').map((event) => event.demands);
    const original = eventsOf(log, 'forward-cleared').map((event) => event.demands);
    expect(demands[1]).toEqual([original[1]?.[0], 0.75, original[1]?.[2]]);
    expect(demands[2]?.slice(0, 2)).toEqual([0.75, 0.75]);
  });

  test('can be made longer at its end', () => {
    const branch = forked({ at: log.length - 1, edits: [{ path: 'cycles', value: 5 }] });
    expect(branch.slice(0, -1)).not.toEqual(log);
    expect(eventsOf(branch, 'cycle-closed')).toHaveLength(5);
    const longer = play({ ...world, cycles: 5 });
    expect(branch.slice(log.length)).toEqual(longer.slice(log.length - 1));
  });

  test('that sets what was said before throws', () => {
    const at = placeOf(log, 'demand-submitted', 1, 'a2');
    expect(() => forked({ at, edits: [{ path: 'demands.a1', value: 0.9 }] })).toThrow(
      'a fork came too late: demand-submitted had another demand before',
    );
  });

  test('with measures is measured by the rules in force', async () => {
    const at = placeOf(log, 'spot-opened', 2);
    const agv: Edit = { path: 'spot', value: { mechanism: 'agv', claimant: 'a2', resale: false } };
    const branch = [...withMeasures(forked({ at, edits: [agv] }))];
    expect(await replayed(branch)).toMatchObject({ identical: true });
    expect(await rerunOf(branch, 'full')).toMatchObject({ identical: true });
    // From there on it is what a run under agv from the start would be measured as, the forward market without charges.
    const throughout = [...withMeasures(play({ ...world, spot: { mechanism: 'agv', claimant: 'a2', resale: false } }))];
    expect(eventsOf(branch, 'cycle-measured').slice(1)).toEqual(eventsOf(throughout, 'cycle-measured').slice(1));
    expect(eventsOf(branch, 'cycle-measured')[1]).not.toEqual(eventsOf([...withMeasures(log)], 'cycle-measured')[1]);
  });

  test('whose edit was not followed is found out by a replay', async () => {
    const at = placeOf(log, 'types-realized', 2);
    const branch = forked({ at, edits: [{ path: 'types.a2', value: 0.375 }] });
    const denied = log.toSpliced(at, 0, branch[at] as MarketEvent);
    const found = await replayed(denied);
    expect(found.firstDifference).toMatchObject({ field: 'types[1]', recomputed: 0.375 });
  });
});
