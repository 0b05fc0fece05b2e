import type { PerAgent } from '../domain/economy.ts';

/** A strategic game as Gambit writes it. Names within a list differ. */
export interface StrategicGame {
  readonly title: string;
  readonly comment: string;
  readonly players: readonly string[];
  /** Names of strategies, one list a player. */
  readonly strategies: readonly (readonly string[])[];
  readonly payoffs: (indices: readonly number[]) => PerAgent;
  /** Decimals to which payoffs are known: Gambit takes what is written as exact. */
  readonly decimals: number;
}

/**
 * The lines of a game in Gambit's strategic-form format, payoff version (.nfg): a prologue with names, then for every profile the
 * payoffs of all players, the first player's strategy running fastest. One line a profile; cost: every profile's payoffs.
 */
export function* nfgLines(game: StrategicGame): Generator<string> {
  const { title, comment, players, strategies, payoffs, decimals } = game;
  yield `NFG 1 R ${label(title)}`;
  yield `{ ${players.map(label).join(' ')} }`;
  yield '{';
  for (const names of strategies) yield `  { ${names.map(label).join(' ')} }`;
  yield '}';
  yield label(comment);
  yield '';
  const indices = players.map(() => 0);
  do {
    yield payoffs(indices)
      .map((payoff) => plain(payoff, decimals))
      .join(' ');
  } while (next(indices, strategies));
}

/** The next profile; false when all strategies are back at the first. */
const next = (indices: number[], strategies: StrategicGame['strategies']): boolean => {
  for (let player = 0; player < indices.length; player++) {
    const raised = (indices[player] as number) + 1;
    const rollsOver = raised === strategies[player]?.length;
    indices[player] = rollsOver ? 0 : raised;
    if (!rollsOver) return true;
  }
  return false;
};

/** Gambit escapes quotes, and cannot read a backslash before the closing one. */
const label = (text: string): string =>
  `"${text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll('\\', '/')
    .replaceAll('"', '\\"')}"`;

/** A decimal without an exponent, which not every reader of the format takes. */
const plain = (payoff: number, decimals: number): string => {
  const text = payoff.toFixed(decimals);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
};
