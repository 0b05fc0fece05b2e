import type { Moments, Scale } from './tally.ts';

export interface SampledQuantile {
  readonly probability: number;
  /** The draw of rank ceil(probability n), up to `error`. */
  readonly value: number;
  /** Half the width of the bin that it lies in. */
  readonly error: number;
  /** Where the distribution's own quantile lies at the level of the study: bins of the order statistics around it. */
  readonly confidence: readonly [number, number];
}

interface QuantileQuestion {
  readonly counts: Uint32Array;
  readonly scale: Scale;
  readonly moments: Moments;
  readonly figure: number;
  readonly draws: number;
  readonly probabilities: readonly number[];
  /** Standard errors on either side of a rank. */
  readonly reach: number;
}

/** Cost: a pass over the figure's bins for every rank. */
export const sampledQuantiles = (question: QuantileQuestion): readonly SampledQuantile[] => {
  const { draws, probabilities, reach } = question;
  return probabilities.map((probability) => {
    const rank = Math.min(draws, Math.max(1, Math.ceil(probability * draws)));
    const spread = reach * Math.sqrt(draws * probability * (1 - probability));
    const [low, high] = binOf(question, rank);
    return {
      probability,
      value: (low + high) / 2,
      error: (high - low) / 2,
      confidence: [
        binOf(question, Math.max(1, Math.floor(rank - spread)))[0],
        binOf(question, Math.min(draws, Math.ceil(rank + spread)))[1],
      ],
    };
  });
};

/** The two values between which the draw of a rank lies: the ends of its bin, no further out than the extremes. */
const binOf = ({ counts, scale, moments, figure }: QuantileQuestion, rank: number): readonly [number, number] => {
  const bins = scale.bins[figure] as number;
  const offset = scale.offsets[figure] as number;
  const [from, width] = [scale.from[figure] as number, scale.width[figure] as number];
  const [least, greatest] = [moments.least[figure] as number, moments.greatest[figure] as number];
  let seen = 0;
  let bin = 0;
  while (bin < bins + 1) {
    seen += counts[offset + bin] as number;
    if (seen >= rank) break;
    bin += 1;
  }
  const low = bin === 0 ? least : Math.max(least, from + (bin - 1) * width);
  const high = bin === bins + 1 ? greatest : Math.min(greatest, from + bin * width);
  // A draw on a bin's edge may have fallen into the next one by rounding.
  return low <= high ? [low, high] : [high, low];
};
