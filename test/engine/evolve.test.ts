import { describe, expect, test } from 'vitest';
import type { MarketEvent } from '../../src/domain/events.ts';
import { evolve } from '../../src/engine/evolve.ts';
import { initialState, type MarketState, stateText } from '../../src/engine/state.ts';
import { frozenEvolve } from '../support/frozenEvolve.ts';
import { agent, play, scenario } from '../support/setups.ts';

const world = scenario({ agents: [agent('a1', { endowment: 1 }), agent('a2')] });

/** One cycle by hand: an event, and what it changes in the state. */
const story: readonly (readonly [MarketEvent, Partial<MarketState>])[] = [
  [
    { kind: 'run-started', cycle: 0, scenario: world, seed: 's', agents: ['a1', 'a2'], version: 'test' },
    { scenario: world, seed: 's', agents: ['a1', 'a2'], phase: 'between cycles', cash: [0, 0] },
  ],
  [
    { kind: 'cycle-started', cycle: 1, endowments: [1, 0] },
    { cycle: 1, endowments: [1, 0], holdings: [1, 0], forwardPayments: [0, 0], spotPayments: [0, 0] },
  ],
  [
    { kind: 'forward-opened', cycle: 1, priceAtZero: 0.5, interiorHoldings: [0.5, 0.5], rule: world.forward },
    { phase: 'forward open', openedWith: { forward: world, spot: null } },
  ],
  [
    { kind: 'demand-submitted', cycle: 1, agent: 'a1', demand: 0.5 },
    { submitted: { agent: 'a1', value: 0.5, earlier: null } },
  ],
  [{ kind: 'answer-refused', cycle: 1, agent: 'a2', market: 'forward', reason: 'silent', instead: 'endowment' }, {}],
  [
    {
      kind: 'forward-cleared',
      cycle: 1,
      demands: [0.5, 0],
      holdings: [0.75, 0.25],
      payments: [-0.25, 0.125],
      charges: [0.0625, 0.0625],
      budget: -0.125,
    },
    {
      phase: 'forward closed',
      submitted: null,
      demands: [0.5, 0],
      holdings: [0.75, 0.25],
      forwardPayments: [-0.1875, 0.1875],
      cash: [0.1875, -0.1875],
      operatorCash: 0,
    },
  ],
  [{ kind: 'state-realized', cycle: 1, state: 'tight' }, { aggregateState: 'tight' }],
  [{ kind: 'types-realized', cycle: 1, types: [0.25, 0.75] }, { types: [0.25, 0.75] }],
  [
    {
      kind: 'spot-opened',
      cycle: 1,
      worstOffTypes: [0.75, 0.25],
      expectedSurplus: 0.01,
      operates: true,
      mechanism: 'vcg',
    },
    { phase: 'spot open', operated: true, openedWith: { forward: world, spot: world } },
  ],
  [
    { kind: 'report-submitted', cycle: 1, agent: 'a2', report: 0.75 },
    { submitted: { agent: 'a2', value: 0.75, earlier: null } },
  ],
  [
    {
      kind: 'spot-cleared',
      cycle: 1,
      reports: [0.25, 0.75],
      allocation: [0, 1],
      payments: [-0.5, 0.25],
      surplus: -0.25,
      welfare: 0.75,
    },
    {
      phase: 'spot closed',
      submitted: null,
      reports: [0.25, 0.75],
      allocation: [0, 1],
      spotPayments: [-0.5, 0.25],
      cash: [0.6875, -0.4375],
      operatorCash: -0.25,
    },
  ],
  [
    {
      kind: 'cycle-closed',
      cycle: 1,
      payoffs: [0.6875, 0.3125],
      welfare: 0.75,
      firstBest: 0.75,
      cash: [0.6875, -0.4375],
      operatorCash: -0.25,
    },
    { phase: 'between cycles' },
  ],
  [
    { kind: 'cycle-started', cycle: 2, endowments: [0, 1] },
    {
      cycle: 2,
      endowments: [0, 1],
      holdings: [0, 1],
      demands: [],
      forwardPayments: [0, 0],
      aggregateState: null,
      types: [],
      operated: false,
      reports: [],
      allocation: [],
      spotPayments: [0, 0],
    },
  ],
  [{ kind: 'forward-refused', cycle: 2, reason: 'no charges exist' }, { phase: 'forward closed' }],
  [
    { kind: 'spot-opened', cycle: 2, worstOffTypes: [0, 1], expectedSurplus: -0.25, operates: false, mechanism: 'vcg' },
    { phase: 'spot open', operated: false },
  ],
  [
    { kind: 'spot-skipped', cycle: 2, reason: 'a deficit', allocation: [0, 1], welfare: 0.5 },
    { phase: 'spot closed', allocation: [0, 1] },
  ],
  [
    {
      kind: 'run-forked',
      cycle: 2,
      parent: 'p',
      edits: [
        { path: 'types.a2', value: 0.5 },
        { path: 'cycles', value: 4 },
      ],
    },
    { scenario: { ...world, cycles: 4 }, edits: [{ path: 'types.a2', value: 0.5 }] },
  ],
  [
    {
      kind: 'cycle-closed',
      cycle: 2,
      payoffs: [0, 0.5],
      welfare: 0.5,
      firstBest: 0.5,
      cash: [0.6875, -0.4375],
      operatorCash: -0.25,
    },
    { phase: 'between cycles', edits: [] },
  ],
  [{ kind: 'run-completed', cycle: 2, cycles: 2, stateHash: 'h' }, { phase: 'completed' }],
];

describe('each event changes what it tells of, and nothing else', () => {
  let state: MarketState = initialState;
  for (const [place, [event, change]] of story.entries()) {
    const before = state;
    state = frozenEvolve(state, event);
    const after = state;
    test(`event ${place}, ${event.kind}`, () => expect(after).toEqual({ ...before, ...change }));
  }
});

test('answers are kept newest first, and the older state keeps its own', () => {
  const given = story.slice(0, 4).map(([event]) => event);
  const one = given.reduce(frozenEvolve, initialState);
  const two = frozenEvolve(one, { kind: 'demand-submitted', cycle: 1, agent: 'a2', demand: 0.25 });
  expect(two.submitted).toEqual({ agent: 'a2', value: 0.25, earlier: { agent: 'a1', value: 0.5, earlier: null } });
  expect(two.submitted?.earlier).toBe(one.submitted);
});

test('frozen and unfrozen folds agree, and the fold leaves events and initial state alone', () => {
  const events = play(scenario());
  const before = JSON.stringify([events, initialState]);
  const frozen = events.reduce(frozenEvolve, initialState);
  expect(Object.isFrozen(frozen) && Object.isFrozen(frozen.cash)).toBe(true);
  expect(events.reduce(evolve, initialState)).toEqual(frozen);
  expect(JSON.stringify([events, initialState])).toBe(before);
});

test("a frozen state's arrays refuse to be written to", () => {
  const { cash } = play(scenario()).reduce(frozenEvolve, initialState);
  expect(() => (cash as number[]).push(1)).toThrow(TypeError);
});

test('the text that is hashed has no types, no reports, no answers, no seed', () => {
  const states = story.map(
    (
      (state) =>
      ([event]: (typeof story)[number]) =>
        (state = frozenEvolve(state, event))
    )(initialState),
  );
  const spotClosed = states.find(({ phase, operated }) => phase === 'spot closed' && operated) as MarketState;
  const keys = (JSON.parse(stateText(spotClosed)) as [string, unknown][]).map(([key]) => key);
  expect(keys).toEqual([...keys].sort());
  for (const secret of ['types', 'reports', 'submitted', 'seed', 'scenario', 'edits', 'openedWith'])
    expect(keys).not.toContain(secret);
  expect(stateText({ ...spotClosed, types: [0.5, 0.5] })).toBe(stateText(spotClosed));
  expect(stateText({ ...spotClosed, operatorCash: 1 })).not.toBe(stateText(spotClosed));
});
