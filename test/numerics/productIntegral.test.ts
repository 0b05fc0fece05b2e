import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clenshaw, differentiate, restrict } from '../../src/numerics/chebyshevSeries.ts';
import { overSmoothPieces } from '../../src/numerics/overSmoothPieces.ts';
import { productIntegral } from '../../src/numerics/productIntegral.ts';
import { integral } from '../support/quadrature.ts';

const series = fc
  .array(fc.integer({ min: -64, max: 64 }), { minLength: 17, maxLength: 17 })
  .map((a) => Float64Array.from(a, (x, k) => x / 64 / (k + 1)));

test('the three integrals of two series are those of quadrature', () => {
  fc.assert(
    fc.property(series, series, (f, q) => {
      const slope = differentiate(q);
      const found = productIntegral(f, q);
      const near = (value: number, of: (u: number) => number): void => {
        expect(Math.abs(value - integral(of, -1, 1, 1000))).toBeLessThan(1e-9);
      };
      near(found.product, (u) => clenshaw(f, u) * clenshaw(q, u));
      near(found.slope, (u) => clenshaw(f, u) * clenshaw(slope, u));
      near(found.shifted, (u) => u * clenshaw(f, u) * clenshaw(slope, u));
    }),
  );
});

test('a stretch of a series is the series there', () => {
  fc.assert(
    fc.property(series, (f) => {
      const part = restrict(f, -0.5, 0.25);
      for (const u of [-1, -0.3, 0.4, 1])
        expect(Math.abs(clenshaw(part, u) - clenshaw(f, -0.5 + ((u + 1) * 0.75) / 2))).toBeLessThan(1e-13);
    }),
  );
});

test('a function with kinks is covered by pieces on which its series have converged', () => {
  const f = (x: number): number => Math.abs(x - 0.3) + Math.sqrt(x);
  let [at, sum] = [0, 0];
  overSmoothPieces({
    f,
    kinks: [0.3],
    from: 0,
    to: 1,
    tolerance: 1e-13,
    matters: (a, b) => b - a,
    take: (piece, a, b) => {
      expect(a).toBe(at);
      at = b;
      sum += (productIntegral(Float64Array.of(1), piece).product * (b - a)) / 2;
    },
  });
  expect(at).toBe(1);
  expect(Math.abs(sum - (0.3 ** 2 / 2 + 0.7 ** 2 / 2 + 2 / 3))).toBeLessThan(1e-12);
});
