import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampledQuantiles } from '../../../src/studies/sampling/quantiles.ts';
import {
  addCounts,
  addMoments,
  count,
  emptyTally,
  meanAndVariance,
  type Scale,
} from '../../../src/studies/sampling/tally.ts';
import { thousandths } from '../../arbitraries/economy.ts';

const scaleOf = (from: number, width: number, bins: number): Scale => ({
  centres: Float64Array.of(0.5),
  from: Float64Array.of(from),
  width: Float64Array.of(width),
  bins: Int32Array.of(bins),
  offsets: Int32Array.of(0),
});
const tallied = (values: readonly number[], scale: Scale) => {
  const tally = emptyTally(scale);
  for (const x of values) count(tally, scale, 0, x);
  return tally;
};
const values = fc.array(thousandths(-2, 3), { minLength: 2, maxLength: 200 });
/** Bins that cover the draws, or half of them, or none. */
const scales = fc.constantFrom(scaleOf(-2, 5 / 64, 64), scaleOf(0, 1 / 16, 16), scaleOf(7, 1, 2));

describe('a tally', () => {
  test('knows every quantile up to the error that it states, even outside its bins', () => {
    fc.assert(
      fc.property(values, scales, thousandths(0, 1), (draws, scale, probability) => {
        const { counts, moments } = tallied(draws, scale);
        const [quantile] = sampledQuantiles({
          counts,
          scale,
          moments,
          figure: 0,
          draws: draws.length,
          probabilities: [probability],
          reach: 2,
        });
        const rank = Math.max(1, Math.ceil(probability * draws.length));
        const own = draws.toSorted((a, b) => a - b)[rank - 1] as number;
        const { value, error, confidence } = quantile as NonNullable<typeof quantile>;
        expect(Math.abs(value - own)).toBeLessThanOrEqual(error + 1e-12);
        expect(confidence[0]).toBeLessThanOrEqual(own + 1e-12);
        expect(confidence[1]).toBeGreaterThanOrEqual(own - 1e-12);
      }),
    );
  });

  test('of two parts adds up to the tally of both', () => {
    fc.assert(
      fc.property(values, values, scales, (first, second, scale) => {
        const [all, more] = [tallied(first, scale), tallied(second, scale)];
        addMoments(all.moments, more.moments);
        addCounts(all.counts, more.counts);
        const both = tallied([...first, ...second], scale);
        expect(all.counts).toEqual(both.counts);
        expect(all.moments.least).toEqual(both.moments.least);
        expect(all.moments.sums[0]).toBeCloseTo(both.moments.sums[0] as number, 9);
      }),
    );
  });

  test('has the mean and the variance that are taught', () => {
    const { moments } = tallied([1, 2, 3], scaleOf(0, 1, 8));
    expect(meanAndVariance(moments, 0, { n: 3, centre: 0.5 })).toEqual([2, 1]);
  });

  test('of equal draws has no variance', () => {
    const { moments } = tallied([0.1, 0.1, 0.1], scaleOf(0, 1, 8));
    expect(meanAndVariance(moments, 0, { n: 3, centre: 0.5 })[1]).toBeLessThan(1e-16);
  });
});
