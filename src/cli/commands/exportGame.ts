import { openSync } from 'node:fs';
import type { Scenario } from '../../domain/scenario.ts';
import { createLineWriter } from '../../log/createLineWriter.ts';
import { codeOf, fileError } from '../../log/fileError.ts';
import { type DemandGame, type DemandLevel, demandGame } from '../../studies/demandGame.ts';
import { type ForwardGame, forwardGame } from '../../studies/forwardGame.ts';
import { nfgLines, type StrategicGame } from '../../studies/nfg.ts';
import { EXIT, UserFault } from '../failure.ts';
import { oneLine, print, printJson } from '../format.ts';
import { gameInput } from '../gameInput.ts';
import { progressOf } from '../progress.ts';
import { shellWord } from '../shellWord.ts';

interface ExportGameOptions {
  readonly levels: number;
  readonly format: 'nfg';
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Tables beyond this are tens of megabytes, which Gambit's solvers do not get through either. */
const MOST_PROFILES = 1_000_000;

/** `forespot export-game`: the forward game with finitely many demands, for the solvers of others. */
export const exportGameCommand = (file: string, options: ExportGameOptions): number => {
  const { levels, format, out, force, json } = options;
  const scenario = gameInput(file);
  if (json === true && out === undefined) {
    throw new UserFault(['--json: describes the file that was written; name it with --out']);
  }
  if (levels < 2) throw new UserFault([`--levels ${levels}: expected at least 2, no demand and the whole supply`]);
  const game = forwardGame(scenario);
  const discretised = demandGame(game, levels);
  checkSize(discretised, levels);
  const lines = nfgLines(strategicGame(scenario, game, discretised));
  if (out === undefined) {
    for (const line of lines) print(line);
    return EXIT.done;
  }
  writeFile(out, force === true, lines, discretised.profiles);
  const { players, profiles } = discretised;
  if (json === true) {
    const own = discretised.levels.map((each, i) => ({ id: players[i], levels: each }));
    printJson({ name: scenario.name, out, format, reading: 'paper', profiles, players: own });
  } else {
    print(
      [
        `${out}: ${players.length} players, ${discretised.levels.map(({ length }) => length).join(' x ')} demands, ${profiles.toLocaleString('en')} profiles, payoffs of reading paper in ${scenario.units.money}`,
        `next: gambit-enumpure ${shellWord(out)}`,
      ].join('\n'),
    );
  }
  return EXIT.done;
};

/** Refuses a table that is too large, with the number of levels that is not: every player may have one more, r*. */
const checkSize = ({ players, levels, profiles }: DemandGame, asked: number): void => {
  if (profiles <= MOST_PROFILES) return;
  const n = players.length;
  const product = levels.map(({ length }) => length).join(' x ');
  let fit = asked;
  while (fit >= 2 && (fit + 1) ** n > MOST_PROFILES) fit -= 1;
  const advice =
    fit >= 2
      ? `choose --levels ${fit} or fewer`
      : `not even --levels 2 fits ${n} agents; forespot equilibria finds equilibria without a table`;
  throw new UserFault([
    `--levels ${asked}: expected at most ${MOST_PROFILES.toLocaleString('en')} profiles of demands, got ${n > 8 ? `some ${profiles.toPrecision(2)} for ${n} agents` : `${product} = ${profiles.toLocaleString('en')}`}; ${advice}`,
  ]);
};

const strategicGame = (scenario: Scenario, { theory }: ForwardGame, game: DemandGame): StrategicGame => {
  const { name, units, forward } = scenario;
  return {
    title: `${name}: demands in the forward market`,
    comment: oneLine(
      `Liu, Loertscher & Marx (2020), eq. (3), rule ${forward.rule}, before charges. Strategies are demands in ${units.quantity}, payoffs ${units.money}; r* is the interior holding.`,
    ),
    players: game.players,
    strategies: game.levels.map((levels) => levels.map(nameOf)),
    payoffs: game.payoffs,
    // Rounding to what is known keeps ties, and a best reply stays one.
    decimals: Math.min(15, Math.max(0, Math.floor(-Math.log10(theory.accuracy.errorBound)))),
  };
};

const nameOf = ({ demand, equilibrium }: DemandLevel): string => {
  switch (equilibrium) {
    case 'no':
      return `${demand}`;
    case 'on grid':
      return `${demand} (r*)`;
    case 'added':
      return `${demand} (r*, added to the grid)`;
    default:
      return equilibrium satisfies never;
  }
};

const writeFile = (path: string, replace: boolean, lines: Iterable<string>, profiles: number): void => {
  const writer = createLineWriter({ file: openFor(path, replace), path });
  const progress = progressOf(profiles, 'profiles');
  let done = 0;
  for (const line of lines) {
    writer.write(`${line}\n`);
    done += 1;
    if (done % 10_000 === 0) progress.at(done);
  }
  progress.stop();
  writer.finish();
};

const openFor = (path: string, replace: boolean): number => {
  try {
    return openSync(path, replace ? 'w' : 'wx');
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new UserFault([`${path}: a file is there already; --force replaces it`]);
    throw fileError(error, `write ${path}`);
  }
};
