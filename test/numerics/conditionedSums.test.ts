import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conditionedSums } from '../../src/numerics/conditionedSums.ts';
import { contourSums } from '../../src/numerics/contourSums.ts';
import { latticeSums } from '../../src/numerics/latticeSums.ts';
import { thousandths } from '../arbitraries/economy.ts';

interface Written {
  /** In steps. */
  readonly sizes: readonly number[];
  readonly limit: number;
  readonly below: readonly number[];
}

const asked = ({ sizes, limit }: Written, step: number) => ({
  weights: Float64Array.from(sizes, (size) => size / 64),
  counts: new Float64Array(sizes.length).fill(1),
  limit: limit / 64,
  step,
  tolerance: 1e-6,
});

const lattice = ({ sizes, limit, below }: Written): Float64Array =>
  latticeSums({
    length: limit,
    steps: Int32Array.from(sizes, (size) => Math.min(size, limit)),
    shares: new Float64Array(sizes.length),
    happens: Float64Array.from(below, (f) => 1 - f),
    questions: 1,
  }).map((steps) => steps / 64);

/** Some that want about everything beside sixty that want little. */
const towering = fc
  .tuple(
    fc.array(fc.integer({ min: 300, max: 900 }), { minLength: 1, maxLength: 4 }),
    fc.array(fc.integer({ min: 3, max: 12 }), { minLength: 60, maxLength: 60 }),
    fc.integer({ min: 250, max: 900 }),
    fc.array(thousandths(0.001, 0.999), { minLength: 64, maxLength: 64 }),
  )
  .map(([large, small, limit, below]): Written => {
    const sizes = [...small, ...large];
    return { sizes, limit, below: below.slice(0, sizes.length) };
  });

test('it is the lattice within its bounds, each figure within its own, on a step and off it', () => {
  fc.assert(
    fc.property(towering, fc.constantFrom(0, 1 / 64), (written, step) => {
      const oracle = lattice(written);
      const happens = written.below.map((f) => 1 - f);
      const { values, errors, servedError } = conditionedSums(asked(written, step))(happens, written.below);
      const last = errors.length;
      errors.forEach((error, j) => {
        expect(Math.abs((values[j] as number) - (oracle[j] as number))).toBeLessThanOrEqual(error + 1e-13);
      });
      expect(Math.abs((values[last] as number) - (oracle[last] as number))).toBeLessThanOrEqual(servedError + 1e-13);
      if (step > 0) expect(Math.max(...errors)).toBeLessThan(1e-7);
    }),
    { numRuns: 25 },
  );
});

test('one that wants all beside many that want little costs as little as the many alone', () => {
  const sizes = [...Array.from({ length: 200 }, (_, j) => 3 + Math.sqrt(j)), 800];
  const written = { sizes, limit: 800, below: sizes.map((_, j) => 0.97 + (j % 5) / 200) };
  const happens = written.below.map((f) => 1 - f);
  const [apart, together] = [conditionedSums, contourSums].map((sums) =>
    sums(asked(written, 0))(happens, written.below),
  );
  expect(apart?.nodes).toBeLessThan(60);
  expect(apart?.totalError).toBeLessThan(1e-5);
  expect(together?.nodes).toBeGreaterThan(100);
});

test('where no weight towers it is the contour of all', () => {
  const sizes = Array.from({ length: 30 }, (_, j) => 20 + j);
  const written = { sizes, limit: 400, below: sizes.map((_, j) => 0.3 + j / 100) };
  const happens = written.below.map((f) => 1 - f);
  const [a, b] = [conditionedSums, contourSums].map((sums) => sums(asked(written, 0))(happens, written.below));
  expect(a).toEqual(b);
});
