import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latticeSums } from '../../src/numerics/latticeSums.ts';
import { record, sixtyFourths, thousandths } from '../arbitraries/economy.ts';

/** Roundings of a hundred additions of numbers up to the lattice's length. */
const CLOSE = 1e-13;

interface Agent {
  readonly step: number;
  readonly share: number;
  readonly p: number;
}

const ask = (length: number, agents: readonly Agent[]): Float64Array =>
  latticeSums({
    length,
    steps: Int32Array.from(agents, ({ step }) => step),
    shares: Float64Array.from(agents, ({ share }) => share),
    happens: Float64Array.from(agents, ({ p }) => p),
    questions: 1,
  });

/** Oracle: every outcome of every agent (nothing, the lower point, the upper one), one after the other. */
const expectation = (agents: readonly Agent[], of: (sum: number) => number, sum = 0): number => {
  const [first, ...rest] = agents;
  if (first === undefined) return of(sum);
  const { step, share, p } = first;
  const after = (weight: number): number => expectation(rest, of, sum + weight);
  const further = share === 0 ? 0 : p * share * after(step + 1);
  return (1 - p) * after(0) + p * (1 - share) * after(step) + further;
};

const byOutcomes = (length: number, agents: readonly Agent[]): readonly number[] => [
  ...agents.map(({ step, share }, i) => {
    const others = agents.filter((_, j) => j !== i);
    const left = (sum: number): number => Math.max(0, length - sum);
    return expectation(others, (sum) => Math.min(step + share, left(sum)));
  }),
  expectation(agents, (sum) => Math.min(length, sum)),
];

test('two agents who want two and one of two steps, each half of the time', () => {
  const half = { share: 0, p: 0.5 };
  expect([
    ...ask(2, [
      { step: 2, ...half },
      { step: 1, ...half },
    ]),
  ]).toEqual([1.5, 0.5, 1.25]);
});

test('it is the sum over all outcomes, weights between the steps and beyond the end included', () => {
  const agent = record<Agent>({
    step: fc.integer({ min: 0, max: 12 }),
    share: fc.oneof(fc.constant(0), thousandths(0.001, 0.999)),
    p: fc.oneof(thousandths(0, 1), fc.constantFrom(0, 1)),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.array(agent, { minLength: 1, maxLength: 8 }), (length, drawn) => {
      const agents = drawn.map((one) => (one.step >= length ? { ...one, step: length, share: 0 } : one));
      const found = ask(length, agents);
      byOutcomes(length, agents).forEach((oracle, i) => {
        expect(Math.abs((found[i] as number) - oracle)).toBeLessThan(CLOSE);
      });
    }),
    { numRuns: 200 },
  );
});

test('with probabilities in 64ths of a few agents it is exact to the last bit', () => {
  const agent = record<Agent>({
    step: fc.integer({ min: 1, max: 6 }),
    share: fc.constantFrom(0, 0.25, 0.5),
    p: sixtyFourths(0, 1),
  });
  fc.assert(
    fc.property(fc.array(agent, { minLength: 1, maxLength: 4 }), (agents) => {
      expect([...ask(8, agents)]).toEqual(byOutcomes(8, agents));
    }),
  );
});

test('several questions at once are answered one by one', () => {
  const steps = Int32Array.of(2, 3, 1, 4, 2);
  const shares = Float64Array.of(0, 0.5, 0, 0.25, 0);
  const happens = Float64Array.from({ length: 15 }, (_, j) => ((7 * j) % 16) / 16);
  const together = latticeSums({ length: 6, steps, shares, happens, questions: 3 });
  const apart = [0, 1, 2].flatMap((t) => [
    ...latticeSums({ length: 6, steps, shares, happens: happens.subarray(5 * t, 5 * t + 5), questions: 1 }),
  ]);
  expect([...together]).toEqual(apart);
});

test('of n equal agents with one step each the law is binomial, for hundreds', () => {
  const [n, length, p] = [300, 150, 0.4];
  const found = ask(
    length,
    Array.from({ length: n }, () => ({ step: 1, share: 0, p })),
  );
  // P(fewer than 150 of 299), by ratios from the mode, all of it added up.
  const weights = Array.from({ length: n }, () => 1);
  for (let c = 1; c < n; c++) weights[c] = (weights[c - 1] as number) * (((n - c) * p) / (c * (1 - p)));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const served = weights.slice(0, length).reduce((sum, w) => sum + w, 0) / total;
  for (const i of [0, 17, 150, 299]) expect(Math.abs((found[i] as number) - served)).toBeLessThan(1e-12);
});
