import { describe, expect, test } from 'vitest';
import { boundary } from '../../src/studies/boundary.ts';
import { forwardGame } from '../../src/studies/forwardGame.ts';
import { solve } from '../../src/studies/solve.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { integral } from '../support/quadrature.ts';
import { allocationBySubsets } from '../theory/oracles/subsets.ts';
import { expectToHold, witnessAgainst } from './fare.ts';
import { expectedSurplusOfUniform } from './fromTheText.ts';
import { figure1Market, fromOneToTwo, theoryFor } from './markets.ts';

describe('Proposition 10, types from zero: if a boundary solution is optimal, i* of the least integral of k_i - q_i holds everything', () => {
  test('holds in the paper’s cases and in random economies', () =>
    expectToHold('Proposition 10 (lo = 0)', { least: 8 }));

  const { economy } = theoryFor(figure1Market(0.1));
  const surplus = (holdings: readonly number[]): number => expectedSurplusOfUniform(economy, holdings);

  test('Figure 1 at k_1 = 0.1: of all divisions in twelfths a1 holding everything earns most', () => {
    const divisions = Array.from({ length: 13 }, (_, a) =>
      Array.from({ length: 13 - a }, (__, b) => [a / 12, b / 12, (12 - a - b) / 12]),
    ).flat();
    const best = divisions.reduce((most, one) => (surplus(one) > surplus(most) + 1e-12 ? one : most));
    // Others may hold up to q_j(0) = 1 - 0.1 - 2/3, more than two twelfths, and it earns no less.
    expect(surplus(best)).toBeCloseTo(surplus([1, 0, 0]), 12);
    expect(surplus([8 / 12, 2 / 12, 2 / 12])).toBeCloseTo(surplus([1, 0, 0]), 12);
    expect(surplus([6 / 12, 3 / 12, 3 / 12])).toBeLessThan(surplus([1, 0, 0]) - 1e-4);
  });

  test('and a1 has the least integral', () => {
    const { corners, paper } = boundary(theoryFor(figure1Market(0.1)));
    const byText = economy.agents.map(({ maxDemand }, i) =>
      integral((x) => maxDemand - allocationBySubsets(economy, i, x), 0, 1),
    );
    expect(corners.map(({ paperCost }) => paperCost)).toEqual(byText.map((cost) => expect.closeTo(cost, 12)));
    expect([paper.agent, byText.indexOf(Math.min(...byText))]).toEqual([0, 0]);
  });
});

describe('Proposition 10, types above zero, is false: i* may be the wrong agent', () => {
  /** The agent with the least integral of k_i - q_i, by subsets and quadrature. */
  const namedByThePaper = (given: Parameters<typeof solve>[0]): number => {
    const { economy } = forwardGame(given).baseTheory;
    const { min, max } = economy.support;
    const costs = economy.agents.map(({ maxDemand }, i) =>
      integral((x) => Math.min(maxDemand, economy.supply) - allocationBySubsets(economy, i, x), min, max),
    );
    return costs.indexOf(Math.min(...costs));
  };

  test('solve confirms the audit’s witness: another agent’s corner earns more', () => {
    const witness = witnessAgainst('Proposition 10 (lo > 0)', { among: 60 });
    const chosen = namedByThePaper(witness);
    const everything = witness.agents.map((_, i) => (i === chosen ? witness.supply : 0));
    const { at, corner, interior } = solve(witness, everything);
    expect(corner.agent).not.toBe(witness.agents[chosen]?.id);
    expect(corner.expectedSurplus).toBeGreaterThan(at?.expectedSurplus as number);
    expect(corner.expectedSurplus).toBeGreaterThan(interior.expectedSurplus);
  });

  test('types on [1, 2], k = (0.95, 0.6), F = ((x-1)^2, x-1): the paper names a1, who earns 1/240; a2 earns 21/80', () => {
    // E[W] = 0.4 (5/3) + 0.05 (3/2) + 0.55 (7/4): what each gets for certain, and the higher type the rest.
    const welfare = 0.4 * (5 / 3) + 0.05 * 1.5 + 0.55 * 1.75;
    // a1 holds everything: E[W(2, theta_2)] + E[W(theta_1, 1)] - E[W] - 2 k_1; and a2: E[W(1, theta_2)] + E[W(theta_1, 2)] - E[W] - 2 k_2.
    const first = 1.9 + 0.05 * 1.5 + (0.95 * (5 / 3) + 0.05) - welfare - 1.9;
    const second = 0.6 * 1.5 + 0.4 + (1.2 + 0.4 * (5 / 3)) - welfare - 1.2;
    expect([first, second]).toEqual([expect.closeTo(1 / 240, 12), expect.closeTo(21 / 80, 12)]);
    const theory = theoryFor(fromOneToTwo);
    expect(spotProspect(theory, [1, 0]).expectedSurplus).toBeCloseTo(first, 12);
    expect(spotProspect(theory, [0, 1]).expectedSurplus).toBeCloseTo(second, 12);
    expect(namedByThePaper(fromOneToTwo)).toBe(0);
    expect(solve(fromOneToTwo).corner.agent).toBe('a2');
  });
});

describe('Proposition 10, "r^c_j in [0, max{0, 1 - sum of the others’ k}]" for all but i*, is false where types are above zero', () => {
  test('solve confirms the audit’s witness: the corner earns less if the others hold that much', () => {
    const witness = witnessAgainst('Proposition 10 (holdings of the others)', { among: 60 });
    const { corner } = solve(witness);
    const wanted = witness.agents.reduce((sum, { maxDemand }) => sum + maxDemand, 0);
    const kept = witness.agents.map(({ id, maxDemand }) =>
      id === corner.agent ? 0 : Math.max(0, witness.supply - (wanted - maxDemand)),
    );
    const rest = kept.reduce((left, units) => left - units, witness.supply);
    const holdings = kept.map((units, i) => (witness.agents[i]?.id === corner.agent ? rest : units));
    expect(solve(witness, holdings).at?.expectedSurplus).toBeLessThan(corner.expectedSurplus - 1e-6);
  });

  test('types on [1, 2], k = (0.95, 0.6): the 0.4 that a1 may keep cost the lowest type, 1, each', () => {
    const theory = theoryFor(fromOneToTwo);
    const kept = spotProspect(theory, [0.4, 0.6]).expectedSurplus;
    expect(kept - spotProspect(theory, [0, 1]).expectedSurplus).toBeCloseTo(-0.4, 12);
  });
});

describe('Proposition 10 with lo k_i in the choice of the agent', () => {
  test('holds where types are above zero', () =>
    expectToHold('Repair: lo k_i in the choice of the agent', { among: 60, least: 10 }));

  test('it names a2 in the example: 0.6 + 0.55 - 0.55/3 is less than 0.95 + 0.275', () => {
    const { best, corners } = boundary(theoryFor(fromOneToTwo));
    expect(best.agent).toBe(1);
    expect(corners.map(({ cost }) => cost)).toEqual([expect.closeTo(1.225, 12), expect.closeTo(1.15 - 0.55 / 3, 12)]);
  });
});
