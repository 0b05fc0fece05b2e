import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pureEquilibria, type ReadGame, readNfg } from '../support/nfgReader.ts';
import { bundled, refused, workplace } from './workplace.ts';

const { run, write, path } = workplace();
const agent = (id: string, maxDemand: string, endowment: string): string =>
  `  - { id: '${id}', maxDemand: ${maxDemand}, endowment: ${endowment}, type: { family: uniform, min: 0, max: 1 } }\n`;
const market = (forward: string): string =>
  `name: 'the "market"'\nagents:\n${agent('big "one"', '1', '1')}${agent('b', '2/3', '0')}${agent('c', '1/2', '0')}forward: ${forward}\n`;
write('posted.yaml', market('{ rule: posted }'));
write('none.yaml', market('{ rule: none }'));
/** Names of the strategies of a profile. */
const names = ({ strategies }: ReadGame, profile: readonly number[]): readonly (string | undefined)[] =>
  profile.map((own, player) => strategies[player]?.[own]);

describe('export-game', () => {
  test('writes a game whose one pure equilibrium under posted prices, found by trying all, is r*', () => {
    const { status, stdout, stderr } = run('export-game', 'posted.yaml', '--levels', '11', '--out', 'posted.nfg');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(
      'posted.nfg: 3 players, 12 x 12 x 12 demands, 1,728 profiles, payoffs of reading paper in money\nnext: gambit-enumpure posted.nfg\n',
    );
    const game = readNfg(readFileSync(path('posted.nfg'), 'utf8'));
    expect(game).toMatchObject({
      title: 'the "market": demands in the forward market',
      players: ['big "one"', 'b', 'c'],
      comment:
        'Liu, Loertscher & Marx (2020), eq. (3), rule posted, before charges. Strategies are demands in units, payoffs money; r* is the interior holding.',
    });
    const found = pureEquilibria(game);
    const { interior } = JSON.parse(run('solve', 'posted.yaml', '--json').stdout);
    expect(found.map((profile) => names(game, profile))).toEqual([
      interior.holdings.map((holding: number) => `${holding} (r*, added to the grid)`),
    ]);
  });

  test('writes to stdout where no file is named; under the paper’s rule r* is one equilibrium of three', () => {
    const { status, stdout, stderr } = run('export-game', bundled('bilateral-trade'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const game = readNfg(stdout);
    expect(game.strategies.map(({ length }) => length)).toEqual([21, 21]);
    expect(pureEquilibria(game).map((profile) => names(game, profile))).toEqual(
      expect.arrayContaining([
        ['0', '1'],
        ['0.5 (r*)', '0.5 (r*)'],
        ['1', '0'],
      ]),
    );
  });

  test('describes the file with --json', () => {
    const { stdout } = run('export-game', bundled('bilateral-trade'), '--levels', '3', '--out', 'b.nfg', '--json');
    const levels = [
      { demand: 0, equilibrium: 'no' },
      { demand: 0.5, equilibrium: 'on grid' },
      { demand: 1, equilibrium: 'no' },
    ];
    expect(JSON.parse(stdout)).toEqual({
      ...{ name: 'bilateral-trade', out: 'b.nfg', format: 'nfg', reading: 'paper', profiles: 9 },
      players: [
        { id: 'seller', levels },
        { id: 'buyer', levels },
      ],
    });
  });

  test('does not replace a file unless told to', () => {
    write('there.nfg', 'mine');
    const args = ['export-game', bundled('bilateral-trade'), '--levels', '3', '--out', 'there.nfg'] as const;
    expect(run(...args)).toEqual(refused('there.nfg: a file is there already; --force replaces it'));
    expect(readFileSync(path('there.nfg'), 'utf8')).toBe('mine');
    expect(run(...args, '--force').status).toBe(0);
    expect(readNfg(readFileSync(path('there.nfg'), 'utf8')).players).toEqual(['seller', 'buyer']);
  });

  const ADVICE = '(forespot --help lists the commands, forespot COMMAND --help its options)';
  test.each([
    [
      'a table that is too large',
      [bundled('eu-ets-2025')],
      '--levels 21: expected at most 1,000,000 profiles of demands, got 22 x 22 x 22 x 22 x 22 x 22 x 22 x 22 = 54,875,873,536; choose --levels 4 or fewer',
    ],
    [
      'more agents than any table holds',
      [bundled('forty-agents')],
      '--levels 21: expected at most 1,000,000 profiles of demands, got some 5.0e+53 for 40 agents; not even --levels 2 fits 40 agents; forespot equilibria finds equilibria without a table',
    ],
    [
      'one level',
      [bundled('bilateral-trade'), '--levels', '1'],
      '--levels 1: expected at least 2, no demand and the whole supply',
    ],
    [
      'a format that is not known',
      [bundled('bilateral-trade'), '--format', 'efg'],
      `forespot: option '--format <name>' argument 'efg' is invalid. Allowed choices are nfg.\n${ADVICE}`,
    ],
    [
      'a market that asks for no demands',
      ['none.yaml'],
      'none.yaml: forward.rule: expected discriminatory, posted or uniform, got none, under which nobody is asked for a demand and there is no game',
    ],
    [
      'a folder that is not there',
      [bundled('bilateral-trade'), '--out', 'no/b.nfg'],
      'forespot: cannot write no/b.nfg: there is no such file or folder',
    ],
    [
      '--json without a file to describe',
      [bundled('bilateral-trade'), '--json'],
      '--json: describes the file that was written; name it with --out',
    ],
  ])('refuses %s', (_, args, sentence) => expect(run('export-game', ...args)).toEqual(refused(sentence)));
});
