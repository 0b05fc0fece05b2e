/** A figure over many cycles, in bounded memory: the means of up to 60 stretches of equal length. */
export interface Series {
  readonly add: (value: number) => void;
  readonly summary: () => SeriesSummary;
  /** Means of the stretches, in order. */
  readonly means: () => readonly number[];
}

/** Of single values, in order of the cycles. */
export interface SeriesSummary {
  readonly first: number;
  readonly last: number;
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
}

const MOST_STRETCHES = 60;

export const createSeries = (): Series => {
  let length = 1;
  let sums: number[] = [];
  let [count, total, first, last] = [0, 0, 0, 0];
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return {
    add: (value) => {
      if (count === MOST_STRETCHES * length) {
        sums = sums.flatMap((sum, j) => (j % 2 === 0 ? [sum + (sums[j + 1] as number)] : []));
        length *= 2;
      }
      const stretch = Math.floor(count / length);
      sums[stretch] = (sums[stretch] ?? 0) + value;
      if (count === 0) first = value;
      last = value;
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
      total += value;
      count += 1;
    },
    summary: () => ({ first, last, mean: total / count, lowest, highest }),
    means: () => sums.map((sum, j) => sum / (j < sums.length - 1 ? length : count - length * (sums.length - 1))),
  };
};
