import { describe, expect, test } from 'vitest';
import type { MarketEvent } from '../../src/domain/events.ts';
import type { ForwardRule, Scenario, ScenarioAgent, SpotRule } from '../../src/domain/scenario.ts';
import { evolve } from '../../src/engine/evolve.ts';
import { initialState } from '../../src/engine/state.ts';
import { pricingFunction } from '../../src/theory/pricingFunction.ts';
import { createLedger } from '../support/ledger.ts';
import { agent, assemble, eventsOf, play, scenario } from '../support/setups.ts';

/** What holds over dozens of cycles, whatever the rules: the spot allocation of one cycle is the endowment of the next. */

const CYCLES = 24;
/** Sums of a dozen products of order one. */
const ROUNDING = 1e-13;

const schedule = (over: Partial<Extract<ForwardRule, { margin: number }>> = {}): ForwardRule => ({
  rule: 'discriminatory',
  margin: 1 / 4,
  domain: 'full',
  charges: 'none',
  ...over,
});
const rules: Readonly<Record<string, ForwardRule>> = {
  'the paper’s rule': schedule(),
  'prices that adapt to the endowments': schedule({ domain: 'paper' }),
  'linear charges': schedule({ charges: 'linear' }),
  'linear charges on prices that adapt': schedule({ domain: 'paper', charges: 'linear' }),
  'participation charges': schedule({ charges: 'participation' }),
  'a posted schedule': schedule({ rule: 'posted', charges: 'linear' }),
  'one price': { rule: 'uniform', price: null, charges: 'none' },
  'no forward market': { rule: 'none' },
};
const mechanisms: readonly SpotRule[] = [
  { mechanism: 'vcg', resale: false },
  { mechanism: 'agv', claimant: 'equal', resale: false },
  { mechanism: 'agv', claimant: 'a1', resale: false },
];
const outcomes = [
  { id: 'tight', probability: 0.4, demandScale: 1.25 },
  { id: 'slack', probability: 0.6, demandScale: 0.875 },
];
const three: readonly ScenarioAgent[] = [
  agent('a1', { maxDemand: 1 / 2, endowment: 7 / 8 }),
  agent('a2', { maxDemand: 3 / 4, endowment: 1 / 8 }),
  agent('a3', { maxDemand: 3 / 4, type: { family: 'power', exponent: 2, min: 0, max: 1 } }),
];
/** Two that gamble in both markets and one that does what the theory says. */
const gamblers = three.map((each, i) =>
  i === 2 ? each : { ...each, forward: { strategy: 'random' }, spot: { strategy: 'random' } },
);

/** Plays with the ledger looking on, and checks how each cycle follows from the one before. */
const audited = (given: Scenario): readonly MarketEvent[] => {
  const ledger = createLedger(given.supply);
  let state = initialState;
  let allocation: readonly number[] = [];
  const first = given.agents.map(({ endowment }) => endowment);
  const events = play(given);
  for (const event of events) {
    state = evolve(state, event);
    ledger.take(event, state);
    if (event.kind === 'cycle-started') {
      expect(event.endowments).toEqual(event.cycle === 1 || given.carry === 'reset' ? first : allocation);
    }
    if (event.kind === 'cycle-closed') allocation = state.allocation;
  }
  expect(state).toMatchObject({ cycle: given.cycles, phase: 'completed' });
  return events;
};

test.each(Object.entries(rules))(
  '%s: units and money are conserved over dozens of cycles, whoever gambles and whichever state comes true',
  (_, forward) => {
    const kinds = new Set<string>();
    for (const carry of ['allocation', 'reset'] as const) {
      for (const [index, spot] of mechanisms.entries()) {
        for (const anticipated of [null, true, false]) {
          const states = anticipated === null ? null : { anticipated, outcomes };
          const seed = `${carry} ${index} ${anticipated}`;
          const events = audited(scenario({ agents: gamblers, forward, spot, carry, states, cycles: CYCLES, seed }));
          for (const { kind } of events) kinds.add(kind);
          if (states === null) continue;
          expect(new Set(eventsOf(events, 'state-realized').map(({ state }) => state)).size).toBe(2);
        }
      }
    }
    // The spot market is open in some cycles and shut in others.
    expect(kinds).toContain('spot-cleared');
    expect(kinds).toContain('spot-skipped');
  },
);

test('a discount alone changes nothing that happens', () => {
  const without = ({ kind, ...event }: MarketEvent) => (kind === 'run-started' ? kind : { kind, ...event });
  const given = scenario({ agents: gamblers, cycles: CYCLES });
  const discounted = play({ ...given, discount: 0.5 });
  // The state hash leaves the scenario out.
  expect(discounted.map(without)).toEqual(play(given).map(without));
});

describe('prices in every cycle', () => {
  // A density with a peak: worst-off types rise, flatten and rise again, so the hulls depend on where they are taken. Nobody
  // foresees that demand is lower than that, so what is served is less than what is wanted, and hulls end in between.
  const peaked = three.map((each, i) => ({
    ...each,
    maxDemand: [2 / 5, 3 / 5, 4 / 5][i] as number,
    type: { family: 'beta', alpha: 4, beta: 4, min: 0, max: 1 } as const,
  }));
  const states = {
    anticipated: false,
    outcomes: [
      { id: 'low', probability: 0.5, demandScale: 0.75 },
      { id: 'lower', probability: 0.5, demandScale: 0.625 },
    ],
  };
  const { theory } = assemble(scenario({ agents: peaked }));
  const onThePath = (endowments: readonly number[], domain: 'paper' | 'full'): readonly number[] => {
    const { potential } = pricingFunction(theory, { margin: 1 / 4, domain, endowments });
    return endowments.map((endowment, i) => -potential(endowment - (theory.interiorHoldings[i] as number)));
  };

  test.each(['paper', 'full'] as const)('are made of its own endowments under domain paper alone (%s)', (domain) => {
    const other = domain === 'paper' ? 'full' : 'paper';
    const events = play(scenario({ agents: peaked, forward: schedule({ domain }), states, cycles: CYCLES }));
    const cleared = eventsOf(events, 'forward-cleared');
    let apart = 0;
    eventsOf(events, 'cycle-started').forEach(({ endowments }, t) => {
      const [own, others] = [onThePath(endowments, domain), onThePath(endowments, other)];
      cleared[t]?.payments.forEach((payment, i) => {
        expect(payment).toBeCloseTo(own[i] as number, 12);
        if (Math.abs(payment - (others[i] as number)) > 1e-4) apart += 1;
      });
    });
    expect(apart).toBeGreaterThan(CYCLES / 2);
  });
});

describe('the operator over many cycles', () => {
  const closedOf = (forward: ForwardRule, spot: SpotRule = mechanisms[1] as SpotRule) => {
    const events = play(scenario({ agents: three, forward, spot, cycles: CYCLES }));
    return { events, closed: eventsOf(events, 'cycle-closed') };
  };

  test('pays in every cycle in which endowments are not r*, without charges', () => {
    const { closed } = closedOf(schedule());
    closed.forEach(({ operatorCash }, t) => {
      expect(operatorCash).toBeLessThan(closed[t - 1]?.operatorCash ?? 0);
    });
  });

  test.each(['linear', 'participation'] as const)(
    'ends every cycle even with %s charges and an agv spot market',
    (charges) => {
      const { events, closed } = closedOf(schedule({ charges }));
      for (const { operatorCash } of closed) expect(Math.abs(operatorCash)).toBeLessThan(CYCLES * ROUNDING);
      for (const each of eventsOf(events, 'forward-cleared')) {
        expect(Math.max(...each.charges)).toBeGreaterThan(0.001);
      }
    },
  );

  test('has what the agents have paid, to the last cycle', () => {
    const { closed } = closedOf(schedule({ domain: 'paper' }), mechanisms[0]);
    for (const { cash, operatorCash } of closed) {
      expect(cash.reduce((sum, x) => sum + x, operatorCash)).toBeCloseTo(0, 12);
    }
  });
});

describe('units that are worth nothing to their owner', () => {
  const hoarder = [
    agent('a1', { maxDemand: 1 / 2, endowment: 7 / 8, forward: { strategy: 'fixed', demand: 1 } }),
    agent('a2', { endowment: 1 / 8, forward: { strategy: 'fixed', demand: 0 } }),
  ];

  test('are carried on from cycle to cycle while the spot market is shut, and never counted as welfare', () => {
    const events = audited(scenario({ agents: hoarder, cycles: CYCLES }));
    expect(eventsOf(events, 'spot-cleared')).toEqual([]);
    const endowments = eventsOf(events, 'cycle-started').map((event) => event.endowments);
    expect(endowments[0]).toEqual([7 / 8, 1 / 8]);
    for (const each of endowments.slice(1)) expect(each).toEqual([1, 0]);
    const types = eventsOf(events, 'types-realized').map((event) => event.types[0] as number);
    eventsOf(events, 'cycle-closed').forEach(({ welfare }, t) => {
      expect(welfare).toBe((types[t] as number) / 2);
    });
  });

  test('are sold in the next forward market when its owner comes to its senses', () => {
    const sane = hoarder.map((each) => ({ ...each, forward: { strategy: 'equilibrium' } }));
    const events = audited(scenario({ agents: sane, carry: 'reset', cycles: CYCLES }));
    expect(eventsOf(events, 'spot-skipped')).toEqual([]);
    for (const { welfare, firstBest } of eventsOf(events, 'cycle-closed')) expect(welfare).toBe(firstBest);
  });

  test('are worth more in a state in which demand is larger: who holds them consumes up to that state’s maximum', () => {
    const states = { anticipated: false, outcomes };
    const events = audited(scenario({ agents: hoarder, states, carry: 'reset', cycles: CYCLES }));
    const drawn = eventsOf(events, 'state-realized').map(({ state }) => state);
    const types = eventsOf(events, 'types-realized').map((event) => event.types[0] as number);
    eventsOf(events, 'cycle-closed').forEach(({ welfare }, t) => {
      expect(welfare).toBe((types[t] as number) * (drawn[t] === 'tight' ? 5 / 8 : 7 / 16));
    });
  });
});

describe('endowments that are r* already', () => {
  const equals = [1, 2, 3, 4].map((i) => agent(`a${i}`, { maxDemand: 1 / 2, endowment: 1 / 4 }));
  test.each(Object.entries(rules))('%s: nobody trades forward, pays or is charged, in any cycle', (_, forward) => {
    const events = audited(scenario({ agents: equals, forward, carry: 'reset', cycles: CYCLES }));
    for (const { holdings, payments, charges, budget } of eventsOf(events, 'forward-cleared')) {
      for (const held of holdings) expect(held).toBeCloseTo(1 / 4, 14);
      for (const money of [...payments, ...charges, budget]) expect(Math.abs(money)).toBeLessThan(ROUNDING);
    }
    if (forward.rule !== 'none') expect(eventsOf(events, 'forward-refused')).toEqual([]);
    expect(eventsOf(events, 'spot-skipped')).toEqual([]);
  });
});

describe('demand that differs from cycle to cycle', () => {
  test.each([true, false])(
    'leaves every agent at most its maximum of that state, anticipated or not (%s)',
    (anticipated) => {
      const events = audited(scenario({ agents: three, states: { anticipated, outcomes }, cycles: CYCLES }));
      const scaleOf = new Map(outcomes.map(({ id, demandScale }) => [id, demandScale]));
      const scales = eventsOf(events, 'state-realized').map(({ cycle, state }) => [cycle, scaleOf.get(state)] as const);
      const inCycle = new Map(scales);
      const traded = eventsOf(events, 'spot-cleared');
      expect(traded.length).toBeGreaterThan(CYCLES / 2);
      for (const { cycle, allocation } of traded) {
        allocation.forEach((served, i) => {
          const most = (inCycle.get(cycle) as number) * (three[i]?.maxDemand as number);
          expect(served).toBeLessThanOrEqual(most);
        });
      }
    },
  );
});
