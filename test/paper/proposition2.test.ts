import { describe, expect, test } from 'vitest';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { agent, scenario } from '../support/setups.ts';
import { allocationBySubsets } from '../theory/oracles/subsets.ts';
import { expectToHold } from './fare.ts';
import { interior } from './fromTheText.ts';
import { figure1Market, fromOneToTwo, GOLDEN_RATIO, goldenPair, theoryFor } from './markets.ts';

describe('Proposition 2: there are a unique t^ and unique holdings r* = (q_1(t^), ..., q_n(t^)) at which all have the worst-off type t^', () => {
  test('holds in the paper’s cases and in random economies', () => expectToHold('Proposition 2'));

  test('agents that are alike hold S/n, whatever F and k', () => {
    const types = [
      { family: 'beta', alpha: 2, beta: 3, min: 0, max: 1 },
      { family: 'truncated-exponential', rate: 3, min: 0, max: 1 },
      { family: 'triangular', mode: 0.2, min: 0, max: 1 },
    ] as const;
    types.forEach((type, j) => {
      const n = j + 2;
      const agents = Array.from({ length: n }, (_, i) => agent(`a${i}`, { maxDemand: 0.6, type }));
      for (const held of theoryFor(scenario({ agents })).interiorHoldings) expect(held).toBeCloseTo(1 / n, 12);
    });
  });

  test('F = (t^2, t): t + t^2 = 1, so that t^ and r*_1 are the golden ratio', () => {
    const { commonWorstOffType, interiorHoldings } = theoryFor(goldenPair);
    expect(commonWorstOffType).toBeCloseTo(GOLDEN_RATIO, 12);
    expect(interiorHoldings).toEqual([expect.closeTo(GOLDEN_RATIO, 12), expect.closeTo(1 - GOLDEN_RATIO, 12)]);
  });

  test.each([
    ['Figure 1 at k_1 = 0.1', figure1Market(0.1)],
    ['types on [1, 2]', fromOneToTwo],
  ])('%s: the sum of q_i by subsets passes 1 once, at t^', (_, market) => {
    const { economy, commonWorstOffType, interiorHoldings } = theoryFor(market);
    const { min, max } = economy.support;
    const total = (t: number): number =>
      economy.agents.reduce((sum, __, i) => sum + allocationBySubsets(economy, i, t), 0);
    const totals = Array.from({ length: 201 }, (__, j) => total(min + ((max - min) * j) / 200));
    expect(totals.slice(1).every((value, j) => value > (totals[j] as number))).toBe(true);
    const { type, holdings } = interior(economy);
    expect(type).toBeCloseTo(commonWorstOffType, 12);
    expect(holdings).toEqual(interiorHoldings.map((held) => expect.closeTo(held, 12)));
  });

  test('a hundredth moved from one agent to another sets the worst-off types apart', () => {
    for (const market of [goldenPair, figure1Market(0.5), fromOneToTwo]) {
      const theory = theoryFor(market);
      const [first, second, ...rest] = theory.interiorHoldings as readonly [number, number, ...number[]];
      const { worstOffTypes } = spotProspect(theory, [first + 0.01, second - 0.01, ...rest]);
      expect((worstOffTypes[0] as number) - (worstOffTypes[1] as number)).toBeGreaterThan(0.01);
    }
  });
});
