import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DistributionSpec } from '../../src/domain/distribution.ts';
import { chooseAllocation } from '../../src/theory/chooseAllocation.ts';
import { classesOf } from '../../src/theory/classes.ts';
import { contourInterimAllocation } from '../../src/theory/contourAllocation.ts';
import { manyAgentsTable } from '../../src/theory/manyAgentsTable.ts';
import { spotProspect } from '../../src/theory/spotProspect.ts';
import { type Theory, theoryOf } from '../../src/theory/theory.ts';
import { worstOffType } from '../../src/theory/worstOffType.ts';
import { economyFrom, thousandths, type WrittenEconomy, writtenEconomies } from '../arbitraries/economy.ts';

const unit = { min: 0, max: 1 } as const;
const FAMILIES: readonly ((x: number) => DistributionSpec)[] = [
  (x) => ({ family: 'power', exponent: 0.5 + 2 * x, ...unit }),
  (x) => ({ family: 'truncated-normal', mean: 0.3 + 0.4 * x, sd: 0.25, ...unit }),
  (x) => ({ family: 'triangular', mode: x < 0.5 ? 0.25 : 0.75, ...unit }),
  () => ({ family: 'uniform', ...unit }),
];

/** n agents of whom no two are alike, with demands on no step. */
const unequal = (n: number): WrittenEconomy => ({
  supply: n / 2,
  agents: Array.from({ length: n }, (_, i) => ({
    maxDemand: 0.6 + Math.sqrt((i * 389) % n) / Math.sqrt(n),
    endowment: 0.5,
    type: (FAMILIES[i % 4] as (x: number) => DistributionSpec)(((i * 211) % n) / n),
  })),
});

describe('beside the enumeration, for a few agents', () => {
  test('allocations, integrals and expected values agree within the bounds', () => {
    fc.assert(
      fc.property(writtenEconomies({ most: 3, support: unit }), thousandths(0, 1), (written, share) => {
        // Where F rises like a root a few agents' q does, too: a matter of many panels at ten thousand points a type.
        fc.pre(written.agents.every(({ type }) => type.family !== 'beta' && type.family !== 'power'));
        const exact = theoryOf(economyFrom(written));
        const { classes, supply, lo, hi } = exact;
        const tolerance = 1e-4;
        const interim = contourInterimAllocation(classes, supply, tolerance);
        const table = manyAgentsTable({ classes, interim, lo, hi, supply, tolerance });
        const t = lo + (hi - lo) * share;
        const rounding = exact.accuracy.errorBound;
        classes.forEach((_, c) => {
          const near = (a: number, b: number, error: number): void => {
            expect(Math.abs(a - b)).toBeLessThanOrEqual(error + rounding);
          };
          near(table.integralQ(c, t), exact.table.integralQ(c, t), table.sumError);
          near(table.wholeQ[c] as number, exact.table.wholeQ[c] as number, table.sumError);
          near(table.wholeSurvivalQ[c] as number, exact.table.wholeSurvivalQ[c] as number, table.sumError);
          near(table.expectedValue(c), exact.table.expectedValue(c), table.expectedValueError);
          near(table.meanAboveLowest(c), exact.table.meanAboveLowest(c), 1e-6 * (hi - lo));
        });
        expect(Math.abs(table.integralServed - exact.table.integralServed)).toBeLessThanOrEqual(
          table.sumError + rounding,
        );
      }),
      { numRuns: 8 },
    );
  });
});

describe('three hundred agents, no two alike', () => {
  const written = unequal(300);
  const theory = theoryOf(economyFrom(written), 1e-6);
  const scale = theory.supply * theory.hi;

  test('the method is named and the bound is small', () => {
    expect(theory.accuracy.method).toBe('contour integrals with proved bounds');
    expect(theory.accuracy.errorBound).toBeLessThan(1e-6 * scale);
  });

  test('what all expect of their allocations together is the first-best welfare', () => {
    const expected = theory.classes.reduce((sum, { count }, c) => sum + count * theory.table.expectedValue(c), 0);
    expect(Math.abs(expected - theory.firstBestWelfare)).toBeLessThan(1e-9 * scale);
  });

  test('the interior holdings add up to the supply, and every worst-off type is the common one', () => {
    const sum = theory.interiorHoldings.reduce((total, held) => total + held, 0);
    expect(Math.abs(sum - theory.supply)).toBeLessThan(1e-9 * theory.supply);
    theory.interiorHoldings.slice(0, 20).forEach((held, i) => {
      expect(Math.abs(worstOffType(theory, i, held * (1 + 1e-9)) - theory.commonWorstOffType)).toBeLessThan(1e-6);
    });
  });

  test('a run at a tenth of the tolerance differs by no more than the bound', () => {
    const fine = theoryOf(economyFrom(written), 1e-7);
    const own = written.agents.map(({ endowment }) => endowment);
    const [coarse, exact] = [theory, fine].map((each) => spotProspect(each, own));
    const bound = theory.accuracy.errorBound + fine.accuracy.errorBound;
    expect(fine.accuracy.errorBound).toBeLessThan(theory.accuracy.errorBound / 5);
    expect(Math.abs((coarse?.expectedSurplus as number) - (exact?.expectedSurplus as number))).toBeLessThan(bound);
    expect(Math.abs(theory.firstBestWelfare - fine.firstBestWelfare)).toBeLessThan(bound);
    expect(Math.abs(theory.commonWorstOffType - fine.commonWorstOffType)).toBeLessThan(
      theory.accuracy.worstOffTypeErrorBound + fine.accuracy.worstOffTypeErrorBound,
    );
  });
});

describe('agents who have little in common', () => {
  const bell = (mean: number): DistributionSpec => ({ family: 'truncated-normal', mean, sd: 1, min: 0, max: 100 });
  const apart: WrittenEconomy = {
    supply: 50,
    agents: unequal(100).agents.map((agent, i) => ({ ...agent, type: bell(i % 2 === 0 ? 20 : 80) })),
  };
  const towering: WrittenEconomy = {
    supply: 20,
    agents: Array.from({ length: 301 }, (_, i) => ({
      maxDemand: i === 0 ? 20 : 0.05 + Math.sqrt(i) / 180,
      endowment: i === 0 ? 20 : 0,
      type: { family: 'uniform', ...unit },
    })),
  };

  test.each([
    { name: 'two groups far apart', written: apart },
    { name: 'one that wants all beside 300 that want little', written: towering },
  ])('$name are solved within the precision, and ten times it differs by no more than the bounds', ({ written }) => {
    const [coarse, fine] = [1e-5, 1e-6].map((precision) => theoryOf(economyFrom(written), precision)) as [
      Theory,
      Theory,
    ];
    const scale = coarse.supply * coarse.hi;
    const own = written.agents.map(({ endowment }) => endowment);
    const bound = coarse.accuracy.errorBound + fine.accuracy.errorBound;
    expect(fine.accuracy.errorBound).toBeLessThan(1e-6 * scale);
    expect(fine.accuracy.errorBound).toBeLessThan(coarse.accuracy.errorBound);
    expect(Math.abs(coarse.firstBestWelfare - fine.firstBestWelfare)).toBeLessThan(bound);
    expect(Math.abs(spotProspect(coarse, own).expectedSurplus - spotProspect(fine, own).expectedSurplus)).toBeLessThan(
      bound,
    );
  });
});

describe('the choice of a method', () => {
  test('groups of equals and few agents are enumerated, many different ones are not', () => {
    const methodOf = ({ supply, agents }: WrittenEconomy): string =>
      chooseAllocation(classesOf(economyFrom({ supply, agents })).classes, supply, 1e-6).method;
    expect(methodOf(unequal(8))).toBe('exact: enumeration of distinct partial sums');
    expect(methodOf(unequal(200))).toBe('contour integrals with proved bounds');
    const stepped = unequal(200).agents.map((agent, i) => ({ ...agent, maxDemand: (60 + ((i * 37) % 80)) / 100 }));
    expect(methodOf({ supply: 100, agents: stepped })).toBe(
      'contour integrals over one period of the demands’ common step, to rounding',
    );
  });

  test('two hundred demands in hundredths have the figures of the same demands without a step, to the bound', () => {
    const agents = unequal(200).agents.map((agent, i) => ({ ...agent, maxDemand: (60 + ((i * 37) % 80)) / 100 }));
    const { classes } = classesOf(economyFrom({ supply: 100, agents }));
    const stepped = contourInterimAllocation(classes, 100, 1e-6);
    // A supply off the step by a millionth of it.
    const free = contourInterimAllocation(classes, 100 + 1e-8, 1e-6);
    for (const t of [0.3, 0.5, 0.6]) {
      const below = classes.map(({ distribution }) => distribution.cdf(t));
      const [a, b] = [stepped.bounded(below), free.bounded(below)];
      expect(a.totalError).toBeLessThan(1e-7);
      classes.forEach((_, c) => {
        expect(Math.abs((a.values[c] as number) - (b.values[c] as number))).toBeLessThan(b.error + 1e-7);
      });
    }
  });
});
