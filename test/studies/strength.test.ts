import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readScenario } from '../../scenarios/readScenario.ts';
import type { DistributionSpec } from '../../src/domain/distribution.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { distributionOf } from '../../src/numerics/distributionOf.ts';
import { stochasticDominance } from '../../src/studies/strength/stochasticDominance.ts';
import { strength } from '../../src/studies/strength/strength.ts';
import { corollary2, corollary3, proposition7 } from '../../src/studies/strength/strengthClaims.ts';
import { strengthOrder } from '../../src/studies/strength/strengthOrder.ts';
import { movesToStrength, proposition8 } from '../../src/studies/strength/transformation.ts';
import { type Theory, theoryOf } from '../../src/theory/theory.ts';
import { economyFrom, specs, thousandths, writtenEconomies } from '../arbitraries/economy.ts';

const unit = { min: 0, max: 1 };
const power = (exponent: number): DistributionSpec => ({ family: 'power', exponent, ...unit });
const uniform: DistributionSpec = { family: 'uniform', ...unit };
const through = (...points: readonly (readonly [number, number])[]): DistributionSpec => ({
  family: 'quantiles',
  points: [[0, 0], ...points, [1, 1]],
  ...unit,
});
type Agents = readonly (readonly [maxDemand: number, type: DistributionSpec])[];
const theoryWith = (agents: Agents): Theory => {
  const written = agents.map(([maxDemand, type], i) => ({ maxDemand, endowment: i === 0 ? 1 : 0, type }));
  return theoryOf(economyFrom({ supply: 1, agents: written }));
};

describe('first-order stochastic dominance', () => {
  const dominance = (a: DistributionSpec, b: DistributionSpec) =>
    stochasticDominance(distributionOf(a), distributionOf(b));

  test('a higher power dominates a lower one strictly, and the reverse fails where they are farthest apart', () => {
    expect(dominance(power(2), uniform)).toEqual({ holds: true, strict: true });
    // x - x^2 is largest at 1/2.
    expect(dominance(uniform, power(2))).toEqual({ holds: false, witness: { type: 0.5, cdf: 0.5, other: 0.25 } });
  });

  test('a distribution dominates itself, under another name too, and not strictly', () => {
    expect(dominance(uniform, power(1))).toEqual({ holds: true, strict: false });
    expect(dominance(power(1), uniform)).toEqual({ holds: true, strict: false });
  });

  test('distribution functions that touch inside the support dominate, but not strictly', () => {
    expect(dominance(through([0.25, 0.125], [0.5, 0.5]), uniform)).toEqual({ holds: true, strict: false });
  });

  test.each([0.3, 1e-6])('distribution functions that cross at %d are not ordered', (at) => {
    const crossing = through([at / 2, (3 * at) / 4], [at, at], [(1 + at) / 2, at + (1 - at) / 4]);
    expect([dominance(crossing, uniform).holds, dominance(uniform, crossing).holds]).toEqual([false, false]);
  });

  test('it is transitive, and strict one way at most', () => {
    fc.assert(
      fc.property(specs(unit), specs(unit), specs(unit), (a, b, c) => {
        const [ab, bc] = [dominance(a, b), dominance(b, c)];
        if (ab.holds && bc.holds) expect(dominance(a, c).holds).toBe(true);
        if (ab.holds && ab.strict) expect(dominance(b, a).holds).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

describe('strength orders', () => {
  const orderOf = (agents: Agents) => strengthOrder(theoryWith(agents).classes);

  test.each<[string, Agents, boolean]>([
    [
      'both larger',
      [
        [0.8, power(2)],
        [0.5, uniform],
      ],
      true,
    ],
    [
      'the types alone larger',
      [
        [0.6, power(2)],
        [0.6, uniform],
      ],
      false,
    ],
    [
      'the demand alone larger',
      [
        [0.8, uniform],
        [0.5, uniform],
      ],
      false,
    ],
  ])('%s: the first is stronger', (_, agents, strict) => {
    expect(orderOf(agents)).toEqual({ ordered: [{ stronger: 0, weaker: 1, strict }], unordered: [], complete: true });
  });

  test('equals by two names are ordered both ways', () => {
    expect(
      orderOf([
        [0.6, uniform],
        [0.6, power(1)],
      ]).ordered,
    ).toEqual([
      { stronger: 0, weaker: 1, strict: false },
      { stronger: 1, weaker: 0, strict: false },
    ]);
  });

  test('stronger types with a smaller demand are not ordered', () => {
    const { ordered, unordered, complete } = orderOf([
      [0.5, power(2)],
      [0.8, uniform],
    ]);
    expect({ ordered, complete }).toEqual({ ordered: [], complete: false });
    expect(unordered).toMatchObject([{ a: 0, b: 1, against: [null, { holds: false }] }]);
  });

  test('demands beyond the supply count as the supply', () => {
    expect(
      orderOf([
        [1, uniform],
        [3, uniform],
      ]),
    ).toEqual({ ordered: [], unordered: [], complete: true });
  });
});

/** Two agents' interior holdings in the wrong order. */
const swapped = (theory: Theory): Theory => ({ ...theory, interiorHoldings: [...theory.interiorHoldings].reverse() });

describe('Proposition 7 and its corollaries', () => {
  test('hold in random economies, for all pairs that happen to be ordered', () => {
    let checked = 0;
    fc.assert(
      fc.property(writtenEconomies({ support: unit }), (written) => {
        const theory = theoryOf(economyFrom(written));
        for (const claim of [proposition7, corollary2, corollary3]) {
          const verdict = claim(theory);
          expect(verdict.holds).toBe(true);
          checked += verdict.checked;
        }
      }),
      { numRuns: 60 },
    );
    expect(checked).toBeGreaterThan(60);
  });

  test('fail with the two agents named where holdings are the wrong way round', () => {
    const theory = swapped(
      theoryWith([
        [0.9, power(3)],
        [0.6, uniform],
      ]),
    );
    const verdict = proposition7(theory);
    expect(verdict).toMatchObject({ holds: false, checked: 1, witness: { agent: 'a1', other: 'a2' } });
    expect(verdict.worst).toBeLessThan(-0.1);
    expect(corollary3(theory)).toEqual(verdict);
  });

  test('Corollary 3 is silent on pairs that are ordered weakly', () => {
    const theory = theoryWith([
      [0.8, uniform],
      [0.5, uniform],
    ]);
    expect(proposition7(theory).checked).toBe(1);
    expect(corollary3(theory)).toEqual({ holds: true, checked: 0, worst: null });
  });

  test('Corollary 2 compares twins told apart, and equals by two names', () => {
    expect(
      corollary2(
        theoryWith([
          [0.5, uniform],
          [0.5, uniform],
          [0.5, power(2)],
        ]),
      ),
    ).toMatchObject({ checked: 1 });
    const named = theoryWith([
      [0.7, uniform],
      [0.7, power(1)],
    ]);
    expect(corollary2(named)).toMatchObject({ holds: true, checked: 1 });
    expect(corollary2({ ...named, interiorHoldings: [0.4, 0.6] })).toMatchObject({
      holds: false,
      worst: expect.closeTo(-0.2, 12),
    });
  });
});

describe('an agent that moves from the weak group to the strong one', () => {
  const group = (maxDemand: number, type: DistributionSpec) => ({ maxDemand, distribution: distributionOf(type) });

  test('Proposition 8 holds for random groups of two to six agents', () => {
    const groups = fc.record({
      agents: fc.integer({ min: 2, max: 6 }),
      weak: thousandths(0.05, 0.9),
      more: thousandths(0.001, 0.5),
      exponent: thousandths(0.3, 2),
      better: thousandths(0.001, 2),
    });
    fc.assert(
      fc.property(groups, ({ agents, weak, more, exponent, better }) => {
        const verdict = proposition8({
          strong: group(weak + more, power(exponent + better)),
          weak: group(weak, power(exponent)),
          agents,
          supply: 1,
        });
        expect(verdict.holds).toBe(true);
        for (const { strongAgents: m, strong, weak: less } of verdict.compositions) {
          // Holdings add up; whoever joins goes across 1/n.
          if (strong !== null && less !== null) expect(m * strong + (agents - m) * less).toBeCloseTo(1, 10);
          if (strong !== null) expect(strong).toBeGreaterThanOrEqual(1 / agents - 1e-10);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('compositions in which units are not scarce are left out', () => {
    const { compositions, checked } = proposition8({
      strong: group(0.8, power(2)),
      weak: group(0.3, uniform),
      agents: 3,
      supply: 1,
    });
    expect(compositions[0]).toEqual({ strongAgents: 0, strong: null, weak: null });
    expect(checked).toBe(2);
  });

  test('groups in the wrong order are refused', () => {
    const [more, less] = [group(0.8, power(2)), group(0.5, uniform)];
    expect(() => proposition8({ strong: less, weak: more, agents: 3, supply: 1 })).toThrow(
      'a strong group that demands less: 0.5',
    );
    const crossed = { ...more, distribution: less.distribution };
    expect(() =>
      proposition8({ strong: crossed, weak: { ...less, distribution: more.distribution }, agents: 3, supply: 1 }),
    ).toThrow('a strong group whose types do not dominate');
  });

  test('a move is the step from one composition to the next', () => {
    const [strong, weak] = [
      [0.6, power(2)],
      [0.4, uniform],
    ] as const;
    const [move] = movesToStrength(theoryWith([strong, weak, weak]));
    const { compositions } = proposition8({ strong: group(...strong), weak: group(...weak), agents: 3, supply: 1 });
    expect(move).toMatchObject({ from: 1, to: 0 });
    expect(move?.before).toBeCloseTo(compositions[1]?.weak as number, 12);
    expect(move?.strongBefore).toBeCloseTo(compositions[1]?.strong as number, 12);
    expect(move?.after).toBeCloseTo(compositions[2]?.strong as number, 12);
  });
});

describe('strength of a scenario', () => {
  const bundled = (name: string): Scenario => {
    const read = readScenario(`scenarios/${name}.yaml`);
    if ('faults' in read) throw new Error(read.faults.map(({ message }) => message).join());
    return read.scenario;
  };

  test('groups go by their names, and every pair is ordered strictly', () => {
    const { kinds, ordered, complete, proposition8: two, moves } = strength(bundled('strength-ordered-groups'));
    expect(kinds.map(({ name, agents }) => [name, agents.length])).toEqual([
      ['strong', 2],
      ['middle', 3],
      ['weak', 5],
    ]);
    expect({ complete, strict: ordered.every(({ strict }) => strict), two }).toEqual({
      complete: true,
      strict: true,
      two: null,
    });
    expect(moves.map(({ from, to }) => `${from} to ${to}`)).toEqual([
      'middle to strong',
      'weak to strong',
      'weak to middle',
    ]);
    for (const { before, after } of moves) expect(after).toBeGreaterThan(before);
  });

  test('agents without a group go by their ids', () => {
    expect(strength(bundled('figure-1-k1-0.333')).kinds.map(({ name }) => name)).toEqual(['a1', 'a2, a3']);
    expect(strength(bundled('two-sided-2x3')).kinds.map(({ name }) => name)).toEqual(['seller-1, seller-2 and 3 more']);
  });

  test('why two kinds are not ordered is said', () => {
    const { unordered } = strength(bundled('eu-ets-2025'));
    expect(unordered.length).toBe(28);
    expect(unordered[0]).toEqual({
      kinds: ['aviation', 'combustion'],
      reason: 'aviation has the stronger types, combustion the larger maximum demand',
    });
    expect(unordered[1]?.reason).toMatch(
      /^distribution functions cross: at [\d.]+ that of aviation is higher, at [\d.]+ that of refining$/,
    );
  });
});
