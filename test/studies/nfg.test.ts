import { describe, expect, test } from 'vitest';
import { nfgLines, type StrategicGame } from '../../src/studies/nfg.ts';
import { pureEquilibria, readNfg } from '../support/nfgReader.ts';

/** The sample of Gambit's documentation (e02.nfg), with names. */
const sample: StrategicGame = {
  title: 'Selten (IJGT, 75), Figure 2, normal form',
  comment: '',
  players: ['Player 1', 'Player 2'],
  strategies: [
    ['T', 'M', 'B'],
    ['L', 'R'],
  ],
  payoffs: ([row = 0, column = 0]) =>
    [
      [
        [1, 1],
        [0, 2],
        [0, 2],
      ],
      [
        [1, 1],
        [0, 3],
        [2, 0],
      ],
    ][column]?.[row] ?? [],
  decimals: 3,
};
const written = (change: Partial<StrategicGame> = {}): string => [...nfgLines({ ...sample, ...change })].join('\n');

describe('Gambit’s strategic form', () => {
  test('of the sample in its documentation has its numbers in its order', () => {
    expect(written()).toBe(
      `NFG 1 R "Selten (IJGT, 75), Figure 2, normal form"
{ "Player 1" "Player 2" }
{
  { "T" "M" "B" }
  { "L" "R" }
}
""

1 1
0 2
0 2
1 1
0 3
2 0`,
    );
  });

  test('is read back as it was', () => {
    const game = readNfg(written());
    expect(game).toMatchObject({ title: sample.title, players: sample.players, strategies: sample.strategies });
    expect(game.payoffs([2, 1])).toEqual([2, 0]);
    expect(pureEquilibria(game)).toEqual([[0, 0]]);
  });

  test('escapes quotes; a backslash, which its readers trip over, becomes a slash, and a line break a space', () => {
    const game = readNfg(written({ title: 'so called "market"\n', players: ['a\\', 'b'] }));
    expect(game.title).toBe('so called "market" ');
    expect(game.players).toEqual(['a/', 'b']);
  });

  test('has payoffs as decimals without exponents, and no negative zero', () => {
    const text = written({ payoffs: () => [1.5e-7, -1e-9], decimals: 8 });
    expect(text.split('\n')[8]).toBe('0.00000015 0');
    expect(written({ payoffs: () => [1200, -300.25], decimals: 0 }).split('\n')[8]).toBe('1200 -300');
  });
});
