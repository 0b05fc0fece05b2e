import { expect, test } from 'vitest';
import { ownForward, ownSpot } from '../../src/cli/ownFields.ts';
import type { ForwardObservation, SpotObservation } from '../../src/domain/agents.ts';
import { agent, eventsOf, play, scenario, setupOf } from '../support/setups.ts';

const world = scenario({ agents: [agent('a1', { endowment: 1 }), agent('a2'), agent('a3')], cycles: 3 });

const watched = () => {
  const seen: { readonly forward: ForwardObservation[]; readonly spot: SpotObservation[] } = { forward: [], spot: [] };
  const { forwardAgents, spotAgents } = setupOf(world);
  const events = play(world, {
    forwardAgents: forwardAgents.map(({ demand }) => ({
      demand: (shown) => {
        seen.forward.push(shown);
        return demand(shown);
      },
    })),
    spotAgents: spotAgents.map(({ report }) => ({
      report: (shown) => {
        seen.spot.push(shown);
        return report(shown);
      },
    })),
  });
  return { ...seen, events };
};

test("the last cycle is the observer's own, in whichever cycle it is looked at", () => {
  const { forward, spot, events } = watched();
  const [first, second] = eventsOf(events, 'types-realized');
  for (const shown of [forward, spot]) {
    // All are looked at after the run: an observation that is kept does not change.
    expect(shown.slice(0, 3).map(({ last }) => last)).toEqual([null, null, null]);
    expect(shown.slice(3, 6).map(({ last }) => last?.type)).toEqual(first?.types);
    expect(shown.slice(6).map(({ last }) => last?.type)).toEqual(second?.types);
    expect(shown[4]?.last).toEqual(shown[4]?.last);
  }
});

test('who writes another index into its observation still sees its own past', () => {
  const { forward, events } = watched();
  const shown = forward[3] as ForwardObservation;
  for (const name of ['self', '#self', 'last']) Reflect.set(shown, name, 1);
  expect(shown.self).toBe(0);
  expect(shown.last?.type).toBe(eventsOf(events, 'types-realized')[0]?.types[0]);
});

test('what all observations share cannot be written to', () => {
  const { forward, spot } = watched();
  for (const shown of [forward[0], spot[0]] as const) {
    for (
      let shared: object = Object.getPrototypeOf(shown);
      shared !== Object.prototype;
      shared = Object.getPrototypeOf(shared)
    ) {
      expect(Object.isFrozen(shared)).toBe(true);
      expect(Object.isFrozen(shared.constructor)).toBe(true);
    }
  }
});

test("a stranger's copy by a spread has all that was shown", () => {
  const { forward, spot } = watched();
  for (const [seen, copy] of [
    [forward[4], { ...ownForward(forward[4] as ForwardObservation) }],
    [spot[4], { ...ownSpot(spot[4] as SpotObservation) }],
  ] as const) {
    const names = Object.keys(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(seen)));
    expect(Object.keys(copy).sort()).toEqual(names.filter((name) => name !== 'constructor').sort());
    for (const name of names.filter((one) => one !== 'constructor' && one !== 'random'))
      expect(Reflect.get(copy, name)).toEqual(Reflect.get(seen as object, name));
    expect(copy.random()()).toBe(seen?.random()());
  }
});
