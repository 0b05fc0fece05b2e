import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clearDemands } from '../../markets/forward/clearing.ts';
import { ration } from '../../markets/forward/ration.ts';
import { exact, exactSum, magnitude } from '../support/exactMoney.ts';

describe('rationing', () => {
  test.each<readonly [string, readonly number[], readonly number[], readonly number[]]>([
    // X = 3/4: 1/4 is offered, 1 asked for, buyers get a quarter each of 1/4 and 3/4.
    [
      'net demand is positive: all buyers get the same fraction',
      [1 / 4, 1 / 2, 1],
      [1 / 2, 1 / 4, 1 / 4],
      [1 / 4, 5 / 16, 7 / 16],
    ],
    // X = -1/4: 1/2 is offered, 1/4 asked for, sellers sell half of 3/8 and 1/8.
    [
      'net demand is negative: all sellers get the same fraction',
      [1 / 8, 1 / 8, 1 / 2],
      [1 / 2, 1 / 4, 1 / 4],
      [5 / 16, 3 / 16, 1 / 2],
    ],
    ['demands balance: all are met', [0, 3 / 4, 1 / 4], [1 / 2, 1 / 4, 1 / 4], [0, 3 / 4, 1 / 4]],
    ['nobody sells: nobody buys', [3 / 4, 1 / 2, 1 / 4], [1 / 2, 1 / 4, 1 / 4], [1 / 2, 1 / 4, 1 / 4]],
    ['nobody buys: nobody sells', [1 / 4, 1 / 4, 0], [1 / 2, 1 / 4, 1 / 4], [1 / 2, 1 / 4, 1 / 4]],
    ['everybody demands nothing: everybody keeps what it has', [0, 0, 0], [1 / 2, 1 / 4, 1 / 4], [1 / 2, 1 / 4, 1 / 4]],
    [
      'everybody demands everything: everybody keeps what it has',
      [1, 1, 1],
      [1 / 2, 1 / 4, 1 / 4],
      [1 / 2, 1 / 4, 1 / 4],
    ],
    [
      'everybody demands what it has: nothing moves',
      [1 / 2, 1 / 4, 1 / 4],
      [1 / 2, 1 / 4, 1 / 4],
      [1 / 2, 1 / 4, 1 / 4],
    ],
    ['one owns all and sells a little: the others share it', [63 / 64, 1, 1], [1, 0, 0], [63 / 64, 1 / 128, 1 / 128]],
  ])('where %s', (_case, demands, endowments, holdings) => {
    expect(ration(demands, endowments)).toEqual(holdings);
  });

  const economies = fc.integer({ min: 2, max: 6 }).chain((n) =>
    fc.record(
      {
        shares: fc.array(fc.nat({ max: 64 }), { minLength: n, maxLength: n }),
        demands: fc.array(
          fc.nat({ max: 64 }).map((k) => k / 64),
          { minLength: n, maxLength: n },
        ),
      },
      { noNullPrototype: true },
    ),
  );

  test('gives the long side one fraction to the last bit, the short side all, and loses no more than rounding', () => {
    fc.assert(
      fc.property(economies, ({ shares, demands }) => {
        const endowments = shares.map((k) => k / 64);
        const holdings = ration(demands, endowments);
        // In 64ths, where everything but the division is exact.
        const trades = demands.map((x, i) => x * 64 - (shares[i] as number));
        const total = (side: number): number =>
          trades.filter((z) => z * side > 0).reduce((sum, z) => sum + z * side, 0);
        const [long, short, side] = total(1) > total(-1) ? [total(1), total(-1), 1] : [total(-1), total(1), -1];
        trades.forEach((z, i) => {
          const cut = z * side > 0 && long > short ? (z * short) / long / 64 : z / 64;
          expect(holdings[i]).toBe((endowments[i] as number) + cut);
        });
        const lost = magnitude(exactSum(holdings) - exactSum(endowments));
        expect(lost <= exact(holdings.length * 2 ** -53 * 2)).toBe(true);
        if (trades.filter((z) => z * side > 0).length <= 1) expect(lost, 'one alone on the long side').toBe(0n);
      }),
      { examples: [[{ shares: [1, 63, 0], demands: [0, 63 / 64, 49 / 64] }]] },
    );
  });
});

describe('clearing', () => {
  test('asks for payments at cleared holdings and at the net demand that the others submitted', () => {
    const asked: (readonly number[])[] = [];
    const outcome = clearDemands([1 / 4, 1 / 2, 1], [1 / 2, 1 / 4, 1 / 4], (...question) => {
      asked.push(question);
      return question[0] + 1;
    });
    expect(asked).toEqual([
      [0, 1 / 4, 1],
      [1, 5 / 16, 1 / 2],
      [2, 7 / 16, 0],
    ]);
    expect(outcome).toEqual({ holdings: [1 / 4, 5 / 16, 7 / 16], payments: [1, 2, 3], budget: 6 });
  });
});
