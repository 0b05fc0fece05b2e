import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approximate } from '../../src/numerics/piecewiseChebyshev.ts';
import { tabulatedInverse } from '../../src/numerics/tabulatedInverse.ts';
import { record, thousandths } from '../arbitraries/economy.ts';
import { gauss } from './quadrature.ts';

/** The tolerance asked of every table here, 1e-13, with room for the rounding of seventeen terms. */
const CLOSE = 1e-12;
const SOUGHT = 1e-13;

const shares = Array.from({ length: 201 }, (_, j) => j / 200);

test('the values, slopes and integrals of e^x and x sin x are theirs', () => {
  const table = approximate({
    f: (x) => [Math.exp(x), x * Math.sin(x)],
    count: 2,
    breakpoints: [-1, 2],
    tolerance: SOUGHT,
  });
  expect([table.edges[0], table.edges.at(-1)]).toEqual([-1, 2]);
  for (const share of shares) {
    const x = -1 + 3 * share;
    expect(Math.abs(table.value(0, x) - Math.exp(x))).toBeLessThan(CLOSE);
    expect(Math.abs(table.value(1, x) - x * Math.sin(x))).toBeLessThan(CLOSE);
    expect(Math.abs(table.integral(0, x) - (Math.exp(x) - Math.exp(-1)))).toBeLessThan(CLOSE);
    const primitive = (y: number): number => Math.sin(y) - y * Math.cos(y);
    expect(Math.abs(table.integral(1, x) - (primitive(x) - primitive(-1)))).toBeLessThan(CLOSE);
    // A slope loses a factor of degree squared over the panel's width.
    expect(Math.abs(table.slope(0, x) - Math.exp(x))).toBeLessThan(1e3 * CLOSE);
  }
});

test('the integral of x^2 d(x^3) over [0, 2] is 3 * 2^5 / 5, whichever way the panels fall', () => {
  for (const breakpoints of [
    [0, 2],
    [0, 0.3, 1.9, 2],
  ]) {
    const table = approximate({ f: (x) => [x * x, x ** 3], count: 2, breakpoints, tolerance: SOUGHT });
    expect(Math.abs(table.stieltjes(0, 1) - 96 / 5)).toBeLessThan(10 * CLOSE);
    // By parts: f g at the ends less the integral of g df.
    expect(Math.abs(table.stieltjes(0, 1) + table.stieltjes(1, 0) - 32)).toBeLessThan(10 * CLOSE);
  }
});

test('the integral of f dg, both of high degree, is that of Gauss', () => {
  const [f, g] = [(x: number) => Math.exp(-3 * x), (x: number) => Math.cos(5 * x)];
  const table = approximate({ f: (x) => [f(x), g(x)], count: 2, breakpoints: [0, 1], tolerance: SOUGHT });
  const oracle = gauss((x) => f(x) * -5 * Math.sin(5 * x), 0, 1, 20);
  expect(Math.abs(table.stieltjes(0, 1) - oracle)).toBeLessThan(CLOSE);
});

test('panels end at the breakpoints, so a kink costs nothing', () => {
  const table = approximate({ f: (x) => [Math.abs(x - 0.3)], count: 1, breakpoints: [0, 0.3, 1], tolerance: SOUGHT });
  expect([...table.edges]).toEqual([0, 0.3, 1]);
  expect(table.value(0, 0.3)).toBeLessThan(1e-16);
  expect(Math.abs(table.integral(0, 1) - (0.045 + 0.245))).toBeLessThan(1e-15);
});

test('a kink that nobody announced is found by halving', () => {
  const table = approximate({ f: (x) => [Math.abs(x - 0.3)], count: 1, breakpoints: [0, 1], tolerance: 1e-8 });
  expect(Math.abs(table.integral(0, 1) - 0.29)).toBeLessThan(1e-8);
  expect(table.edges.length).toBeGreaterThan(10);
});

test('integrals of powers that are steep at an end are right to rounding', () => {
  fc.assert(
    fc.property(
      record({ power: thousandths(0.2, 3), from: fc.constantFrom(0, 5), width: thousandths(0.1, 20) }),
      (drawn) => {
        const { power, from, width } = drawn;
        const table = approximate({
          f: (x) => [((x - from) / width) ** power],
          count: 1,
          breakpoints: [from, from + width],
          tolerance: SOUGHT,
        });
        for (const share of [0.01, 0.1, 0.5, 1]) {
          const exact = (width * share ** (power + 1)) / (power + 1);
          // Beyond rounding of x, what the last panel at the root may hide.
          expect(Math.abs(table.integral(0, from + width * share) - exact)).toBeLessThan(CLOSE * (1 + from + width));
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('integrals of f dg are those of Gauss where g has an infinite slope', () => {
  const table = approximate({
    f: (x) => [Math.exp(x), Math.sqrt(x)],
    count: 2,
    breakpoints: [0, 1],
    tolerance: SOUGHT,
  });
  const oracle = gauss((s) => Math.exp(s * s), 0, 1, 20);
  expect(Math.abs(table.stieltjes(0, 1) - oracle)).toBeLessThan(CLOSE);
});

test('integrals of f dg are right to the error that is claimed: tiny for smooth functions, not for two that are steep', () => {
  const powers = (a: number, b: number, from: number) => {
    const table = approximate({
      f: (x) => [(x - from) ** a, (x - from) ** b],
      count: 2,
      breakpoints: [from, from + 1],
      tolerance: SOUGHT,
    });
    expect(Math.abs(table.stieltjes(0, 1) - b / (a + b))).toBeLessThan(table.stieltjesError);
    return table.stieltjesError;
  };
  expect(powers(2, 3, 0)).toBeLessThan(4 * SOUGHT);
  for (const [a, b] of [
    [0.2, 0.3],
    [0.1, 0.5],
    [0.5, 2],
  ] as const)
    for (const from of [0, 1, 20]) expect(powers(a, b, from)).toBeGreaterThan(4 * SOUGHT);
});

test('a function that jumps between neighbouring numbers has a last panel between them', () => {
  const table = approximate({ f: (x) => [(x - 1) ** 0.001], count: 1, breakpoints: [1, 2], tolerance: SOUGHT / 10 });
  expect(table.edges[1]).toBe(1 + Number.EPSILON);
  expect(Math.abs(table.integral(0, 2) - 1 / 1.001)).toBeLessThan(table.error);
  expect(table.error).toBeLessThan(SOUGHT);
});

test('a tabulated inverse undoes the function', () => {
  const inverse = tabulatedInverse({ f: (x) => x ** 3 + x, from: 0, to: 2, tolerance: SOUGHT });
  expect(inverse(-1)).toBe(0);
  expect(inverse(11)).toBe(2);
  fc.assert(
    fc.property(thousandths(0, 2), (x) => {
      expect(Math.abs(inverse(x ** 3 + x) - x)).toBeLessThan(CLOSE);
    }),
  );
});

test('a tabulated inverse of a steep root is right in the function, to its tolerance', () => {
  const f = (x: number): number => x ** 0.3;
  const inverse = tabulatedInverse({ f, from: 0, to: 1, tolerance: SOUGHT });
  for (const share of shares.filter((s) => s >= 0.01)) expect(Math.abs(f(inverse(share)) - share)).toBeLessThan(CLOSE);
});
