import { describe, expect, test } from 'vitest';
import { succeeding } from './succeeding.ts';
import { refused, workplace } from './workplace.ts';

const { run, write } = workplace();
const ADVICE = '(forespot --help lists the commands, forespot COMMAND --help its options)';
const { text, answer } = succeeding(run);

describe('forespot boundary', () => {
  const lowestAboveZero = `name: wrong-corner
agents:
  - { id: a1, maxDemand: 0.95, endowment: 1, type: { family: power, exponent: 2, min: 1, max: 2 } }
  - { id: a2, maxDemand: 0.6, endowment: 0, type: { family: uniform, min: 1, max: 2 } }
`;

  test('finds the corner that the paper’s rule misses', () => {
    write('wrong-corner.yaml', lowestAboveZero);
    const { best, paper, others, revenueMaximizing } = answer('boundary', 'wrong-corner.yaml');
    expect([best.agent, best.expectedSurplus]).toEqual(['a2', expect.closeTo(0.2625, 12)]);
    expect([paper.agent, paper.expectedSurplus]).toEqual(['a1', expect.closeTo(0.0041667, 6)]);
    expect(others.expectedSurplus).toBeCloseTo(0.2625 - 0.4, 12);
    expect(revenueMaximizing).toMatchObject({ kind: 'corner', holdings: [0, 1] });
  });

  test('says so', () => {
    write('wrong-corner.yaml', lowestAboveZero);
    const shown = text('boundary', 'wrong-corner.yaml');
    expect(shown).toContain(
      "the paper's choice    a1, which earns 0.2583 less: it leaves out the lowest type's value of max demands\n",
    );
    expect(shown).toContain('others may keep       0.4000 units in all by the paper, which costs 0.4000\n');
    expect(shown).toContain('most revenue          from the corner: 0.2625 money\n');
  });
});

describe('forespot figure-1', () => {
  test('writes a hundred points as CSV', () => {
    const lines = text('figure-1', '--csv').trimEnd().split('\n');
    expect(lines[0]).toBe('k_1,interior,corner,common worst-off type');
    expect(lines.length).toBe(101);
    const [k, interior, corner] = (lines[100] as string).split(',').map(Number);
    expect([k, interior, corner]).toEqual([2 / 3, 1 / 12, 0].map((x) => expect.closeTo(x, 12)));
  });

  test('takes another number of points, and says what holds of what the paper says', () => {
    const { points, crossing, claims } = answer('figure-1', '--points', '4');
    expect(points.map(({ maxDemand }: { maxDemand: number }) => maxDemand)).toEqual([
      ...[1 / 6, 1 / 3, 1 / 2, 2 / 3].map((k) => expect.closeTo(k, 14)),
    ]);
    expect(crossing).toBeCloseTo(0.51355037, 8);
    expect(claims.filter(({ holds }: { holds: boolean }) => !holds).length).toBe(1);
    expect(text('figure-1', '--points', '4')).toContain('FAILS  the common worst-off type falls beyond it\n');
  });

  test.each([
    [
      ['--points', '0'],
      "option '--points <number>' argument '0' is invalid. Expected a whole number between 1 and 1,000,000,000.",
    ],
    [['--csv', '--json'], "option '--csv' cannot be used with option '--json'"],
  ])('%j is refused', (args, sentence) =>
    expect(run('figure-1', ...args)).toEqual(refused(`forespot: ${sentence}\n${ADVICE}`)),
  );

  test('more points than anybody plots are refused', () => {
    expect(run('figure-1', '--points', '1000000')).toEqual(refused('--points: expected at most 100,000, got 1000000'));
  });
});
