import { describe, expect, test } from 'vitest';
import { parseRange } from '../../src/cli/range.ts';
import { bundled, refused, workplace } from './workplace.ts';

const { run } = workplace();
const figure = bundled('figure-1-k1-0.333');
const DEMAND = 'agents.a1.maxDemand=0.05..0.66:40';

describe('forespot statics', () => {
  test('tabulates a number of solve at forty maximum demands', () => {
    const { status, stdout, stderr } = run(
      ...['statics', figure, '--vary', DEMAND, '--quantity', 'corner.expectedSurplus,interior.holdings', '--json'],
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { name, vary, quantities, rows } = JSON.parse(stdout);
    expect(name).toBe('figure-1-k1-0.333');
    expect(vary).toEqual([{ path: 'agents.a1.maxDemand', from: 0.05, to: 0.66, count: 40 }]);
    const held = ['a1', 'a2', 'a3'].map((id) => `interior.holdings.${id}`);
    expect(quantities).toEqual(['corner.expectedSurplus', ...held]);
    expect(rows.length).toBe(40);
    expect(rows[0]).toEqual({
      at: { 'agents.a1.maxDemand': 0.05 },
      values: Object.fromEntries(quantities.map((path: string) => [path, expect.any(Number)])),
      errorBound: expect.any(Number),
      fault: null,
    });
    expect(rows[0].values['corner.expectedSurplus']).toBeCloseTo(1 / 9 + 0.05 / 6, 12);
    expect(rows[39].values['corner.expectedSurplus']).toBeCloseTo(1 / 3 - 0.66 / 2, 12);
  });

  test('writes CSV at full precision, with what is wrong where there is no scenario', () => {
    const { status, stdout } = run(
      ...['statics', figure, '--vary', 'agents.a1.endowment=1/2..1:2', '--quantity', 'endowments.holdings.a1', '--csv'],
    );
    expect(status).toBe(0);
    expect(stdout).toBe(
      [
        'agents.a1.endowment,endowments.holdings.a1,fault',
        '0.5,,"agents: expected endowments that add up to the supply of 1, got 0.5, which is 0.5 too little"',
        '1,1,',
        '',
      ].join('\n'),
    );
  });

  test('prints a table with the usual quantities, every combination of two variations', () => {
    const { stdout } = run(
      'statics',
      figure,
      '--vary',
      'agents.a1.maxDemand=0.1..0.5:2',
      '--vary',
      'forward.margin=0..1:2',
    );
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('figure-1-k1-0.333: 4 rows, quantities in units and money');
    expect(lines[2]).toMatch(/agents\.a1\.maxDemand +forward\.margin +interior\.worstOffType.* forward\.budget$/);
    expect(lines.slice(3, 7).map((line) => line.trim().split(/ +/).slice(0, 2))).toEqual([
      ['0.10000', '0.0000'],
      ['0.10000', '1.0000'],
      ['0.50000', '0.0000'],
      ['0.50000', '1.0000'],
    ]);
    expect(lines.at(-2)).toMatch(/^error of money at most \d\.\de-\d+ money$/);
  });

  test.each([
    ['agents.a1.maxDemand=0.66..0.05:40', 'the range runs backwards; write 0.05..0.66:40'],
    ['agents.a1.maxDemand=2/3..1/3:5', 'the range runs backwards; write 1/3..2/3:5'],
    ['agents.a1.maxDemand=0.5..1/2:5', 'the range is a single point, 0.5; its ends must differ'],
    ['agents.a1.maxDemand=0.1..0.5', 'expected how many values after a colon, such as 0.1..0.5:40'],
    ['agents.a1.maxDemand=0.1..0.5:1', 'expected a count of 2 or more, got "1"'],
    ['agents.a1.maxDemand=0.1..0.5:2.5', 'expected a count of 2 or more, got "2.5"'],
    ['agents.a1.maxDemand=0.1..half:4', 'expected a number or a fraction, got "half"'],
    ['agents.a1.maxDemand', 'expected PATH=FROM..TO:COUNT, such as agents.a1.maxDemand=0.05..2/3:40'],
    ['=0..1:4', 'expected PATH=FROM..TO:COUNT, such as agents.a1.maxDemand=0.05..2/3:40'],
  ])('--vary %s is refused', (vary, sentence) => expect(() => parseRange(vary)).toThrow(`--vary ${vary}: ${sentence}`));

  test('what is refused is said in a sentence, with status 2', () => {
    const sentence = '--vary agents.a1.maxDemand=0.66..0.05:40: the range runs backwards; write 0.05..0.66:40';
    expect(run('statics', figure, '--vary', 'agents.a1.maxDemand=0.66..0.05:40')).toEqual(refused(sentence));
  });

  test('a range may have fractions, negative numbers and an equals sign in its path', () => {
    expect(parseRange('x.y=-1/3..2/3:4')).toEqual({ path: 'x.y', from: -1 / 3, to: 2 / 3, count: 4 });
    expect(parseRange('agents.a=b.endowment=0..1e-2:2')).toMatchObject({ path: 'agents.a=b.endowment', to: 0.01 });
  });

  test.each([
    ['agents.a4.maxDemand', 'agents has no a4; it has a1, a2, a3'],
    ['agents.a1.maxdemand', 'agents.a1 has no maxdemand; did you mean maxDemand?'],
    ['agents.a1.type', 'expected a number, agents.a1.type has several parts: family, min, max'],
    ['agents.a1.type.family', 'agents.a1.type.family is not a number'],
    ['agnets.a1.maxDemand', 'the top level has no agnets; did you mean agents?'],
  ])('the path %s is refused', (path, sentence) =>
    expect(run('statics', figure, '--vary', `${path}=0..1:2`)).toEqual(refused(`--vary ${path}: ${sentence}`)),
  );

  test.each([
    ['interior.holding', 'interior has no holding; did you mean holdings?'],
    ['interior.holdings.a9', 'interior.holdings has no a9; it has a1, a2, a3'],
    ['revenueMaximizing', 'revenueMaximizing is not a number'],
  ])('the quantity %s is refused', (path, sentence) =>
    expect(run('statics', figure, '--vary', DEMAND, '--quantity', path)).toEqual(
      refused(`--quantity ${path}: ${sentence}`),
    ),
  );

  test('one number is varied once, and not more often than a computer can bear', () => {
    const twice = run(
      'statics',
      figure,
      '--vary',
      'agents.a2.maxDemand=0.1..1:2',
      '--vary',
      'agents.1.maxDemand=0.1..1:2',
    );
    expect(twice).toEqual(refused('--vary agents.1.maxDemand: --vary agents.a2.maxDemand varies the same number'));
    const many = run('statics', figure, '--vary', 'discount=0..1:1000', '--vary', 'forward.margin=0..1:1000');
    expect(many).toEqual(refused('--vary: expected at most 100,000 combinations, got 1,000,000'));
  });

  test('a range without a single scenario is refused with the reason', () => {
    const sentence =
      '--vary: there is no scenario at any of the values; at agents.a1.maxDemand=-1: agents[0].maxDemand: expected more than 0, got -1';
    expect(run('statics', figure, '--vary', 'agents.a1.maxDemand=-1..-0.5:3')).toEqual(refused(sentence));
  });
});
