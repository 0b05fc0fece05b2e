import { describe, expect, test } from 'vitest';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import type { MarketEvent } from '../../src/domain/events.ts';
import type { ForwardRule, Scenario, SpotRule } from '../../src/domain/scenario.ts';
import { evolve } from '../../src/engine/evolve.ts';
import { replay } from '../../src/engine/replay.ts';
import { runEvents } from '../../src/engine/run.ts';
import { initialState } from '../../src/engine/state.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { createLedger } from '../support/ledger.ts';
import { agent, eventsOf, scenario, setupOf } from '../support/setups.ts';

/** Whole runs in which a unit that is kept is worth what the next cycle gives for it. */

const playAfresh = (given: Scenario): readonly MarketEvent[] => {
  const { economy, markets } = marketsOf(given);
  return [...runEvents(setupOf(given, { economy, markets }))];
};
const rules: readonly ForwardRule[] = [
  { rule: 'none' },
  { rule: 'uniform', price: null, charges: 'none' },
  { rule: 'discriminatory', margin: 1 / 4, domain: 'paper', charges: 'none' },
  { rule: 'posted', margin: 1 / 4, domain: 'full', charges: 'linear' },
];
const spots: readonly SpotRule[] = [
  { mechanism: 'vcg', resale: true },
  { mechanism: 'agv', claimant: 'equal', resale: true },
];
const worlds = rules.flatMap((forward) =>
  spots.map((spot): readonly [string, Scenario] => [
    `${forward.rule} and ${spot.mechanism}`,
    scenario({
      forward,
      spot,
      cycles: 5,
      discount: 3 / 4,
      agents: [
        // More than the agent can use: it keeps its resale value.
        agent('a1', { maxDemand: 1 / 2, endowment: 5 / 8, forward: { strategy: 'random' } }),
        agent('a2', { maxDemand: 3 / 4, endowment: 3 / 8, spot: { strategy: 'random' } }),
        agent('a3', { maxDemand: 1 / 4, endowment: 0 }),
      ],
    }),
  ]),
);

describe.each(worlds)('%s', (_name, world) => {
  test('lose no unit and no money at any event', () => {
    const ledger = createLedger(world.supply);
    let state = initialState;
    for (const event of playAfresh(world)) {
      state = evolve(state, event);
      ledger.take(event, state);
    }
    expect(state.phase).toBe('completed');
  });

  test('leave a log that replays to the last bit', async () => {
    const events = playAfresh(world);
    const read = JSON.parse(JSON.stringify(events)) as typeof events;
    const found = await replay({
      events: read,
      marketsFor: ({ scenario: own }) => marketsOf(own).markets,
      hash: nodeSha256,
    });
    expect(found).toMatchObject({ events: events.length, identical: true, firstDifference: null });
    // The same log claimed for markets that leave resale out differs where money first moves.
    const blind = ({ scenario: own }: { scenario: Scenario }) =>
      marketsOf({ ...own, spot: { ...own.spot, resale: false } }).markets;
    expect(await replay({ events: read, marketsFor: blind, hash: nodeSha256 })).toMatchObject({ identical: false });
  });

  test('move the same units as without resale, at prices that fall to those of one cycle in the last', () => {
    const [with_, without] = [world, { ...world, spot: { ...world.spot, resale: false } }].map(playAfresh) as [
      readonly MarketEvent[],
      readonly MarketEvent[],
    ];
    for (const kind of ['spot-cleared', 'spot-skipped'] as const) {
      const allocations = (events: readonly MarketEvent[]) =>
        eventsOf(events, kind).map(({ allocation }) => allocation);
      expect(allocations(with_)).toEqual(allocations(without));
    }
    const prices = (events: readonly MarketEvent[]) =>
      eventsOf(events, 'forward-opened').map((event) => event.priceAtZero);
    const once = prices(without)[4] as number;
    expect(prices(with_)[4]).toBe(once);
    expect(prices(without)).toEqual(Array(5).fill(once));
    // t^ + 3/4 of what the next cycle's price is.
    for (let t = 0; t < 4; t++) {
      const expected = once + 0.75 * (prices(with_)[t + 1] as number);
      expect(Math.abs((prices(with_)[t] as number) - expected)).toBeLessThan(4 * Number.EPSILON * expected);
    }
  });
});

test('an agent sees what a demand is worth with what its units fetch later', () => {
  const world = (worlds[6] as (typeof worlds)[number])[1];
  const { markets, theory } = marketsOf(world);
  const endowments = [5 / 8, 3 / 8, 0];
  const r = theory.interiorHoldings[1] as number;
  const [first, last] = [1, 5].map((cycle) => markets.inCycle?.(cycle).outlook(endowments)) as [
    ReturnType<typeof markets.outlook>,
    ReturnType<typeof markets.outlook>,
  ];
  // Value and price of a unit rise alike: r* stays where the payoff is flat.
  expect(first.marginalPayoff(1, r, 0)).toBeCloseTo(last.marginalPayoff(1, r, 0), 12);
  expect(first.payoff(1, r, 0) - first.payoff(1, 0, 0)).toBeCloseTo(last.payoff(1, r, 0) - last.payoff(1, 0, 0), 12);
  expect(first.payoff(1, r, 0)).toBeGreaterThan(last.payoff(1, r, 0));
});
