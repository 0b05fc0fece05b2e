import { describe, expect, test } from 'vitest';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import type { ForwardRule, Scenario } from '../../src/domain/scenario.ts';
import { allocationLaw } from '../../src/studies/repeated/allocationLaw.ts';
import { endowmentValue } from '../../src/studies/repeated/endowmentValue.ts';
import { type RepeatedDeviations, repeatedDeviations } from '../../src/studies/repeated/repeatedDeviations.ts';
import { repeatedGame } from '../../src/studies/repeated/repeatedGame.ts';
import { agent, scenario } from '../support/setups.ts';

/** Two agents who want everything: the first uniform, the second mostly low. t^ = 2/5, r* = (3/5, 2/5). */
const unequal = scenario({
  agents: [
    agent('a1', { endowment: 1 }),
    agent('a2', {
      type: {
        family: 'quantiles',
        points: [
          [0, 0],
          [1 / 2, 3 / 4],
          [1, 1],
        ],
        min: 0,
        max: 1,
      },
    }),
  ],
});
const MARGIN = 1 / 4;
const paper: ForwardRule = { rule: 'discriminatory', margin: MARGIN, domain: 'full', charges: 'none' };

/**
 * The slow twin: the economy with each type in the middle of one of N cells, everything by enumeration and from the definitions.
 * With t^ and all kinks between cells the expectations over the other's type are those of continuous types at the cells' ends,
 * and over both types they differ from them by a multiple of 1/N^2, which two N cancel.
 */
const slow = (N: number) => {
  const t = 2 / 5;
  const r = [3 / 5, 2 / 5];
  const mass = [
    Array.from({ length: N }, () => 1 / N),
    Array.from({ length: N }, (_, j) => (j < N / 2 ? 1.5 : 0.5) / N),
  ] as const;
  const middle = (j: number): number => (j + 1 / 2) / N;
  /** Integral of P from 0 to y: 2/5 plus 5/4 of max(-2/5, y) below and of min(3/5, 3/2 y) above, the hulls by hand. */
  const phi = (y: number): number => {
    const below = y < -0.4 ? 0.08 + 0.4 * (-0.4 - y) : (y * y) / 2;
    const above = y > 0.4 ? 0.12 + 0.6 * (y - 0.4) : 0.75 * y * y;
    return 0.4 * y + (1 + MARGIN) * (y < 0 ? below : above);
  };
  /** VCG by its definition for i of type own, the other of type its, units worth s later, worst-off type w, holding held. */
  const payment = (own: number, its: number, wins: boolean, w: number, held: number, s: number): number =>
    (wins ? own : 0) - (wins ? own : its) + Math.max(w, its) - held * w + s * ((wins ? 1 : 0) - held);
  /** E over both types of what a truthful agent gets in one cycle and the next: `later` is what 0 and 1 units are then worth. */
  const cycle = (i: 0 | 1, held: number, w: number, s: number, later: readonly [number, number]): number => {
    let sum = 0;
    for (let a = 0; a < N; a++) {
      for (let b = 0; b < N; b++) {
        const weight = (mass[i][a] as number) * (mass[1 - i]?.[b] as number);
        const won = middle(a) - payment(middle(a), middle(b), true, w, held, s) + later[1];
        const lost = later[0] - payment(middle(a), middle(b), false, w, held, s);
        sum += weight * (a > b ? won : a < b ? lost : (won + lost) / 2);
      }
    }
    return sum;
  };
  return { t, r, mass, middle, phi, payment, cycle };
};

interface Dynamic {
  readonly charges: 'none' | 'linear' | 'no market';
  readonly resale: boolean;
  readonly discount: number;
  readonly horizon: number;
}

/** V_1 by backward induction on a grid of endowments. */
const dynamicProgram = (
  N: number,
  i: 0 | 1,
  { charges, resale, discount, horizon }: Dynamic,
  grid: readonly number[],
) => {
  const { t, r, phi, cycle } = slow(N);
  const low = (j: 0 | 1, held: number): number =>
    j === 1 ? held : held < 3 / 4 ? held / 1.5 : 1 / 2 + 2 * (held - 3 / 4);
  const mean = [1 / 2, 3 / 8];
  let later = new Map<number, number>([...grid, 0, 1].map((e) => [e, 0]));
  let price = 0;
  for (let step = horizon; step >= 1; step--) {
    const s = resale ? discount * price : 0;
    const next = [discount * (later.get(0) as number), discount * (later.get(1) as number)] as const;
    const now = new Map<number, number>();
    for (const e of [...grid, 0, 1]) {
      const y = e - (r[i] as number);
      if (charges !== 'no market') {
        const paid = -phi(y) - s * y + (charges === 'linear' ? phi(y) - t * y : 0);
        now.set(e, cycle(i, r[i] as number, t, s, next) - paid);
        continue;
      }
      const j = i === 0 ? 1 : 0;
      const payoffs = cycle(i, e, low(i, e), 0, [0, 0]) + cycle(j, 1 - e, low(j, 1 - e), 0, [0, 0]);
      now.set(
        e,
        welfare(N) - payoffs >= 0
          ? cycle(i, e, low(i, e), s, next)
          : e * (mean[i] as number) + discount * (later.get(e) as number),
      );
    }
    price = t + discount * price;
    later = now;
  }
  return later;
};
/** E[max of the two types]. */
const welfare = (N: number): number => {
  const { mass, middle } = slow(N);
  let sum = 0;
  for (let a = 0; a < N; a++)
    for (let b = 0; b < N; b++) sum += (mass[0][a] as number) * (mass[1][b] as number) * Math.max(middle(a), middle(b));
  return sum;
};

describe('the value of an endowment', () => {
  const cases: readonly (readonly [string, Dynamic])[] = [
    ['under the paper\u2019s rule with resale', { charges: 'none', resale: true, discount: 0.9, horizon: 3 }],
    ['under the paper\u2019s rule without resale', { charges: 'none', resale: false, discount: 0.9, horizon: 3 }],
    ['with linear charges and resale', { charges: 'linear', resale: true, discount: 1, horizon: 2 }],
    ['without a forward market', { charges: 'no market', resale: true, discount: 0.5, horizon: 3 }],
  ];
  test.each(cases)('%s is that of dynamic programming over a discrete economy', (_name, dynamic) => {
    const grid = [0, 0.6, 0.75, 1];
    const { theory } = marketsOf(unequal);
    const forward: ForwardRule =
      dynamic.charges === 'no market' ? { rule: 'none' } : { ...paper, charges: dynamic.charges };
    const game = repeatedGame({
      scenario: { ...unequal, discount: dynamic.discount },
      theory,
      rule: forward,
      resale: { forward: dynamic.resale, spot: dynamic.resale },
      horizon: dynamic.horizon,
    });
    for (const i of [0, 1] as const) {
      const value = endowmentValue(game, i, allocationLaw(theory, i));
      // What the agents hold adds up to 1, and the second's grid is the mirror of the first's.
      const own = grid.map((e) => (i === 0 ? e : 1 - e));
      const [coarse, fine] = [40, 80].map((N) => dynamicProgram(N, i, dynamic, own)) as [
        Map<number, number>,
        Map<number, number>,
      ];
      for (const e of own) {
        const exact = (4 * (fine.get(e) as number) - (coarse.get(e) as number)) / 3;
        // Sums of 6,400 products in each of three cycles.
        expect(Math.abs(value.value(1, e) - exact), `agent ${i}, ${e}`).toBeLessThan(1e-11);
      }
    }
  });

  test('has the slope that differences of values have', () => {
    const { theory } = marketsOf(unequal);
    const rules: readonly ForwardRule[] = [
      paper,
      { ...paper, rule: 'posted', charges: 'linear' },
      { rule: 'uniform', price: 1 / 4, charges: 'none' },
      { rule: 'none' },
    ];
    for (const rule of rules) {
      for (const horizon of [2, Number.POSITIVE_INFINITY]) {
        const both = { forward: true, spot: true };
        const game = repeatedGame({ scenario: { ...unequal, discount: 0.8 }, theory, rule, resale: both, horizon });
        const { value, slope } = endowmentValue(game, 0, allocationLaw(theory, 0));
        for (const e of [0.05, 0.55, 0.95]) {
          const step = 1e-4;
          const quotient = (value(1, e + step) - value(1, e - step)) / (2 * step);
          // Quadratic pieces have no third derivative; the values are right to 1e-13 or so.
          expect(Math.abs((slope(1, e) as number) - quotient), `${rule.rule} ${horizon} ${e}`).toBeLessThan(1e-8);
        }
      }
    }
  });

  test('without an end is what long horizons come to, and repeats itself', () => {
    const { theory } = marketsOf(unequal);
    for (const rule of [paper, { ...paper, charges: 'linear' }, { rule: 'none' }] as const) {
      const [forever, long] = [Number.POSITIVE_INFINITY, 200].map((horizon) => {
        const scenarioOf = { ...unequal, discount: 0.8 };
        const game = repeatedGame({
          scenario: scenarioOf,
          theory,
          rule,
          resale: { forward: true, spot: true },
          horizon,
        });
        return endowmentValue(game, 0, allocationLaw(theory, 0));
      }) as [ReturnType<typeof endowmentValue>, ReturnType<typeof endowmentValue>];
      for (const e of [0, 0.6, 1]) {
        expect(forever.value(1, e)).toBeCloseTo(long.value(1, e), 12);
        expect(forever.value(7, e)).toBe(forever.value(1, e));
      }
    }
  });
});

const study = (given: Scenario, horizon: number): RepeatedDeviations =>
  repeatedDeviations({ scenario: given, theory: marketsOf(given).theory, horizon, reading: 'paper' });
const variantOf = ({ variants }: RepeatedDeviations, name: string) =>
  variants.find((variant) => variant.name === name) as RepeatedDeviations['variants'][number];

describe('deviations in a repeated economy', () => {
  test('of two uniform agents have the closed forms', () => {
    const pair = scenario({ agents: [agent('a1', { endowment: 1 }), agent('a2')] });
    const found = study(pair, 2);
    expect(found).toMatchObject({ worstOffType: 1 / 2, unitValue: 1, resaleValue: 1 / 2 });
    // Both report 1/2 too much, up to 1: 1/8 for types below 1/2, d/2 - d^2/2 at a distance d from 1 above.
    for (const { spot } of variantOf(found, 'posted, both leave it out').agents) {
      expect(spot.gain).toBeLessThanOrEqual(5 / 48);
      expect(spot.upperBound).toBeGreaterThanOrEqual(5 / 48);
      expect(spot.upperBound - spot.gain).toBeLessThan(2e-4);
      expect(spot.keenest.gain).toBeCloseTo(1 / 8, 12);
    }
    // Spot pays 1/2 for resale and the forward price leaves it out: 1/2 a unit more, against 1/2 + 5/4 y: all of it, 7/32.
    for (const { forward } of variantOf(found, 'posted, forward leaves it out').agents) {
      expect(forward).toMatchObject({ bestResponse: 1 });
      expect(forward.gain).toBeCloseTo(7 / 32, 12);
    }
    // Without an end a unit is worth t^ / (1 - beta).
    expect(study({ ...pair, discount: 0.75 }, Number.POSITIVE_INFINITY).unitValue).toBe(2);
  });

  test('gain what enumeration over the discrete economy finds, type by type', () => {
    const found = variantOf(study(unequal, 2), "the paper's, resale in both");
    const N = 640;
    const { t, phi, r, mass, middle, payment } = slow(N);
    for (const i of [0, 1] as const) {
      // Next cycle, the last: phi(e - r*) and the rest the same whatever e is.
      const later = [0, 1].map((e) => phi(e - (r[i] as number))) as [number, number];
      let keenest = 0;
      for (let own = 0; own <= 128; own += 8) {
        const theta = own / 128;
        const worth = (cell: number): number => {
          let sum = 0;
          for (let b = 0; b < N; b++) {
            const wins = b < cell;
            const paid = payment(cell / N, middle(b), wins, t, r[i] as number, t);
            sum += (mass[1 - i]?.[b] as number) * ((wins ? theta : 0) - paid + later[wins ? 1 : 0]);
          }
          return sum;
        };
        const best = Math.max(...Array.from({ length: N + 1 }, (_, cell) => worth(cell)));
        keenest = Math.max(keenest, best - worth((own * N) / 128));
      }
      const { spot, unitNextCycle } = found.agents[i] as (typeof found.agents)[number];
      // A shift, and a different one for each: 7/20 and 3/5 a unit, where both markets count on 2/5.
      expect(unitNextCycle[0]).toBeCloseTo(i === 0 ? 0.35 : 0.6, 12);
      expect(unitNextCycle[1]).toBeCloseTo(i === 0 ? 0.35 : 0.6, 12);
      expect(spot.keenest.gain).toBeGreaterThan(i === 0 ? 0.0005 : 0.01);
      expect(Math.abs(spot.keenest.gain - keenest)).toBeLessThan(1e-11);
    }
    // The second: 1/50 below 4/5, d/5 - d^2/2 at a distance d from 1 above, over its own types.
    const { gain, upperBound } = (found.agents[1] as (typeof found.agents)[number]).spot;
    const exact = 0.018 + 0.5 * (0.004 - 0.008 / 6);
    expect(gain).toBeLessThanOrEqual(exact);
    expect(upperBound).toBeGreaterThanOrEqual(exact);
  });

  test('pay nobody under posted prices with linear charges and resale in both markets, and somebody in all other variants', () => {
    const three = scenario({
      agents: [
        agent('a1', { maxDemand: 1 / 2, endowment: 5 / 8 }),
        agent('a2', { maxDemand: 3 / 4, endowment: 3 / 8 }),
        agent('a3', { maxDemand: 1 / 4, type: { family: 'power', exponent: 2, min: 0, max: 1 } }),
      ],
      discount: 0.9,
    });
    for (const horizon of [3, Number.POSITIVE_INFINITY]) {
      const { variants } = study(three, horizon);
      for (const { name, spotUpperBound, forwardUpperBound, spotGain, forwardGain } of variants) {
        if (name === 'posted, resale in both') {
          expect(spotUpperBound).toBeLessThan(1e-9);
          expect(forwardUpperBound).toBeLessThan(1e-9);
        } else expect(spotGain + forwardGain, name).toBeGreaterThan(1e-3);
      }
    }
  });

  test('are not studied where an endowment has no value of its own, with the reason', () => {
    const three = scenario({ forward: { ...paper, charges: 'participation' } });
    expect(study(three, 2).variants[0]).toMatchObject({
      agents: [],
      refusal: 'participation charges depend on what everybody owns',
    });
  });
});
