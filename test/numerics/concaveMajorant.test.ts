import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concaveMajorant, type HullStretch } from '../../src/numerics/concaveMajorant.ts';
import { record, thousandths } from '../arbitraries/economy.ts';

/** Where a bridge touches a curve its height is right to rounding, the point of contact to the root of that. */
const CONTACT = 1e-6;
const HEIGHT = 1e-12;

const even = (cells: number): readonly number[] => Array.from({ length: cells + 1 }, (_, j) => j / cells);
const hullOf = (f: (x: number) => number, corners: readonly number[] = [], cells = 64): readonly HullStretch[] =>
  concaveMajorant({ f, grid: even(cells), corners, tolerance: 1e-14 });

const heightAt = (f: (x: number) => number, hull: readonly HullStretch[], x: number): number => {
  const { kind, from, to } = hull.find((stretch) => x <= stretch.to) as HullStretch;
  return kind === 'curve' ? f(x) : f(from) + ((f(to) - f(from)) * (x - from)) / (to - from);
};

/** Oracle: the highest of all chords over x, over points of a fine grid. */
const heightOnGrid = (f: (x: number) => number, x: number, points: readonly number[]): number => {
  let best = f(x);
  for (const a of points) {
    if (a >= x) break;
    for (const b of points) {
      if (b > x) best = Math.max(best, f(a) + ((f(b) - f(a)) * (x - a)) / (b - a));
    }
  }
  return best;
};

test('a concave function is its own majorant, a convex one lies under its chord', () => {
  expect(hullOf((x) => x * (1 - x))).toEqual([{ kind: 'curve', from: 0, to: 1 }]);
  expect(hullOf((x) => x * x)).toEqual([{ kind: 'bridge', from: 0, to: 1 }]);
});

test('from the corner of a dip the bridge runs to where it is tangent, known in closed form', () => {
  // -x to 1/4 then a parabola: from 0 the tangent of g(x) = 1 - 4 (x - 3/4)^2 touches where g = x g', at x^2 = 5/16.
  const f = (x: number): number => Math.max(-x, 1 - 4 * (x - 0.75) ** 2);
  const [bridge, curve] = hullOf(f);
  expect([bridge?.kind, bridge?.from, curve?.kind, curve?.to]).toEqual(['bridge', 0, 'curve', 1]);
  expect(Math.abs((bridge?.to as number) - Math.sqrt(5 / 16))).toBeLessThan(CONTACT);
  expect(Math.abs(heightAt(f, hullOf(f), 0.25) - 0.25 * (6 - 8 * Math.sqrt(5 / 16)))).toBeLessThan(HEIGHT);
});

test('two hills of equal height are bridged from top to top', () => {
  const f = (x: number): number => Math.max(-((x - 0.2) ** 2), -((x - 0.7) ** 2));
  const hull = hullOf(f, [0.45]);
  expect(hull.map(({ kind }) => kind)).toEqual(['curve', 'bridge', 'curve']);
  expect(Math.abs((hull[1]?.from as number) - 0.2)).toBeLessThan(CONTACT);
  expect(Math.abs((hull[1]?.to as number) - 0.7)).toBeLessThan(CONTACT);
});

test('a dip narrower than the grid is found where a corner is announced', () => {
  // Two concave arcs meet at 0.3101 with a jump up of the slope by 0.001.
  const [at, jump] = [0.3101, 1e-3];
  const f = (x: number): number => -x * x + Math.max(0, jump * (x - at));
  const hull = hullOf(f, [at], 8);
  expect(hull.map(({ kind }) => kind)).toEqual(['curve', 'bridge', 'curve']);
  // The common tangent of -x^2 and -x^2 + j (x - at) touches at at -+ j / 4.
  expect(Math.abs((hull[1]?.from as number) - (at - jump / 4))).toBeLessThan(CONTACT);
  expect(Math.abs((hull[1]?.to as number) - (at + jump / 4))).toBeLessThan(CONTACT);
});

test('a point of contact inside the first or the last cell of the grid is found too', () => {
  // A parabola with a convex kink: the bridge from 0.002 to 0.102 about the kink at 0.052, on cells of 1/8.
  const [at, jump] = [0.052, 0.2];
  for (const mirrored of [false, true]) {
    const f = (x: number): number => {
      const u = mirrored ? 1 - x : x;
      return -u * u + Math.max(0, jump * (u - at));
    };
    const hull = hullOf(f, [mirrored ? 1 - at : at], 8);
    const bridge = hull[1] as HullStretch;
    expect(hull.map(({ kind }) => kind)).toEqual(['curve', 'bridge', 'curve']);
    const ends = mirrored ? [1 - bridge.to, 1 - bridge.from] : [bridge.from, bridge.to];
    expect(Math.abs((ends[0] as number) - (at - jump / 4))).toBeLessThan(CONTACT);
    expect(Math.abs((ends[1] as number) - (at + jump / 4))).toBeLessThan(CONTACT);
  }
});

test('the majorant covers the interval in order, lies above the function, and is that of a fine grid', () => {
  const wave = record({ height: thousandths(-1, 1), pace: fc.integer({ min: 1, max: 5 }), shift: thousandths(0, 6) });
  fc.assert(
    fc.property(
      fc.array(wave, { minLength: 1, maxLength: 3 }),
      fc.array(record({ at: thousandths(0.05, 0.95), jump: thousandths(-2, 2) }), { maxLength: 2 }),
      (waves, kinks) => {
        const f = (x: number): number =>
          waves.reduce((sum, { height, pace, shift }) => sum + height * Math.sin(pace * x + shift), 0) +
          kinks.reduce((sum, { at, jump }) => sum + Math.max(0, jump * (x - at)) + Math.min(0, jump * (x - at)) / 2, 0);
        const hull = hullOf(
          f,
          kinks.map(({ at }) => at),
        );
        expect([hull[0]?.from, hull.at(-1)?.to]).toEqual([0, 1]);
        hull.slice(1).forEach(({ from }, j) => {
          expect(from).toBe(hull[j]?.to);
        });
        const points = even(200);
        for (const x of even(40).slice(1, -1)) {
          const height = heightAt(f, hull, x);
          expect(height).toBeGreaterThanOrEqual(f(x) - HEIGHT);
          const slow = heightOnGrid(f, x, points);
          // Chords of a grid lie below the hull by at most slope * step / 2 at a kink, h^2 f'' elsewhere.
          expect(height).toBeGreaterThanOrEqual(slow - HEIGHT);
          expect(height - slow).toBeLessThan(0.01);
        }
      },
    ),
    { numRuns: 25 },
  );
});
