/**
 * What is kept of many draws of several figures: moments, extremes, and counts in bins of equal width. Own work, because the
 * sketches of the libraries (t-digest, P2) have no bound on a quantile's error and depend on the order in which parts are merged;
 * counts add up to the same whatever the order, and a quantile is known to half its bin.
 */
export interface Tally {
  readonly moments: Moments;
  /** Bins of figure f at f (bins + 2) + 1 .. f (bins + 2) + bins; before and behind them what lies outside their range. */
  readonly counts: Uint32Array;
}

/** Of each figure, in the order of the draws. */
export interface Moments {
  /** Sum of x - centre. */
  readonly sums: Float64Array;
  /** Sum of (x - centre)^2. */
  readonly squares: Float64Array;
  readonly least: Float64Array;
  readonly greatest: Float64Array;
}

/** Where a figure's deviations are taken from, and which values its bins cover. */
export interface Scale {
  readonly centres: Float64Array;
  /** The range of each figure's bins; width 0 keeps all draws in one bin. */
  readonly from: Float64Array;
  readonly width: Float64Array;
  readonly bins: Int32Array;
  /** Where the bins of each figure begin in `counts`. */
  readonly offsets: Int32Array;
}

export const emptyMoments = (figures: number): Moments => ({
  sums: new Float64Array(figures),
  squares: new Float64Array(figures),
  least: new Float64Array(figures).fill(Number.POSITIVE_INFINITY),
  greatest: new Float64Array(figures).fill(Number.NEGATIVE_INFINITY),
});

export const emptyTally = ({ centres, bins }: Scale): Tally => ({
  moments: emptyMoments(centres.length),
  counts: new Uint32Array(bins.reduce((sum, count) => sum + count + 2, 0)),
});

/** Takes in one draw of one figure. */
export const count = ({ moments, counts }: Tally, scale: Scale, figure: number, x: number): void => {
  const { sums, squares, least, greatest } = moments;
  const deviation = x - (scale.centres[figure] as number);
  sums[figure] = (sums[figure] as number) + deviation;
  squares[figure] = (squares[figure] as number) + deviation * deviation;
  if (x < (least[figure] as number)) least[figure] = x;
  if (x > (greatest[figure] as number)) greatest[figure] = x;
  const bins = scale.bins[figure] as number;
  const place = (x - (scale.from[figure] as number)) / (scale.width[figure] as number);
  const bin = place >= bins ? bins + 1 : place >= 0 ? (place | 0) + 1 : 0;
  const at = (scale.offsets[figure] as number) + bin;
  counts[at] = (counts[at] as number) + 1;
};

/** Adds the moments of later draws. */
export const addMoments = (all: Moments, more: Moments): void => {
  for (let f = 0; f < all.sums.length; f++) {
    all.sums[f] = (all.sums[f] as number) + (more.sums[f] as number);
    all.squares[f] = (all.squares[f] as number) + (more.squares[f] as number);
    all.least[f] = Math.min(all.least[f] as number, more.least[f] as number);
    all.greatest[f] = Math.max(all.greatest[f] as number, more.greatest[f] as number);
  }
};

export const addCounts = (all: Uint32Array, more: Uint32Array): void => {
  for (let j = 0; j < all.length; j++) all[j] = (all[j] as number) + (more[j] as number);
};

/** Mean and variance (over n - 1) of a figure of n draws. */
export const meanAndVariance = (
  { sums, squares }: Moments,
  figure: number,
  { n, centre }: { readonly n: number; readonly centre: number },
): readonly [mean: number, variance: number] => {
  const shift = (sums[figure] as number) / n;
  // Rounding alone can leave less than nothing where all draws are the same.
  const rest = (squares[figure] as number) - n * shift * shift;
  return [centre + shift, rest > 0 ? rest / (n - 1) : 0];
};
