import { describe, expect, test } from 'vitest';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import type { ForwardObservation, SpotObservation } from '../../src/domain/agents.ts';
import type { AggregateStates, Scenario } from '../../src/domain/scenario.ts';
import { replay } from '../../src/engine/replay.ts';
import { rerun } from '../../src/engine/rerun.ts';
import { runEvents } from '../../src/engine/run.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { agent, eventsOf, play, scenario, setupOf } from '../support/setups.ts';

const outcomes = [
  { id: 'high', probability: 0.2, demandScale: 1.25 },
  { id: 'never', probability: 0, demandScale: 2 },
  { id: 'usual', probability: 0.5, demandScale: 1 },
  { id: 'low', probability: 0.3, demandScale: 0.75 },
];
const states = (anticipated: boolean): AggregateStates => ({ anticipated, outcomes });
const world = (given: Partial<Scenario> = {}): Scenario =>
  scenario({
    agents: [agent('a1', { maxDemand: 3 / 4, endowment: 1 }), agent('a2', { maxDemand: 3 / 4 })],
    states: states(true),
    carry: 'reset',
    cycles: 8,
    ...given,
  });

async function* logged<T>(events: readonly T[]): AsyncGenerator<T> {
  yield* events;
}

describe('the state of demand', () => {
  test('comes true as often as its probability says, within four standard errors', () => {
    const cycles = 4000;
    const drawn = eventsOf(play(world({ cycles }), { detail: 'compact' }), 'state-realized').map(({ state }) => state);
    expect(drawn).toHaveLength(cycles);
    for (const { id, probability } of outcomes) {
      const share = drawn.filter((state) => state === id).length / cycles;
      const standardError = Math.sqrt((probability * (1 - probability)) / cycles);
      expect(Math.abs(share - probability), id).toBeLessThanOrEqual(4 * standardError);
    }
  });

  test('is drawn anew each cycle: what follows a state is distributed as the states are', () => {
    const drawn = eventsOf(play(world({ cycles: 4000 }), { detail: 'compact' }), 'state-realized').map(
      ({ state }) => state,
    );
    const after = drawn.filter((_, j) => drawn[j - 1] === 'low');
    const share = after.filter((state) => state === 'low').length / after.length;
    expect(Math.abs(share - 0.3)).toBeLessThanOrEqual(4 * Math.sqrt((0.3 * 0.7) / after.length));
  });

  test('comes between the markets, and changes no type: with other states, or none, agents draw the same', () => {
    const events = play(world());
    const kinds = events.map(({ kind }) => kind);
    kinds.forEach((kind, j) => {
      if (kind === 'state-realized')
        expect([kinds[j - 1], kinds[j + 1]]).toEqual(['forward-cleared', 'types-realized']);
    });
    expect(eventsOf(events, 'state-realized')).toHaveLength(8);
    const types = eventsOf(events, 'types-realized');
    expect(eventsOf(play(world({ states: null })), 'types-realized')).toEqual(types);
    expect(eventsOf(play(world({ states: states(false) })), 'types-realized')).toEqual(types);
  });

  test('has other draws under another seed', () => {
    const drawn = (seed: string) =>
      eventsOf(play(world({ cycles: 40 }), { seed }), 'state-realized').map(({ state }) => state);
    expect(drawn('one')).not.toEqual(drawn('two'));
    expect(drawn('one')).toEqual(drawn('one'));
  });

  test('moves forward prices only if it is anticipated, and the spot market either way', () => {
    // At 1/2 both would be worst off in any state: the second partner's better types make the states differ.
    const strong = { family: 'power', exponent: 3, min: 0, max: 1 } as const;
    const agents = [agent('a1', { maxDemand: 3 / 4, endowment: 1 }), agent('a2', { maxDemand: 3 / 4, type: strong })];
    const price = (given: Partial<Scenario>) =>
      eventsOf(play(world({ agents, ...given })), 'forward-opened')[0]?.priceAtZero;
    expect(price({ states: states(false) })).toBe(price({ states: null }));
    expect(price({})).not.toBe(price({ states: null }));
    const events = play(world({ agents, states: states(false) }));
    const surplusIn = new Map<string, number>();
    for (const [j, { state }] of eventsOf(events, 'state-realized').entries()) {
      const surplus = eventsOf(events, 'spot-opened')[j]?.expectedSurplus as number;
      expect(surplusIn.get(state) ?? surplus).toBe(surplus);
      surplusIn.set(state, surplus);
    }
    expect(new Set(surplusIn.values()).size).toBe(3);
  });
});

describe('a log with states', () => {
  test.each<readonly [string, Scenario]>([
    ['anticipated', world()],
    ['not anticipated', world({ states: states(false) })],
    [
      'anticipated by a posted market with charges, then agv',
      world({
        forward: { rule: 'posted', margin: 0.25, domain: 'full', charges: 'participation' },
        spot: { mechanism: 'agv', claimant: 'equal', resale: false },
      }),
    ],
    ['anticipated, from what the cycle before left', world({ carry: 'allocation' })],
  ])('%s replays and reruns to the last bit', async (_how, given) => {
    const events = play(given);
    expect(new Set(eventsOf(events, 'state-realized').map(({ state }) => state)).size).toBeGreaterThan(1);
    // A replay knows the log alone: its markets are made anew from the scenario that the log holds.
    const read = JSON.parse(JSON.stringify(events)) as typeof events;
    const marketsFor = ({ scenario: own }: { scenario: Scenario }) => marketsOf(own).markets;
    const same = { events: events.length, identical: true, firstDifference: null };
    expect(await replay({ events: read, marketsFor, hash: nodeSha256 })).toMatchObject(same);
    expect(await rerun({ logged: logged(read), fresh: runEvents(setupOf(given)) })).toMatchObject(same);
  });
});

describe('what an agent sees of the states', () => {
  const watch = (given: Scenario) => {
    const [forward, spot]: [ForwardObservation[], SpotObservation[]] = [[], []];
    const setup = setupOf(given);
    const events = [
      ...runEvents({
        ...setup,
        forwardAgents: setup.forwardAgents.map(({ demand }) => ({
          demand: (seen) => {
            forward.push(seen);
            return demand(seen);
          },
        })),
        spotAgents: setup.spotAgents.map(({ report }) => ({
          report: (seen) => {
            spot.push(seen);
            return report(seen);
          },
        })),
      }),
    ];
    return { events, forward, spot };
  };

  test('before: their probabilities if they are anticipated, nothing if they are not, and never what comes true', () => {
    for (const { public: common } of watch(world()).forward) expect(common.states).toEqual(states(true));
    for (const seen of watch(world({ states: states(false) })).forward) {
      expect(seen.public.states).toBeNull();
      expect(JSON.stringify(seen)).not.toMatch(/usual|high|low/);
    }
  });

  test('after: the state and what everybody wants in it, at most the supply', () => {
    for (const anticipated of [true, false]) {
      const { events, spot } = watch(
        world({
          states: states(anticipated),
          forward: { rule: 'none' },
          agents: [
            agent('a1', { maxDemand: 0.9, endowment: 1 / 2 }),
            agent('a2', { maxDemand: 3 / 4, endowment: 1 / 2 }),
          ],
        }),
      );
      expect(spot.length).toBeGreaterThan(2);
      const realized = eventsOf(events, 'spot-cleared').map(
        ({ cycle }) => eventsOf(events, 'state-realized').find((event) => event.cycle === cycle)?.state,
      );
      expect(spot.map(({ state }) => state)).toEqual(realized.flatMap((state) => [state, state]));
      for (const { state, maxDemands } of spot) {
        const scale = outcomes.find(({ id }) => id === state)?.demandScale as number;
        expect(maxDemands).toEqual([Math.min(1, 0.9 * scale), 0.75 * scale]);
        expect(Object.isFrozen(maxDemands)).toBe(true);
      }
    }
    expect(watch(world({ states: null })).spot[0]).toMatchObject({ state: null, maxDemands: [3 / 4, 3 / 4] });
  });
});
