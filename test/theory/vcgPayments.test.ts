import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { efficientAllocation, welfareOf } from '../../src/theory/allocation.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { theoryOf } from '../../src/theory/theory.ts';
import { type VcgQuestion, vcgPayments } from '../../src/theory/vcgPayments.ts';
import { economyFrom, profilesOf, record, sixtyFourths, writtenEconomies } from '../arbitraries/economy.ts';
import { sortedAllocation, sortedWelfare, textbookPayments } from './oracles/textbook.ts';

/** Rounding of the textbook formula: sums of up to forty products, a few of which nearly cancel, in money of order 10. */
const ROUNDING = 1e-13;

const drawn = (
  type: fc.Arbitrary<number>,
  demand: fc.Arbitrary<number>,
  share: fc.Arbitrary<number>,
): fc.Arbitrary<VcgQuestion> =>
  fc
    .tuple(
      fc.array(record({ type, demand, worst: type, held: share }), { minLength: 2, maxLength: 40 }),
      fc.constantFrom('any', 'equal', 'whole' as const),
      share,
    )
    .map(([agents, demands, share]) => {
      const own = agents.map(({ demand }, i) =>
        demands === 'equal' ? (agents[0]?.demand as number) : i === 0 && demands === 'whole' ? 1 : demand,
      );
      const all = own.reduce((sum, k) => sum + k, 0);
      const largest = Math.max(...own);
      // Scarce, and no single demand above the supply.
      const supply = Math.max(largest, Math.min(all - 1 / 64, Math.ceil(share * all * 64) / 64));
      return {
        types: agents.map((agent) => agent.type),
        maxDemands: own,
        supply,
        holdings: agents.map(({ held }) => held),
        worstOffTypes: agents.map(({ worst }) => worst),
      };
    });

/** Types in 4 or 64 steps, so that ties are common. */
const dyadic = drawn(
  fc.oneof(
    sixtyFourths(0, 2),
    fc.nat({ max: 4 }).map((x) => x / 4),
  ),
  sixtyFourths(1 / 64, 1),
  sixtyFourths(0, 1),
);
const real = drawn(
  fc.double({ min: 0, max: 2, noNaN: true }),
  fc.double({ min: 0.01, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 1, noNaN: true }),
);

describe('worked examples', () => {
  test('the buyer of one unit pays the seller-owner at its own worst-off type: both sides pay the other type', () => {
    // Seller holds the unit and fears to be of type 1; buyer holds none and fears to be of type 0.
    const round = vcgPayments({
      types: [1 / 4, 3 / 4],
      maxDemands: [1, 1],
      supply: 1,
      holdings: [1, 0],
      worstOffTypes: [1, 0],
    });
    // The buyer pays 1/4, the seller receives 3/4.
    expect(round).toEqual({ allocation: [0, 1], payments: [-3 / 4, 1 / 4] });
  });

  test('where nothing is traded nobody pays', () => {
    const round = vcgPayments({
      types: [3 / 4, 1 / 4],
      maxDemands: [1, 1],
      supply: 1,
      holdings: [1, 0],
      worstOffTypes: [1, 0],
    });
    expect(round).toEqual({ allocation: [1, 0], payments: [0, 0] });
  });

  test('of equal types the first is served first', () => {
    expect(efficientAllocation([0.5, 0.5, 0.5], [0.5, 0.5, 0.5], 0.75)).toEqual([0.5, 0.25, 0]);
  });

  test('supply that runs out exactly between two agents leaves nobody in part', () => {
    const question: VcgQuestion = {
      types: [1, 0.75, 0.5, 0.25],
      maxDemands: [0.5, 0.5, 0.5, 0.5],
      supply: 1,
      holdings: [0.25, 0.25, 0.25, 0.25],
      worstOffTypes: [0.5, 0.5, 0.5, 0.5],
    };
    const round = vcgPayments(question);
    expect(round.allocation).toEqual([0.5, 0.5, 0, 0]);
    expect(round.payments).toEqual(textbookPayments(question));
  });
});

describe('against a sort', () => {
  test('the allocation is exactly the sorted one on dyadic demands, and no unit is lost', () => {
    fc.assert(
      fc.property(dyadic, (question) => {
        const { types, maxDemands, supply } = question;
        const sorted = sortedAllocation(types, maxDemands, supply);
        expect(efficientAllocation(types, maxDemands, supply)).toEqual(sorted);
        expect(vcgPayments(question).allocation).toEqual(sorted);
        expect(sorted.reduce((sum, units) => sum + units, 0)).toBe(supply);
        expect(welfareOf(types, sorted, maxDemands)).toBe(sortedWelfare(types, maxDemands, supply));
      }),
      { numRuns: 250 },
    );
  });

  test('the payments are exactly those of the textbook on dyadic types, demands and holdings', () => {
    fc.assert(
      fc.property(dyadic, (question) => {
        expect(vcgPayments(question).payments).toEqual(textbookPayments(question).map((payment) => 0 + payment));
      }),
      { numRuns: 1500 },
    );
  });

  test('and to rounding on any', () => {
    fc.assert(
      fc.property(real, (question) => {
        const textbook = textbookPayments(question);
        vcgPayments(question).payments.forEach((payment, i) => {
          expect(Math.abs(payment - (textbook[i] as number))).toBeLessThan(ROUNDING);
        });
      }),
      { numRuns: 250 },
    );
  });
});

const surplusOf = (question: VcgQuestion): number =>
  vcgPayments(question).payments.reduce((sum, payment) => sum + payment, 0);

describe('the ex post surplus', () => {
  test('is never negative where all worst-off types are equal: at the interior holdings of any economy', () => {
    const profiles = writtenEconomies().chain((written) =>
      fc.tuple(fc.constant(written), profilesOf(written.agents.length)),
    );
    fc.assert(
      fc.property(profiles, ([written, shares]) => {
        const economy = economyFrom(written);
        const theory = theoryOf(economy);
        const { worstOffTypes } = spotProspect(theory, theory.interiorHoldings);
        const types = economy.agents.map(({ distribution }, i) => distribution.quantile(shares[i] as number));
        const { maxDemands, supply, interiorHoldings: holdings } = theory;
        expect(surplusOf({ types, maxDemands, supply, holdings, worstOffTypes })).toBeGreaterThanOrEqual(
          -ROUNDING * theory.hi,
        );
      }),
      { numRuns: 100 },
    );
  });

  test('is never negative on dyadic holdings that add up to the supply, with any common worst-off type, exactly', () => {
    fc.assert(
      fc.property(dyadic, sixtyFourths(0, 2), (question, common) => {
        // Fill up in order: holdings below the maximum demands that add up to the supply.
        let left = question.supply;
        const holdings = question.maxDemands.map((k) => {
          const held = Math.min(k, left);
          left -= held;
          return held;
        });
        const worstOffTypes = question.types.map(() => common);
        expect(surplusOf({ ...question, holdings, worstOffTypes })).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 250 },
    );
  });

  test('is never positive in a two-sided market, where sellers hold what they want at most', () => {
    const side = fc.array(record({ type: sixtyFourths(0, 1), k: sixtyFourths(1 / 64, 1) }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(side, side, (sellers, buyers) => {
        const supply = sellers.reduce((sum, { k }) => sum + k, 0);
        const agents = [...sellers, ...buyers];
        const question: VcgQuestion = {
          types: agents.map(({ type }) => type),
          maxDemands: agents.map(({ k }) => Math.min(k, supply)),
          supply,
          holdings: agents.map(({ k }, i) => (i < sellers.length ? k : 0)),
          worstOffTypes: agents.map((_, i) => (i < sellers.length ? 1 : 0)),
        };
        expect(surplusOf(question)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 250 },
    );
  });
});
