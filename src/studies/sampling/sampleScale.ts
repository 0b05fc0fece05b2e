import type { Sampler } from './createSampler.ts';
import { BLOCK } from './createSampler.ts';
import { FIGURES, type SampledMarket } from './sampledMarket.ts';
import { emptyTally, meanAndVariance, type Scale } from './tally.ts';

/** Bins of a figure of the market. */
const BINS = 16_384;
/** Bins of all payments together, and the most and the fewest of one. */
const PAYMENT_BINS = { all: 2 ** 21, most: 4096, fewest: 64 } as const;
/** Standard deviations on either side of the mean that bins cover. */
const REACH = 12;

/**
 * Bins for every figure around its mean in the first block, which is drawn for that and drawn again when it is counted; no further
 * out than what it did there by a deviation more. What lies outside later is counted as outside, between known extremes.
 */
export const sampleScale = (market: SampledMarket, sampler: Sampler, draws: number): Scale => {
  const n = market.kept.length;
  const figures = FIGURES.length + n;
  const payment = Math.max(
    PAYMENT_BINS.fewest,
    Math.min(PAYMENT_BINS.most, 1 << (31 - Math.clz32(PAYMENT_BINS.all / n))),
  );
  const { exact, theory } = market;
  const centres = Float64Array.from(exact, (value, f) => value ?? (f === 2 ? theory.commonWorstOffType : 1));
  const one = Int32Array.from({ length: figures }, () => 1);
  const pilot: Scale = {
    centres,
    from: new Float64Array(figures),
    width: new Float64Array(figures).fill(1),
    bins: one,
    offsets: offsetsOf(one),
  };
  const first = Math.min(draws, BLOCK);
  const tally = emptyTally(pilot);
  sampler({ tally, scale: pilot }, 0, first);
  const bins = Int32Array.from({ length: figures }, (_, f) => (f < FIGURES.length ? BINS : payment));
  const from = new Float64Array(figures);
  const width = new Float64Array(figures);
  for (let f = 0; f < figures; f++) {
    const [mean, variance] = meanAndVariance(tally.moments, f, { n: first, centre: centres[f] as number });
    const [least, greatest] = [tally.moments.least[f] as number, tally.moments.greatest[f] as number];
    const deviation = Math.sqrt(variance);
    const low = Math.max(mean - REACH * deviation, least - deviation);
    const high = Math.min(mean + REACH * deviation, greatest + deviation);
    from[f] = low;
    // Where all draws are the same, bins of any width tell as much.
    width[f] = high > low ? (high - low) / (bins[f] as number) : Number.MIN_VALUE + Math.abs(mean) * 2 ** -40;
  }
  return { centres, from, width, bins, offsets: offsetsOf(bins) };
};

const offsetsOf = (bins: Int32Array): Int32Array => {
  let next = 0;
  return bins.map((count) => {
    const at = next;
    next += count + 2;
    return at;
  });
};
