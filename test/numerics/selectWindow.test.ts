import fc from 'fast-check';
import { expect, test } from 'vitest';
import { selectWindow } from '../../src/numerics/selectWindow.ts';
import { record, sixtyFourths } from '../arbitraries/economy.ts';

interface Question {
  readonly keys: readonly number[];
  readonly weights: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** Oracle: everything sorted, keys falling, equal keys in their own order. */
const sorted = (keys: readonly number[]): readonly number[] =>
  keys.map((_, i) => i).sort((a, b) => (keys[b] as number) - (keys[a] as number) || a - b);

const check = (question: Question): void => {
  const { keys, weights, from, to } = question;
  const { order, first, end, before } = selectWindow(question);
  const oracle = sorted(keys);
  expect([...order].sort((a, b) => a - b)).toEqual(keys.map((_, i) => i));
  // Inside the window the order is the sorted one; before and behind it are the right agents in any order.
  expect([...order.subarray(first, end)]).toEqual(oracle.slice(first, end));
  expect(new Set(order.subarray(0, first))).toEqual(new Set(oracle.slice(0, first)));
  // Weights are dyadic, so this sum is exact.
  expect(before).toBe(oracle.slice(0, first).reduce((sum, i) => sum + (weights[i] as number), 0));
  // Whatever stretch of cumulative weight meets the inside of [from, to] is in the window.
  let start = 0;
  oracle.forEach((i, place) => {
    const stop = start + (weights[i] as number);
    if (stop > from && start < to) expect(place >= first && place < end).toBe(true);
    start = stop;
  });
};

test('of twenty agents of weight 1 the two around place ten are put in order', () => {
  const keys = Array.from({ length: 20 }, (_, i) => (i * 7) % 20);
  check({ keys, weights: keys.map(() => 1), from: 9.5, to: 10.5 });
});

test('a thousand equal keys keep their own order', () => {
  const keys = new Array<number>(1000).fill(0.5);
  check({ keys, weights: keys.map(() => 1 / 4), from: 100, to: 101 });
});

test('only what is near the window is sorted: of ten thousand agents fewer than a hundred', () => {
  const keys = Array.from({ length: 10_000 }, (_, i) => ((i * 7919) % 10_007) / 10_007);
  const { first, end } = selectWindow({ keys, weights: keys.map(() => 1), from: 4999, to: 5001 });
  expect(end - first).toBeLessThan(100);
});

test('the window is that of a full sort, whatever the keys, ties and weights', () => {
  const item = record({ key: fc.nat({ max: 12 }).map((k) => k / 4), weight: sixtyFourths(1 / 64, 1) });
  fc.assert(
    fc.property(
      fc.array(item, { minLength: 1, maxLength: 60 }),
      sixtyFourths(-2, 20),
      sixtyFourths(0, 5),
      (items, from, width) => {
        check({
          keys: items.map(({ key }) => key),
          weights: items.map(({ weight }) => weight),
          from,
          to: from + width,
        });
      },
    ),
    { numRuns: 1000 },
  );
});
