import { describe, expect, test } from 'vitest';
import { succeeding } from './succeeding.ts';
import { bundled, refused, workplace } from './workplace.ts';

const { run } = workplace();
const { text, answer } = succeeding(run);

describe('forespot bargain', () => {
  test('finds the nearest holdings that leave the spot market nothing', () => {
    const found = answer('bargain', bundled('bilateral-trade'));
    const held = 0.5 + 1 / Math.sqrt(12);
    expect(found).toMatchObject({ kind: 'break-even', method: 'exact', operates: true, surface: null, least: null });
    expect(found.holdings).toEqual([expect.closeTo(held, 12), expect.closeTo(1 - held, 12)]);
    expect(text('bargain', bundled('bilateral-trade'))).toMatch(/^ seller +1\.00000 +1\.00000 +0\.78868 +0\.7887$/m);
  });

  test('--surface is the surplus over all holdings of three agents, as JSON, CSV and a table', () => {
    const figure = bundled('figure-1-k1-0.333');
    const { surface } = answer('bargain', figure, '--surface', '2');
    expect(surface.length).toBe(6);
    expect(surface[5]).toEqual({ holdings: [1, 0, 0], expectedSurplus: expect.closeTo(1 / 6, 12) });
    const lines = text('bargain', figure, '--surface', '2', '--csv').trimEnd().split('\n');
    expect(lines[0]).toBe('a1,a2,a3,expectedSurplus');
    expect(lines.slice(1).map((line) => line.split(',').map(Number))).toEqual(
      surface.map(({ holdings, expectedSurplus }: { holdings: number[]; expectedSurplus: number }) => {
        return [...holdings, expectedSurplus];
      }),
    );
    expect(text('bargain', figure, '--surface', '2')).toMatch(/^ 1\.0000 +0\.0000 +0\.0000 +0\.16667$/m);
  });

  test.each([
    [
      'bilateral-trade',
      ['--surface', '10'],
      '--surface: expected a scenario of three agents, whose holdings make a triangle; this one has 2',
    ],
    ['figure-1-k1-0.333', ['--surface', '1001'], '--surface: expected at most 1000 steps a side, got 1001'],
    ['figure-1-k1-0.333', ['--csv'], '--csv: expected --surface N with it, whose points are the rows'],
  ])('%s with %j is refused', (name, args, sentence) =>
    expect(run('bargain', bundled(name), ...args)).toEqual(refused(sentence)),
  );
});

test('with states of demand each says that it is about demand scale 1', () => {
  const scenario = bundled('uncertain-demand');
  for (const command of ['solve', 'strength', 'boundary', 'bargain']) {
    expect(text(command, scenario)).toMatch(
      /^states +all of this is at demand scale 1; forespot states has each state/m,
    );
  }
});
