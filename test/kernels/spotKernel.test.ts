import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compiledSpotKernel } from '../../src/kernels/compiledSpotKernel.ts';
import { plainSpotKernel } from '../../src/kernels/plainSpotKernel.ts';
import { spotKernel } from '../../src/kernels/spotKernel.ts';
import { OUTCOME, type SpotKernel, type SpotPlan } from '../../src/kernels/spotPlan.ts';
import { type Compiled, instantiate } from '../../src/kernels/webAssembly.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { vcgPayments } from '../../src/theory/vcgPayments.ts';
import { record, sixtyFourths, thousandths } from '../arbitraries/economy.ts';

/** Rounding of sums of some hundred products of order 1, in another order. */
const ROUNDING = 1e-12;

const compiled = (): Compiled => {
  const instance = instantiate();
  if (instance === null) throw new Error('this machine has no WebAssembly with vectors');
  return instance;
};
const pair = (plan: SpotPlan, rounds: number): readonly [SpotKernel, SpotKernel] => [
  compiledSpotKernel(compiled(), plan, rounds),
  plainSpotKernel(plan, rounds),
];

/** Plans of up to 150 agents; the band may be good or bad, the types may tie, one demand may be the whole supply. */
const plans = (step: 'dyadic' | 'real') => {
  const amount = step === 'dyadic' ? sixtyFourths(1 / 64, 1) : fc.double({ min: 0.01, max: 1, noNaN: true });
  const type =
    step === 'dyadic'
      ? fc.oneof(
          sixtyFourths(0, 1),
          fc.nat({ max: 4 }).map((x) => x / 4),
        )
      : fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), thousandths(0, 1));
  return fc
    .tuple(
      fc.array(record({ k: amount, r: amount, worst: type, first: type, second: type }), {
        minLength: 2,
        maxLength: 150,
      }),
      fc.constantFrom('any', 'equal', 'whole', 'all served' as const),
      amount,
      fc.tuple(type, type),
    )
    .map(([agents, demands, share, [a, b]]) => {
      const first = agents[0]?.k as number;
      const wanted = agents.map(({ k }) => (demands === 'equal' ? first : k));
      const all = wanted.reduce((sum, k) => sum + k, 0);
      const supply = demands === 'all served' ? all : Math.max(Math.ceil(share * all * 64) / 64, ...wanted);
      if (demands === 'whole') wanted[0] = supply;
      const plan: SpotPlan = {
        maxDemands: wanted,
        holdings: agents.map(({ r }) => r),
        worstOffTypes: agents.map(({ worst }) => worst),
        supply,
        lo: 0,
        hi: 1,
        band: [Math.min(a, b), Math.max(a, b)],
      };
      return { plan, profiles: [agents.map((x) => x.first), agents.map((x) => x.second)] };
    });
};

/** All figures of the agents, without what stands behind the last one. */
const figures = ({ types, payments, allocations, outcomes, stride }: SpotKernel, n: number, rounds: number) =>
  Array.from({ length: rounds }, (_, r) => ({
    types: Array.from(types.subarray(r * stride, r * stride + n)),
    payments: Array.from(payments.subarray(r * stride, r * stride + n)),
    allocations: Array.from(allocations.subarray(r * stride, r * stride + n)),
    outcome: Array.from(outcomes.subarray(r * OUTCOME.length, (r + 1) * OUTCOME.length)),
  }));

const clearAll = (kernel: SpotKernel, profiles: readonly (readonly number[])[]): void => {
  profiles.forEach((types, r) => {
    kernel.types.set(types, r * kernel.stride);
  });
  kernel.clear(profiles.length);
};

describe.each(['dyadic', 'real'] as const)('on %s numbers', (step) => {
  test('WebAssembly and TypeScript agree to the last bit', () => {
    fc.assert(
      fc.property(plans(step), ({ plan, profiles }) => {
        const [fast, plain] = pair(plan, profiles.length);
        clearAll(fast, profiles);
        clearAll(plain, profiles);
        const n = plan.maxDemands.length;
        expect(figures(fast, n, 2)).toStrictEqual(figures(plain, n, 2));
      }),
    );
  });

  test('payments and allocation are those of the theory: exactly so on dyadic numbers', () => {
    fc.assert(
      fc.property(plans(step), ({ plan, profiles }) => {
        const kernel = spotKernel(plan, profiles.length);
        clearAll(kernel, profiles);
        figures(kernel, plan.maxDemands.length, 2).forEach(({ types, payments, allocations, outcome }) => {
          const { lo: _lo, hi: _hi, band: _band, ...rest } = plan;
          const theory = vcgPayments({ ...rest, types });
          const surplus = theory.payments.reduce((sum, payment) => sum + payment, 0);
          const welfare = theory.allocation.reduce((sum, q, i) => sum + q * (types[i] as number), 0);
          if (step === 'dyadic') {
            expect({ payments, allocations }).toStrictEqual({
              payments: theory.payments,
              allocations: theory.allocation,
            });
            expect(outcome.slice(0, 2)).toStrictEqual([surplus, welfare]);
          } else {
            const worst = (a: readonly number[], b: readonly number[]): number =>
              a.reduce((most, x, i) => Math.max(most, Math.abs(x - (b[i] as number))), 0);
            expect(worst(payments, theory.payments)).toBeLessThan(ROUNDING);
            expect(worst(allocations, theory.allocation)).toBeLessThan(ROUNDING);
            expect(worst(outcome.slice(0, 2), [surplus, welfare])).toBeLessThan(100 * ROUNDING);
          }
        });
      }),
    );
  });
});

/** A market of many different agents with uniform types, and a band around the price that they expect. */
const crowd = (n: number): SpotPlan => {
  const maxDemands = Array.from({ length: n }, (_, i) => 1 / 2 + ((i * 37) % 101) / 64);
  const all = maxDemands.reduce((sum, k) => sum + k, 0);
  return {
    maxDemands,
    holdings: maxDemands.map((k) => k / 3),
    worstOffTypes: maxDemands.map((_, i) => 1 / 3 + ((i * 53) % 97) / 256),
    supply: 0.4 * all,
    lo: 0,
    hi: 1,
    band: [0.6 - 2 / Math.sqrt(n), 0.6 + 2 / Math.sqrt(n)],
  };
};
const seeded = (kernel: SpotKernel, n: number): SpotKernel => {
  for (let i = 0; i < n; i++) kernel.seed(i, nodeSha256(`agent ${i}`));
  return kernel;
};

describe('drawn types', () => {
  test.each([2, 3, 31, 33, 500, 3001])('of %i agents are the same to the bit, and so is what comes of them', (n) => {
    const plan = crowd(n);
    const [fast, plain] = pair(plan, 7).map((kernel) => seeded(kernel, n)) as [SpotKernel, SpotKernel];
    for (let call = 0; call < 3; call++) {
      for (const kernel of [fast, plain]) {
        kernel.draw(7, 0, 1);
        kernel.clear(7);
      }
      expect(figures(fast, n, 7)).toStrictEqual(figures(plain, n, 7));
    }
  });

  test('do not depend on how many rounds are asked for at once', () => {
    const [whole, parts] = [seeded(spotKernel(crowd(5), 6), 5), seeded(spotKernel(crowd(5), 2), 5)];
    whole.draw(6, 1, 3);
    const inParts = [0, 1, 2].flatMap(() => {
      parts.draw(2, 1, 3);
      return Array.from(parts.types);
    });
    expect(Array.from(whole.types)).toStrictEqual(inParts);
  });

  test('are the published generator’s: xoshiro256+ from the state 1, 2, 3, 4', () => {
    const plan = crowd(2);
    for (const kernel of pair(plan, 4)) {
      kernel.seed(1, [1, 2, 3, 4].map((word) => word.toString(16).padStart(16, '0')).join(''));
      kernel.draw(4, 0, 1);
      const own = [0, 1, 2, 3].map((r) => kernel.types[r * kernel.stride + 1] as number);
      expect(own).toStrictEqual(reference([1n, 2n, 3n, 4n], 4));
    }
  });

  test('stay on their support and are level: mean 1/2 and variance 1/12 within five standard errors', () => {
    const n = 64;
    const kernel = seeded(spotKernel(crowd(n), 1000), n);
    kernel.draw(1000, 0, 1);
    const all = kernel.types;
    const mean = all.reduce((sum, u) => sum + u, 0) / all.length;
    const variance = all.reduce((sum, u) => sum + (u - 0.5) ** 2, 0) / all.length;
    expect(Math.min(...all.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    expect(all.every((u) => u >= 0 && u < 1)).toBe(true);
    expect(Math.abs(mean - 1 / 2)).toBeLessThan(5 * Math.sqrt(1 / 12 / all.length));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180 / all.length));
  });
});

/** xoshiro256+ as its authors print it, in whole numbers. */
const reference = (state: readonly bigint[], draws: number): readonly number[] => {
  const wide = (x: bigint): bigint => BigInt.asUintN(64, x);
  let [a, b, c, d] = state as [bigint, bigint, bigint, bigint];
  return Array.from({ length: draws }, () => {
    const word = wide(a + d);
    const t = wide(b << 17n);
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = wide(d << 45n) | (d >> 19n);
    return Number(word >> 11n) * 2 ** -53;
  });
};
