import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Agv, agv } from '../../src/theory/agv.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { type Theory, theoryOf } from '../../src/theory/theory.ts';
import { economyFrom, profilesOf, sharesFor, type WrittenEconomy, writtenEconomies } from '../arbitraries/economy.ts';
import { gauss } from '../numerics/quadrature.ts';
import { allocationBySubsets } from './oracles/subsets.ts';

/** Rounding of a few dozen sums in money of order hi. */
const ROUNDING = 1e-12;
/** Gauss's rule on panels of a twentieth, functions with kinks inside them. */
const QUADRATURE = 2e-5;

const support = { min: 1, max: 2 };
const three: WrittenEconomy = {
  supply: 1,
  agents: [
    { maxDemand: 0.7, endowment: 0.6, type: { family: 'power', exponent: 2, ...support } },
    { maxDemand: 0.5, endowment: 0.4, type: { family: 'uniform', ...support } },
    { maxDemand: 0.3, endowment: 0, type: { family: 'triangular', mode: 1.5, ...support } },
  ],
};
const two: WrittenEconomy = {
  supply: 1,
  agents: [
    { maxDemand: 1, endowment: 1, type: { family: 'uniform', min: 0, max: 1 } },
    { maxDemand: 1, endowment: 0, type: { family: 'uniform', min: 0, max: 1 } },
  ],
};

/** Infinite densities at lo: a sixteenth of the mass lies within a millionth of the support. */
const steep: WrittenEconomy = {
  supply: 1,
  agents: [1.0416666666666667, 0.20833333333333334].map((maxDemand) => ({
    maxDemand,
    endowment: 0.5,
    type: { family: 'power', exponent: 0.2, ...support },
  })),
};

/** What agent i expects to pay when it reports s and the others the truth: quadrature over their quantiles. */
const expectedPayment = (theory: Theory, terms: Agv, shares: readonly number[], i: number, s: number): number => {
  const { agents } = theory.economy;
  const average = (j: number, reports: number[]): number => {
    if (j === agents.length) return terms.payments(reports, shares)[i] as number;
    if (j === i) return average(j + 1, [...reports, s]);
    const { quantile } = (agents[j] as (typeof agents)[number]).distribution;
    return gauss((p) => average(j + 1, [...reports, quantile(p)]), 0, 1, 2);
  };
  return average(0, []);
};

test('in bilateral trade with an owner v, d and the payments are those of Appendix B', () => {
  const theory = theoryOf(economyFrom(two));
  const terms = agv(theory, spotProspect(theory, [1, 0]));
  // E[W | t] = (1 + t^2) / 2 and q(t) t = t^2, so v_1 = (1 - t^2) / 2 + 1, v_2 = (1 - t^2) / 2.
  for (const t of [0, 0.25, 1]) {
    expect(Math.abs(terms.v(0, t) - (1.5 - (t * t) / 2))).toBeLessThan(ROUNDING);
    expect(Math.abs(terms.v(1, t) - (0.5 - (t * t) / 2))).toBeLessThan(ROUNDING);
  }
  expect(Math.abs((terms.expectedV[0] as number) - 4 / 3)).toBeLessThan(ROUNDING);
  expect(Math.abs((terms.expectedH[0] as number) - 1 / 3)).toBeLessThan(ROUNDING);
  // d_1 = 1/3 - E[W(1, .)] = 1/3 - 1, d_2 = 4/3 - 1/2.
  expect(Math.abs((terms.d[0] as number) + 2 / 3)).toBeLessThan(ROUNDING);
  expect(Math.abs((terms.d[1] as number) - 5 / 6)).toBeLessThan(ROUNDING);
});

test('payments add up to zero for every profile, and the d to the deficit', () => {
  const drawn = writtenEconomies().chain((written) => {
    const n = written.agents.length;
    return fc.tuple(fc.constant(written), profilesOf(n), sharesFor(n), fc.nat({ max: n }));
  });
  fc.assert(
    fc.property(drawn, ([written, profile, holdings, claimant]) => {
      const economy = economyFrom(written);
      const theory = theoryOf(economy);
      const prospect = spotProspect(theory, holdings);
      const terms = agv(theory, prospect);
      const reports = economy.agents.map(({ distribution }, i) => distribution.quantile(profile[i] as number));
      const n = reports.length;
      const shares = reports.map((_, i) => (claimant === n ? 1 / n : i === claimant ? 1 : 0));
      const sum = terms.payments(reports, shares).reduce((total, payment) => total + payment, 0);
      expect(Math.abs(sum)).toBeLessThan(ROUNDING * theory.hi);
      const d = terms.d.reduce((total, value) => total + value, 0);
      expect(Math.abs(d + prospect.expectedSurplus)).toBeLessThan(
        ROUNDING * theory.hi + 20 * theory.accuracy.errorBound,
      );
    }),
    { numRuns: 70, examples: [[[steep, [0.5, 0.5], [0, 1], 0]]] },
  );
});

describe.each([
  ['two agents, one owning everything', two, [1, 0]],
  ['two agents who share', two, [0.5, 0.5]],
  ['three agents at their endowments', three, [0.6, 0.4, 0]],
  ['three agents, one of whom holds more than it wants', three, [0, 0, 1]],
] as const)('%s', (_, written, holdings) => {
  const economy = economyFrom(written);
  const theory = theoryOf(economy);
  const prospect = spotProspect(theory, holdings);
  const terms = agv(theory, prospect);
  const shares = holdings.map((__, i) => (i === 0 ? 1 : 0));
  const { lo, hi } = theory;
  const types = Array.from({ length: 21 }, (__, s) => lo + ((hi - lo) * s) / 20);
  const tables = holdings.map((__, i) =>
    types.map((s) => ({
      q: allocationBySubsets(economy, i, s),
      payment: expectedPayment(theory, terms, shares, i, s),
    })),
  );

  test('no agent of any type expects more from another report than from the truth', () => {
    for (const table of tables) {
      types.forEach((t, own) => {
        const utilities = table.map(({ q, payment }) => q * t - payment);
        for (const utility of utilities) expect(utility).toBeLessThanOrEqual((utilities[own] as number) + QUADRATURE);
      });
    }
  });

  test('at its worst-off type everybody gets its outside option, the claimant the surplus on top', () => {
    tables.forEach((table, i) => {
      const held = Math.min(holdings[i] as number, theory.maxDemands[i] as number);
      const worst = prospect.worstOffTypes[i] as number;
      const least =
        allocationBySubsets(economy, i, worst) * worst -
        expectedPayment(theory, terms, shares, i, worst) -
        held * worst;
      expect(Math.abs(least - (i === 0 ? prospect.expectedSurplus : 0))).toBeLessThan(QUADRATURE);
      // Every other type gains at least as much, so all take part exactly when the surplus is not negative.
      types.forEach((t, s) => {
        const { q, payment } = table[s] as { q: number; payment: number };
        expect(q * t - payment - held * t).toBeGreaterThanOrEqual(least - QUADRATURE);
      });
    });
  });
});
