import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import seedrandom from 'seedrandom';
import { describe, expect, test } from 'vitest';
import { firstDraw } from '../../src/engine/firstDraw.ts';
import { firstDrawsOf, streamsOf } from '../../src/engine/random.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';

const streams = (...name: readonly string[]) => streamsOf(nodeSha256, name);
const take = (count: number, stream: () => number): readonly number[] => Array.from({ length: count }, stream);

/** Pearson's statistic of draws from [0, 1) in equal bins. */
const chiSquare = (draws: readonly number[], bins: number): number => {
  const counts = new Array<number>(bins).fill(0);
  for (const u of draws) counts[Math.floor(u * bins)] = (counts[Math.floor(u * bins)] as number) + 1;
  const expected = draws.length / bins;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
};

/** 255 degrees of freedom, mean 255, standard deviation 22.6: five of them on either side. */
const plausible = (statistic: number): void => {
  expect(statistic).toBeGreaterThan(142);
  expect(statistic).toBeLessThan(368);
};

describe('a named stream', () => {
  test('is the same whenever it is asked for, and other for every part of its name', () => {
    const reference = take(3, streams('seed', 'type', 'a1')(1));
    expect(take(3, streams('seed', 'type', 'a1')(1))).toEqual(reference);
    const others = [
      streams('Seed', 'type', 'a1')(1),
      streams('seed', 'forward', 'a1')(1),
      streams('seed', 'type', 'a2')(1),
      streams('seed', 'type', 'a1')(2),
      streams('seed', 'typea1')(1),
      streams('seed', 'type', 'a', '1')(1),
    ];
    const first = others.map((stream) => stream());
    expect(new Set([reference[0], ...first]).size).toBe(7);
  });

  test('gives the draws that it has always given', () => {
    // Logs are replayed without draws, but rerun with them: these must never change.
    expect(take(3, streams('figure-1', 'type', 'a1')(1))).toEqual(PINNED);
  });

  test('is the same in another process', () => {
    const code = `
      import { streamsOf } from './src/engine/random.ts';
      import { nodeSha256 } from './src/log/nodeSha256.ts';
      const streams = streamsOf(nodeSha256, ['s', 'type', 'a1']);
      console.log(JSON.stringify([1, 2, 3].map((cycle) => streams(cycle)())));`;
    const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual([1, 2, 3].map((cycle) => streams('s', 'type', 'a1')(cycle)()));
  });

  test('stays in [0, 1)', () => {
    const draws = take(10_000, streams('seed')(1));
    expect(draws.every((u) => u >= 0 && u < 1)).toBe(true);
  });
});

describe('the first draw of a stream', () => {
  const library = (high: number, low: number): number =>
    seedrandom.tychei((high * 2 ** 32 + (low >>> 0)) as unknown as string).double();
  const high = fc.integer({ min: 0, max: 2 ** 21 - 1 });
  const low = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

  test('is the one of the library, to the bit', () => {
    fc.assert(
      fc.property(high, low, (a, b) => firstDraw(a, b) === library(a, b)),
      {
        numRuns: 20_000,
        examples: [
          [0, 0],
          [0, -1],
          [2 ** 21 - 1, -1],
          [1, -(2 ** 31)],
        ],
      },
    );
  });

  test('is the same whether one stream is asked or all of a cycle', () => {
    const names = Array.from({ length: 50 }, (_, i) => ['seed', 'type', `a${i}`]);
    for (const cycle of [1, 2, 1000])
      expect(firstDrawsOf(nodeSha256, names)(cycle)).toEqual(names.map((name) => streams(...name)(cycle)()));
  });
});

describe('draws are uniform', () => {
  test('within a stream', () => plausible(chiSquare(take(100_000, streams('uniform')(1)), 256)));

  test('across the cycles of an agent, one draw each, as types are drawn', () => {
    const types = streams('uniform', 'type', 'a1');
    plausible(
      chiSquare(
        Array.from({ length: 50_000 }, (_, cycle) => types(cycle)()),
        256,
      ),
    );
  });

  test('across agents', () => {
    plausible(
      chiSquare(
        Array.from({ length: 50_000 }, (_, i) => streams('uniform', 'type', `a${i}`)(1)()),
        256,
      ),
    );
  });

  test('across pairs of neighbouring cycles, and of neighbouring agents', () => {
    const types = streams('uniform', 'type', 'a1');
    // A pair in one number: the cell of a 16 by 16 table.
    const cell = (u: number, v: number): number => (Math.floor(u * 16) * 16 + Math.floor(v * 16) + 0.5) / 256;
    plausible(
      chiSquare(
        Array.from({ length: 50_000 }, (_, cycle) => cell(types(cycle)(), types(cycle + 1)())),
        256,
      ),
    );
    const first = (i: number): number => streams('uniform', 'type', `a${i}`)(1)();
    plausible(
      chiSquare(
        Array.from({ length: 20_000 }, (_, i) => cell(first(i), first(i + 1))),
        256,
      ),
    );
  });

  test('and the statistic notices draws that are not', () => {
    const skewed = take(50_000, streams('uniform')(1)).map((u) => u ** 1.05);
    expect(chiSquare(skewed, 256)).toBeGreaterThan(368);
    expect(
      chiSquare(
        Array.from({ length: 50_000 }, (_, j) => (j % 256) / 256),
        256,
      ),
    ).toBeLessThan(142);
  });
});

const PINNED = [0.5858608654461921, 0.77071999213832, 0.18954401495075002];
