import type { Moment } from './timeline.ts';

/** A figure that two branches have, once as it was and once as it is in the branch; null where there is none. */
export interface DifferenceRow {
  readonly name: string;
  readonly kind: 'units' | 'money' | 'price';
  readonly before: number | null;
  readonly after: number | null;
}

/**
 * What came of a cycle in two branches, at its end: first the whole market's figures, then each agent's. Both have the same agents.
 * Read off two moments, which the page has, where `diffRuns` reads two runs from their beginning.
 */
export const differences = (before: Moment, after: Moment): readonly DifferenceRow[] => {
  const row = (
    name: string,
    kind: DifferenceRow['kind'],
    of: (moment: Moment) => number | null | undefined,
  ): DifferenceRow => ({
    name,
    kind,
    before: of(before) ?? null,
    after: of(after) ?? null,
  });
  return [
    row('welfare', 'money', ({ closed }) => closed?.welfare),
    row('first best', 'money', ({ closed }) => closed?.firstBest),
    row('expected spot surplus', 'money', ({ spotOpened }) => spotOpened?.expectedSurplus),
    row('operator’s till', 'money', ({ state }) => state.operatorCash),
    ...before.state.agents.flatMap((id, i) => [
      row(`${id}: demand`, 'units', ({ state }) => state.demands[i]),
      row(`${id}: holding`, 'units', ({ state }) => state.holdings[i]),
      row(`${id}: forward payment`, 'money', ({ state }) => state.forwardPayments[i]),
      row(`${id}: type`, 'price', ({ state }) => state.types[i]),
      row(`${id}: report`, 'price', ({ state }) => state.reports[i]),
      row(`${id}: allocation`, 'units', ({ state }) => state.allocation[i]),
      row(`${id}: spot payment`, 'money', ({ state }) => state.spotPayments[i]),
      row(`${id}: payoff`, 'money', ({ closed }) => closed?.payoffs[i]),
    ]),
  ];
};

/** Those that are not the same to the last bit. */
export const onlyDifferent = (rows: readonly DifferenceRow[]): readonly DifferenceRow[] =>
  rows.filter(({ before, after }) => before !== after);
