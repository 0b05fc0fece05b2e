import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readScenario } from '../../scenarios/readScenario.ts';
import type { ForwardRule, Scenario } from '../../src/domain/scenario.ts';
import { streamsOf } from '../../src/engine/random.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { plain, randomScenario } from '../../src/studies/audit/randomScenario.ts';
import { solve } from '../../src/studies/solve.ts';

const bundled = (name: string): Scenario => {
  const read = readScenario(`scenarios/${name}.yaml`);
  if ('faults' in read) throw new Error(read.faults.map(({ message }) => message).join());
  return read.scenario;
};
const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const paperRule = (margin: number): ForwardRule => ({
  rule: 'discriminatory',
  margin,
  domain: 'full',
  charges: 'none',
});
const agv = { mechanism: 'agv', claimant: 'equal', resale: false } as const;

describe('bilateral trade', () => {
  const scenario = { ...bundled('bilateral-trade'), forward: paperRule(0) };
  const { budget } = solve(scenario);

  test('forward payments, spot surplus and their bound are those of theory: -1/4 and 1/12 against -1/6', () => {
    expect(budget.forward).toBeCloseTo(-1 / 4, 12);
    expect(budget.spot).toBeCloseTo(1 / 12, 12);
    expect(budget.together).toBeCloseTo(-1 / 6, 12);
    expect(budget.bound).toBeCloseTo(-1 / 4, 12);
    expect(budget.togetherBound).toBeCloseTo(-1 / 6, 12);
    expect(budget.withinBound).toBe(true);
  });

  test('gains over autarky under each kind of charges are those worked out by hand', () => {
    // pi(1/2) = 7/24 for both; the seller keeps 1/2 by itself, the buyer nothing. P(y) = 1/2 + y: payments -3/8 and 1/8.
    const { none, linear, participation } = budget.participation;
    expect(none.gains).toEqual([expect.closeTo(7 / 24 + 3 / 8 - 1 / 2, 12), expect.closeTo(7 / 24 - 1 / 8, 12)]);
    // At 1/2 a unit both pay 1/8 more: 1/24 is left of 1/6.
    expect(linear.charges).toEqual([expect.closeTo(1 / 8, 12), expect.closeTo(1 / 8, 12)]);
    expect(linear.gains).toEqual([expect.closeTo(1 / 24, 12), expect.closeTo(1 / 24, 12)]);
    expect(linear.fails).toEqual([]);
    expect(participation.charges).toEqual([expect.closeTo(1 / 8, 12), expect.closeTo(1 / 8, 12)]);
  });
});

/** Everybody may want everything; the first agent's type is likely to be high. */
const likelyOwner = (endowments: readonly number[]): Scenario => {
  const agent = (endowment: number, i: number): Scenario['agents'][number] => ({
    id: `a${i + 1}`,
    maxDemand: 1,
    endowment,
    type: { family: 'power', exponent: i === 0 ? 8 : 1, min: 0, max: 1 },
    forward: { strategy: 'equilibrium' },
    spot: { strategy: 'truthful' },
  });
  return { ...plain('likely-owner'), agents: endowments.map(agent) };
};

describe('where linear charges leave an agent worse off than never trading', () => {
  const { budget, forward, interior, autarkyWelfare } = solve(likelyOwner([0.8, 0.2, 0]));
  const { charges, gains, fails } = budget.participation.linear;

  test('it is named', () => {
    expect(fails).toEqual(['a3']);
    expect(gains?.map((gain) => gain < 0)).toEqual([false, false, true]);
    expect(gains?.[2]).toBeCloseTo(-0.0044138, 6);
  });

  test('the gains together are what interior spot payoffs leave over autarky', () => {
    expect(sum(forward.payments) + sum(charges ?? [])).toBeCloseTo(0, 12);
    expect(sum(gains ?? [])).toBeCloseTo(sum(interior.spotPayoffs) - autarkyWelfare, 12);
  });

  test('participation charges leave everybody something', () => {
    expect(budget.participation.participation).toMatchObject({ fails: [], refusal: null });
    expect(Math.min(...(budget.participation.participation.gains ?? []))).toBeGreaterThan(0);
  });
});

describe('in random economies', () => {
  const scenarioOf = fc
    .tuple(fc.nat({ max: 10_000 }), fc.double({ min: 0, max: 2, noNaN: true }))
    .map(([index, margin]): Scenario => {
      return { ...randomScenario(streamsOf(nodeSha256, ['budget'])(index), `b-${index}`), forward: paperRule(margin) };
    });

  test('forward revenue is at most Pi_e - Pi_r*, so that both markets take in at most Pi_e', () => {
    fc.assert(
      fc.property(scenarioOf, (scenario) => {
        const { budget, endowments, forward, interior, accuracy } = solve(scenario);
        expect(budget).toMatchObject({ forward: forward.budget, spot: interior.expectedSurplus, withinBound: true });
        expect(budget.together).toBeLessThanOrEqual(endowments.expectedSurplus + 20 * accuracy.errorBound);
      }),
      { numRuns: 30 },
    );
  });

  test('both kinds of charges balance the forward budget, and with an AGV spot market participation charges exist', () => {
    fc.assert(
      fc.property(scenarioOf, (scenario) => {
        const { budget, forward, firstBestWelfare } = solve({ ...scenario, spot: agv });
        const { linear, participation } = budget.participation;
        const scale = 1e-10 * Math.max(firstBestWelfare, -forward.budget);
        for (const { charges } of [linear, participation]) {
          expect(charges).not.toBeNull();
          expect(Math.abs(sum(charges ?? []) + forward.budget)).toBeLessThanOrEqual(scale);
        }
        expect({ fails: participation.fails, refusal: participation.refusal }).toEqual({ fails: [], refusal: null });
      }),
      { numRuns: 30 },
    );
  });

  test('the charges that the scenario asks for are the reported ones', () => {
    for (const charges of ['linear', 'participation'] as const) {
      fc.assert(
        fc.property(scenarioOf, (scenario) => {
          const forward = { ...scenario.forward, charges } as ForwardRule;
          const solution = solve({ ...scenario, forward, spot: agv });
          const reported = solution.budget.participation[charges].charges ?? [];
          expect(solution.forward.charges?.length).toBe(reported.length);
          solution.forward.charges?.forEach((charge, i) => {
            expect(Math.abs(charge - (reported[i] as number))).toBeLessThanOrEqual(1e-10 * (1 + Math.abs(charge)));
          });
        }),
        { numRuns: 10 },
      );
    }
  });
});

test('where VCG takes more than the gains from trade, participation charges do not exist, with the reason', () => {
  const { budget } = solve(likelyOwner([1, 0]));
  const { charges, gains, refusal } = budget.participation.participation;
  expect({ charges, gains }).toEqual({ charges: null, gains: null });
  expect(refusal).toMatch(/^participation charges do not exist: the forward deficit of [\d.]+ is larger/);
  expect(budget.participation.linear.fails).toEqual(['a1', 'a2']);
});

test('endowments that are r* but for rounding leave nothing to trade', () => {
  const scenario = randomScenario(streamsOf(nodeSha256, ['budget'])(52), 'equal');
  const { budget, interior, endowments, forward } = solve(scenario);
  expect(endowments.holdings).not.toEqual(interior.holdings);
  for (const [i, held] of interior.holdings.entries()) expect(held).toBeCloseTo(endowments.holdings[i] as number, 12);
  expect([budget.forward, forward.supremumBudget]).toEqual([expect.closeTo(0, 12), expect.closeTo(0, 12)]);
});

test('a uniform price brings in nothing, which is more than any equilibrium does where Pi_e < Pi_r*', () => {
  const scenario = bundled('bilateral-trade');
  const { budget } = solve({ ...scenario, forward: { rule: 'uniform', price: null, charges: 'none' } });
  expect(budget.forward).toBeCloseTo(0, 14);
  expect(budget.withinBound).toBe(false);
});

test('without a forward market both markets take in what the spot market does at the endowments', () => {
  const { budget, endowments } = solve({ ...bundled('bilateral-trade'), forward: { rule: 'none' } as ForwardRule });
  expect(budget).toMatchObject({ forward: 0, bound: 0, withinBound: true, spot: endowments.expectedSurplus });
  // The spot market is shut: nobody gains or loses.
  expect(budget.participation.none.gains).toEqual([0, 0]);
});
