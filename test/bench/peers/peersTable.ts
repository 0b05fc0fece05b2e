/** One comparison: the times of both sides in each of several turns, taken one after the other. */
export interface Comparison {
  readonly task: string;
  readonly peer: string;
  /** Nanoseconds of one round, in each turn. */
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  /** Lines of code, without blank ones and comments. */
  readonly lines: { readonly ours: number; readonly theirs: number };
}

/** A markdown table of all comparisons: medians, and the ratio with its least and its greatest value over the turns. */
export const peersTable = (comparisons: readonly Comparison[]): string =>
  [
    '| task | forespot | peer | its time | its time / ours (least to greatest) | lines of code, ours and its |',
    '| --- | ---: | --- | ---: | ---: | ---: |',
    ...comparisons.map(({ task, peer, ours, theirs, lines }) => {
      const ratios = ours.map((own, j) => (theirs[j] as number) / own);
      const [low, high] = [Math.min(...ratios), Math.max(...ratios)].map(figure);
      return `| ${task} | ${duration(median(ours))} | ${peer} | ${duration(median(theirs))} | ${figure(median(ratios))} (${low} to ${high}) | ${lines.ours}, ${lines.theirs} |`;
    }),
  ].join('\n');

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

const figure = (ratio: number): string => (ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0));

const duration = (nanoseconds: number): string => {
  const [value, unit] =
    nanoseconds < 1e3 ? [nanoseconds, 'ns'] : nanoseconds < 1e6 ? [nanoseconds / 1e3, 'us'] : [nanoseconds / 1e6, 'ms'];
  return `${Number(value.toPrecision(3))} ${unit}`;
};
