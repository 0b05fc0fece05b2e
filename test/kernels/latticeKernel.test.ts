import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { latticeKernel } from '../../src/kernels/latticeKernel.ts';
import { latticeSums } from '../../src/numerics/latticeSums.ts';
import { record } from '../arbitraries/economy.ts';

const probability = fc.double({ min: 0, max: 1, noNaN: true });
const questions = fc
  .tuple(
    fc.integer({ min: 1, max: 40 }),
    fc.array(record({ weight: fc.double({ min: 0, max: 1, noNaN: true }), share: probability }), {
      minLength: 1,
      maxLength: 20,
    }),
    fc.boolean(),
    fc.integer({ min: 1, max: 5 }),
    fc.array(probability, { minLength: 100, maxLength: 100 }),
  )
  .map(([length, agents, onLattice, questions, chances]) => ({
    length,
    questions,
    steps: Int32Array.from(agents, ({ weight }) => Math.floor(weight * length)),
    shares: Float64Array.from(agents, ({ weight, share }) =>
      onLattice || Math.floor(weight * length) === length ? 0 : share % 1,
    ),
    happens: Float64Array.from({ length: questions * agents.length }, (_, j) => chances[j] as number),
  }));

describe('sums on a lattice in WebAssembly', () => {
  test('are those of TypeScript to the last bit, for weights on the lattice and between its points', () => {
    fc.assert(
      fc.property(questions, (question) => {
        expect(Array.from(latticeKernel(question))).toStrictEqual(Array.from(latticeSums(question)));
      }),
      { numRuns: 500 },
    );
  });

  test('of three equal agents, two of whom are served, are binomial', () => {
    const half = { length: 2, steps: Int32Array.of(1, 1, 1), shares: new Float64Array(3), questions: 1 };
    // Of the two others both are in front with probability 1/4: then nothing is left.
    expect(Array.from(latticeKernel({ ...half, happens: Float64Array.of(0.5, 0.5, 0.5) }))).toStrictEqual([
      0.75, 0.75, 0.75, 1.375,
    ]);
  });
});
