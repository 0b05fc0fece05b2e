import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import type { EventOf, MarketEvent } from '../../src/domain/events.ts';
import type { ForwardRule, Scenario, SpotRule } from '../../src/domain/scenario.ts';
import { streamsOf } from '../../src/engine/random.ts';
import { replay } from '../../src/engine/replay.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { randomScenario } from '../../src/studies/audit/randomScenario.ts';
import { exPostRegret } from '../../src/studies/exPostRegret.ts';
import { forwardDeviations } from '../../src/studies/forwardDeviations.ts';
import { type ForwardGame, forwardGame } from '../../src/studies/forwardGame.ts';
import { interimSpot } from '../../src/studies/interimSpot.ts';
import { createMeasurer } from '../../src/studies/measures/createMeasurer.ts';
import { demandCurve } from '../../src/studies/measures/demandCurve.ts';
import { demandNodes } from '../../src/studies/measures/demandNodes.ts';
import { gini } from '../../src/studies/measures/gini.ts';
import { withMeasures } from '../../src/studies/measures/withMeasures.ts';
import { efficientAllocation, welfareOf } from '../../src/theory/allocation.ts';
import { agent, assemble, eventsOf, play, scenario } from '../support/setups.ts';

const vcg: SpotRule = { mechanism: 'vcg', resale: false };
const agv: SpotRule = { mechanism: 'agv', claimant: 'equal', resale: false };
const rules: readonly ForwardRule[] = [
  { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'none' },
  { rule: 'discriminatory', margin: 0, domain: 'paper', charges: 'none' },
  { rule: 'posted', margin: 0.25, domain: 'full', charges: 'linear' },
  { rule: 'uniform', price: null, charges: 'none' },
];

/** Sums of a few products of numbers of the economy's scale. */
const ROUNDING = 1e-11;

/** A random economy whose agents demand and report at random, one cycle played. */
const gamble = (
  index: number,
  spot: SpotRule,
): { readonly given: Scenario; readonly events: readonly MarketEvent[] } => {
  const random = randomScenario(streamsOf(nodeSha256, ['measures'])(index), `measures-${index}`);
  const given: Scenario = {
    ...random,
    forward: rules[index % rules.length] as ForwardRule,
    spot,
    cycles: 1,
    agents: random.agents.map((each) => ({
      ...each,
      forward: { strategy: 'random' },
      spot: { strategy: 'random' },
    })),
  };
  return { given, events: play(given) };
};

const measuresOf = (events: readonly MarketEvent[]): readonly EventOf<'cycle-measured'>[] =>
  eventsOf([...withMeasures(events)], 'cycle-measured');
const theOne = <K extends MarketEvent['kind']>(events: readonly MarketEvent[], kind: K): EventOf<K> | undefined =>
  eventsOf(events, kind)[0];

describe('the Gini coefficient', () => {
  test('is 0 for equals, (n - 1)/n for one owner and 1/4 for holdings of 3/4 and 1/4', () => {
    expect(gini([1, 1, 1])).toBe(0);
    expect(gini([0, 0, 0, 1])).toBe(3 / 4);
    expect(gini([3 / 4, 1 / 4])).toBe(1 / 4);
  });

  test('is the sum of all differences over 2 n times the total', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 64 }), { minLength: 2, maxLength: 9 }), fc.nat({ max: 63 }), (some, one) => {
        const holdings = [...some, one + 1];
        const total = holdings.reduce((sum, x) => sum + x, 0);
        const differences = holdings.flatMap((x) => holdings.map((y) => Math.abs(x - y)));
        const pairs = differences.reduce((sum, x) => sum + x, 0);
        expect(gini(holdings)).toBeCloseTo(pairs / (2 * holdings.length * total), 12);
      }),
    );
  });
});

test('the demand curve without an agent allocates and values as the efficient allocation does with its report in place', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 64 }), fc.integer({ min: 1, max: 32 })), { minLength: 2, maxLength: 8 }),
      fc.nat({ max: 7 }),
      fc.nat({ max: 64 }),
      (agents, which, type) => {
        const reports = agents.map(([report]) => report / 64);
        const maxDemands = agents.map(([, k]) => k / 32);
        const supply = (maxDemands.reduce((sum, k) => sum + k, 0) * 3) / 4;
        const capped = maxDemands.map((k) => Math.min(k, supply));
        if (capped.reduce((sum, k) => sum + k, 0) <= supply) return;
        const i = which % agents.length;
        const curve = demandCurve({ reports, maxDemands: capped, supply });
        const changed = reports.with(i, type / 64);
        const allocation = efficientAllocation(changed, capped, supply);
        expect(curve.allocated(i, type / 64)).toBe(allocation[i]);
        expect(curve.welfareWith(i, type / 64)).toBe(welfareOf(changed, allocation, capped));
      },
    ),
    { numRuns: 500 },
  );
});

describe('against slow oracles, on random economies whose agents demand and report at random', () => {
  const indices = Array.from({ length: 24 }, (_, j) => j);

  test('the ex ante forward regret is the certified best response’s gain in the reading of the paper', () => {
    let positive = 0;
    for (const index of indices) {
      const { given, events } = gamble(index, vcg);
      const game = forwardGame(given);
      const [measures] = measuresOf(events);
      const scale = given.supply * (game.theory.hi - game.theory.lo);
      const demands = theOne(events, 'forward-cleared')?.demands as readonly number[];
      const certified = forwardDeviations(game, demands, { reading: 'paper', tolerance: 1e-9 * scale });
      certified.agents.forEach(({ gain, upperBound }, i) => {
        const regret = measures?.forwardRegretExAnte[i] as number;
        expect(regret).toBeLessThanOrEqual(upperBound + ROUNDING * scale);
        expect(regret).toBeGreaterThanOrEqual(gain - 1e-9 * scale);
        if (regret > 1e-3 * scale) positive += 1;
      });
    }
    expect(positive).toBeGreaterThan(30);
  });

  test.each([
    ['vcg', vcg],
    ['agv', agv],
  ] as const)('the realized spot regret under %s is that of trying every report that matters', (_, spot) => {
    let compared = 0;
    for (const index of indices) {
      const { given, events } = gamble(index, spot);
      const traded = theOne(events, 'spot-cleared');
      if (traded === undefined) continue;
      const { markets, theory } = marketsOf(given);
      const holdings = theOne(events, 'forward-cleared')?.holdings as readonly number[];
      const types = theOne(events, 'types-realized')?.types as readonly number[];
      const round = markets.spotIn(null).market.open(holdings);
      const { support } = theory.economy;
      const scale = given.supply * theory.hi;
      types.forEach((type, i) => {
        const maxDemand = theory.maxDemands[i] as number;
        const slow = exPostRegret({ round, reports: traded.reports, agent: i, type, maxDemand, support });
        const fast = measuresOf(events)[0]?.spotRegretRealized[i] as number;
        expect(Math.abs(fast - slow.regret)).toBeLessThan(ROUNDING * scale);
        if (fast > 0) compared += 1;
      });
    }
    expect(compared).toBeGreaterThan(10);
  });

  test.each([
    ['vcg', vcg],
    ['agv', agv],
  ] as const)('the interim spot regret under %s is the expectation over truthful others', (_, spot) => {
    let compared = 0;
    for (const index of indices) {
      const { given, events } = gamble(index, spot);
      const traded = theOne(events, 'spot-cleared');
      if (traded === undefined) continue;
      const { theory } = marketsOf(given);
      const holdings = theOne(events, 'forward-cleared')?.holdings as readonly number[];
      const types = theOne(events, 'types-realized')?.types as readonly number[];
      const surplusShares = types.map(() => (spot === vcg ? 0 : 1 / types.length));
      const { payoff } = interimSpot({ theory, holdings, rule: spot, surplusShares });
      types.forEach((type, i) => {
        const slow = payoff(i, type, type) - payoff(i, type, traded.reports[i] as number);
        const fast = measuresOf(events)[0]?.spotRegretInterim[i] as number;
        expect(Math.abs(fast - slow)).toBeLessThan(ROUNDING * given.supply * theory.hi);
        if (fast > 0) compared += 1;
      });
    }
    expect(compared).toBeGreaterThan(20);
  });

  test('the realized forward regret is what the best node would have earned in the same spot market, opened or not', () => {
    const seen = { opened: 0, shut: 0 };
    for (const index of indices) {
      const { given, events } = gamble(index, vcg);
      const { theory, markets } = marketsOf(given);
      const traded = theOne(events, 'spot-cleared');
      const game: ForwardGame = forwardGame(given);
      const { demands } = theOne(events, 'forward-cleared') as EventOf<'forward-cleared'>;
      const types = theOne(events, 'types-realized')?.types as readonly number[];
      const spotMarket = markets.spotIn(null).market;
      demands.forEach((demand, i) => {
        const others = demands.reduce((sum, x, j) => (j === i ? sum : sum + x - (game.endowments[j] as number)), 0);
        const most = theory.maxDemands[i] as number;
        const type = types[i] as number;
        const payoff = (x: number): number => {
          const paid = game.round.payment(i, x, others);
          if (traded === undefined) return type * Math.min(x, most) - paid;
          const { allocation, payments } = spotMarket.open(demands.with(i, x)).clear(traded.reports);
          return type * (allocation[i] as number) - (payments[i] as number) - paid;
        };
        const own = payoff(demand);
        const slow = Math.max(0, ...demandNodes(theory, i).demands.map((x) => payoff(x) - own));
        const fast = measuresOf(events)[0]?.forwardRegretRealized[i] as number;
        expect(Math.abs(fast - slow)).toBeLessThan(1e-10 * given.supply * theory.hi);
        if (fast > 0) seen[traded === undefined ? 'shut' : 'opened'] += 1;
      });
    }
    expect(seen.opened).toBeGreaterThan(10);
    expect(seen.shut).toBeGreaterThan(10);
  });
});

describe('what is measured of a cycle', () => {
  test('truth and r* leave nothing to regret in expectation; under vcg truth leaves nothing in hindsight either', () => {
    const given = scenario({
      agents: [
        agent('a1', { maxDemand: 1 / 2, endowment: 1, type: { family: 'power', exponent: 2, min: 0, max: 1 } }),
        agent('a2', { maxDemand: 3 / 4 }),
        agent('a3', { maxDemand: 3 / 4 }),
      ],
      cycles: 4,
    });
    for (const measures of measuresOf(play(given))) {
      expect(measures.efficiency).toBe(1);
      expect(measures.distanceToInterior).toBe(0);
      for (const regret of measures.forwardRegretExAnte) expect(regret).toBeLessThan(1e-14);
      expect(measures.spotRegretInterim).toEqual([0, 0, 0]);
      expect(measures.spotRegretRealized).toEqual([0, 0, 0]);
      // Hindsight always finds something.
      expect(Math.max(...measures.forwardRegretRealized)).toBeGreaterThan(0.001);
    }
  });

  test('bilateral trade by hand: one price for all units makes a corner best, 1/8 better than staying at r*', () => {
    const given = scenario({
      agents: [agent('seller', { endowment: 1, forward: { strategy: 'fixed', demand: 1 / 2 } }), agent('buyer')],
      forward: { rule: 'uniform', price: 1 / 2, charges: 'none' },
      cycles: 1,
    });
    // pi(x) = x^2 / 2 + a constant, less x / 2: -1/8 at 1/2 and 0 at both ends.
    const [measures] = measuresOf(play(given));
    for (const regret of measures?.forwardRegretExAnte ?? []) expect(regret).toBeCloseTo(1 / 8, 12);
    expect(measures).toMatchObject({ gini: 0, distanceToInterior: 0 });
  });

  test('a spot market that is shut and a forward market that asks nobody leave nothing to regret', () => {
    const given = scenario({
      agents: [agent('seller', { endowment: 1 }), agent('buyer')],
      forward: { rule: 'none' },
      cycles: 1,
    });
    expect(measuresOf(play(given))[0]).toMatchObject({
      distanceToInterior: 1 / 2,
      gini: 1 / 2,
      forwardAccount: 0,
      spotAccount: 0,
      forwardRegretExAnte: [0, 0],
      forwardRegretRealized: [0, 0],
      spotRegretRealized: [0, 0],
    });
  });

  test('with states of demand the interim forward regret knows the state and the ex ante one does not', () => {
    const given = scenario({
      agents: [agent('a1', { maxDemand: 3 / 4, endowment: 1 }), agent('a2', { maxDemand: 3 / 4 }), agent('a3')],
      states: {
        anticipated: true,
        outcomes: [
          { id: 'tight', probability: 0.5, demandScale: 1.2 },
          { id: 'slack', probability: 0.5, demandScale: 0.9 },
        ],
      },
      cycles: 6,
    });
    for (const { forwardRegretExAnte, forwardRegretInterim } of measuresOf(play(given))) {
      for (const regret of forwardRegretExAnte) expect(regret).toBeLessThan(1e-12);
      expect(Math.max(...forwardRegretInterim)).toBeGreaterThan(1e-5);
    }
  });

  test('the operator’s accounts of the cycles add up to its cash', () => {
    const events = play(scenario({ cycles: 12, spot: vcg }));
    const accounts = measuresOf(events).reduce((sum, each) => sum + each.forwardAccount + each.spotAccount, 0);
    expect(accounts).toBeCloseTo(eventsOf(events, 'cycle-closed').at(-1)?.operatorCash as number, 12);
  });

  test('measures asked for before a cycle has closed are a bug of the caller', () => {
    expect(() => createMeasurer(scenario()).measured()).toThrow('no cycle has closed');
  });
});

describe('measures in a log', () => {
  const given = scenario({
    agents: [agent('a1', { endowment: 1, forward: { strategy: 'random' } }), agent('a2'), agent('a3')],
    cycles: 3,
  });
  const plain = play(given);
  const measured = [...withMeasures(plain)];
  const replayed = (events: readonly MarketEvent[]) =>
    replay({
      events,
      marketsFor: ({ scenario: logged }) => assemble(logged).markets,
      observerFor: ({ scenario: logged }) => createMeasurer(logged),
      hash: nodeSha256,
    });

  test('are the same whether the run is measured or its log, and measuring twice adds nothing', () => {
    expect([...withMeasures(measured)]).toEqual(measured);
    expect(measured.filter(({ kind }) => kind !== 'cycle-measured')).toEqual(plain);
  });

  test('leave the state and its hash as they are, and replay to the last bit', async () => {
    const [with_, without] = [await replayed(measured), await replayed(plain)];
    expect(with_).toEqual({
      events: without.events + 3,
      identical: true,
      stateHash: without.stateHash,
      firstDifference: null,
    });
  });

  const at = measured.findIndex(({ kind }) => kind === 'cycle-measured');
  const [one, another] = eventsOf(measured, 'cycle-measured') as [EventOf<'cycle-measured'>, EventOf<'cycle-measured'>];
  test.each<[string, readonly MarketEvent[], number, string]>([
    ['edited', measured.with(at, { ...one, gini: 0.5 }), at, 'gini'],
    ['of another cycle', measured.with(at, another), at, 'cycle'],
    ['there twice', measured.toSpliced(at, 0, one), at + 1, 'kind'],
    ['there before the cycle has closed', measured.toSpliced(at, 1).toSpliced(at - 1, 0, one), at - 1, 'kind'],
  ])('that are %s make the replay differ', async (_, events, seq, field) => {
    const { identical, firstDifference } = await replayed(events);
    expect(identical).toBe(false);
    expect(firstDifference).toMatchObject({ seq, field });
  });
});
