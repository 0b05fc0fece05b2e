import { describe, expect, test } from 'vitest';
import { agv } from '../../src/theory/agv.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { integral } from '../support/quadrature.ts';
import { expectToHold } from './fare.ts';
import { bilateralTrade, theoryFor } from './markets.ts';

describe('Proposition 11: where (16) holds, AGV is efficient, Bayesian incentive compatible, interim individually rational and balanced', () => {
  test('holds in the paper’s cases and in random economies', () => expectToHold('Proposition 11'));

  // Two agents who can use everything, uniform types, holdings (r, 1 - r): Q_j theta_j given theta_i is on average (1 - theta_i^2) / 2,
  // t^_i = r_i and E[W(t, theta_-i)] = (1 + t^2) / 2.
  const byHand = (r: readonly [number, number]) => {
    const v = (i: 0 | 1, t: number): number => (1 - t ** 2) / 2 + r[i] ** 2;
    const d2 = 1 / 3 + r[0] ** 2 - (1 + r[1] ** 2) / 2;
    const first = (a: number, b: number): number => v(1, b) - v(0, a) + d2;
    const second = (a: number, b: number): number => v(0, a) - v(1, b) - d2;
    return { first, second };
  };
  /** What type t of agent 1 expects of reporting z, less its outside option: it gets the unit from every type below z. */
  const gain = (r: readonly [number, number], t: number, z: number): number =>
    t * z - integral((b) => byHand(r).first(z, b), 0, 1, 4) - r[0] * t;
  const types = Array.from({ length: 41 }, (_, j) => j / 40);

  test('payments are those of the appendix, and add up to zero', () => {
    const theory = theoryFor(bilateralTrade);
    for (const r of [
      [1 / 2, 1 / 2],
      [0.7, 0.3],
      [1, 0],
    ] as const) {
      const { payments } = agv(theory, spotProspect(theory, r));
      for (const [a, b] of [
        [0.2, 0.9],
        [0.6, 0.5],
        [1, 0],
      ] as const) {
        const { first, second } = byHand(r);
        expect(payments([a, b], [1, 0])).toEqual([expect.closeTo(first(a, b), 12), expect.closeTo(second(a, b), 12)]);
        expect(first(a, b) + second(a, b)).toBe(0);
      }
    }
  });

  test('no type expects more from another report than its own', () => {
    for (const t of types)
      for (const z of types) expect(gain([0.7, 0.3], t, z)).toBeLessThanOrEqual(gain([0.7, 0.3], t, t) + 1e-12);
  });

  test('though once types are known one may regret it: AGV is not dominant-strategy', () => {
    const { first } = byHand([1 / 2, 1 / 2]);
    // Type 0.5 against 0.9 gets nothing either way, and pays less by reporting 0.
    expect(first(0, 0.9)).toBeLessThan(first(0.5, 0.9));
  });

  test('from halves the claimant joins: its worst-off type gains Pi = 1/12', () => {
    const gains = types.map((t) => gain([1 / 2, 1 / 2], t, t));
    expect(Math.min(...gains)).toBeCloseTo(1 / 12, 12);
  });

  test('from (1, 0), where (16) fails, it does not: its worst-off type loses 1/6', () => {
    const gains = types.map((t) => gain([1, 0], t, t));
    expect(Math.min(...gains)).toBeCloseTo(-1 / 6, 12);
  });
});
