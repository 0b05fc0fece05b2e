/** A game as it stands in a file in Gambit's strategic form, payoff version. */
export interface ReadGame {
  readonly title: string;
  readonly comment: string;
  readonly players: readonly string[];
  readonly strategies: readonly (readonly string[])[];
  /** Payoffs of all players for a profile of strategies. */
  readonly payoffs: (indices: readonly number[]) => readonly number[];
}

type Token = { readonly text: string } | { readonly number: number } | '{' | '}';

/** Reads a file as Gambit's documentation describes the format. Throws where it departs from it. */
export const readNfg = (file: string): ReadGame => {
  const header = /^NFG 1 R\s/.exec(file);
  if (header === null) throw new Error('no NFG 1 R');
  const tokens = [
    ...file.slice(header[0].length).matchAll(/"((?:[^"\\]|\\.)*)"|([{}])|(-?\d+(?:\.\d+)?)(?=\s|$)|(\S+)/g),
  ].map(([, text, brace, number, other]): Token => {
    if (other !== undefined) throw new Error(`not a token: ${other}`);
    if (text !== undefined) return { text: text.replaceAll('\\"', '"') };
    return brace === undefined ? { number: Number(number) } : (brace as '{' | '}');
  });
  let at = 0;
  const text = (): string => {
    const token = tokens[at++];
    if (typeof token !== 'object' || !('text' in token))
      throw new Error(`expected a text, got ${JSON.stringify(token)}`);
    return token.text;
  };
  const list = <T>(item: () => T): readonly T[] => {
    const items: T[] = [];
    if (tokens[at++] !== '{') throw new Error('expected {');
    while (tokens[at] !== '}') items.push(item());
    at += 1;
    return items;
  };
  const title = text();
  const players = list(text);
  const strategies = list(() => list(text));
  const comment = text();
  const numbers = tokens.slice(at).map((token): number => {
    if (typeof token !== 'object' || !('number' in token))
      throw new Error(`expected a payoff, got ${JSON.stringify(token)}`);
    return token.number;
  });
  const profiles = strategies.reduce((product, names) => product * names.length, 1);
  if (strategies.length !== players.length) throw new Error('expected strategies for every player');
  if (numbers.length !== profiles * players.length) throw new Error(`expected ${profiles} profiles`);
  return {
    title,
    comment,
    players,
    strategies,
    payoffs: (indices) => {
      // The first player's strategy runs fastest.
      const row = indices.reduceRight((index, own, player) => index * (strategies[player]?.length as number) + own, 0);
      return numbers.slice(row * players.length, (row + 1) * players.length);
    },
  };
};

/** Profiles in which nobody earns more with another strategy, by trying all. */
export const pureEquilibria = ({ strategies, payoffs }: ReadGame): readonly (readonly number[])[] => {
  const profiles = strategies.reduce<readonly (readonly number[])[]>(
    (done, names) => done.flatMap((before) => names.map((_, j) => [...before, j])),
    [[]],
  );
  return profiles.filter((profile) => {
    const earned = payoffs(profile);
    return strategies.every((names, player) =>
      names.every(
        (_, other) =>
          (payoffs(profile.map((own, j) => (j === player ? other : own)))[player] as number) <=
          (earned[player] as number),
      ),
    );
  });
};
