import type { PerAgent } from '../../domain/economy.ts';
import { type SampledQuantile, sampledQuantiles } from './quantiles.ts';
import type { SampleTally } from './sampleBlocks.ts';
import { FIGURES, type SampledMarket } from './sampledMarket.ts';
import { meanAndVariance, type Scale } from './tally.ts';

/** What the draws of one figure came to. Money, but for the price (money per unit) and the share kept (of 1). */
export interface SampledFigure {
  readonly mean: number;
  readonly standardError: number;
  /** mean +- 1.96 standard errors: draws are independent, so the central limit theorem gives 95% up to O(1 / sqrt(draws)). */
  readonly confidence: readonly [number, number];
  readonly standardDeviation: number;
  readonly least: number;
  readonly greatest: number;
  /** The expectation by exact theory; null where it has none. */
  readonly exact: number | null;
  /** Standard errors between mean and exact value, beyond the exact value's own error; null without one. */
  readonly z: number | null;
  readonly quantiles: readonly SampledQuantile[];
  /** Draws in up to 64 bins of equal width from `from`, and outside them. */
  readonly histogram: {
    readonly from: number;
    readonly width: number;
    readonly counts: readonly number[];
    readonly below: number;
    readonly above: number;
  };
}

export interface SampleReport {
  readonly name: string;
  readonly seed: string;
  readonly mechanism: string;
  readonly draws: number;
  readonly agents: readonly string[];
  readonly holdings: PerAgent;
  readonly worstOffTypes: PerAgent;
  /** Whether the spot market would run at these holdings (Lemma 2); the sample supposes that it does. */
  readonly operates: boolean;
  readonly confidenceLevel: number;
  readonly figures: Readonly<Record<(typeof FIGURES)[number], SampledFigure>>;
  /** T_i, from agent to market. */
  readonly payments: readonly (SampledFigure & { readonly agent: string })[];
  /** The z of largest size, and of how many. */
  readonly largestZ: number;
  readonly compared: number;
  readonly exactErrorBound: number;
}

const LEVEL = 0.95;
/** Standard deviations of a normal variable that hold 95% of it. */
const STANDARD_ERRORS = 1.959963984540054;
const PROBABILITIES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];
const SHOWN_BINS = 64;

interface ReportQuestion {
  readonly market: SampledMarket;
  readonly seed: string;
  readonly draws: number;
  readonly scale: Scale;
  readonly whole: SampleTally;
}

export const sampleReport = ({ market, seed, draws, scale, whole }: ReportQuestion): SampleReport => {
  const { scenario, theory, round, exact } = market;
  const { moments, counts } = whole;
  const { errorBound } = theory.accuracy;
  const figureOf = (figure: number): SampledFigure => {
    const centre = scale.centres[figure] as number;
    const [mean, variance] = meanAndVariance(moments, figure, { n: draws, centre });
    const standardError = Math.sqrt(variance / draws);
    const expected = exact[figure] ?? null;
    return {
      mean,
      standardError,
      confidence: [mean - STANDARD_ERRORS * standardError, mean + STANDARD_ERRORS * standardError],
      standardDeviation: Math.sqrt(variance),
      least: moments.least[figure] as number,
      greatest: moments.greatest[figure] as number,
      exact: expected,
      z: expected === null ? null : distance(mean - expected, standardError, errorBound),
      quantiles: sampledQuantiles({
        counts,
        scale,
        moments,
        figure,
        draws,
        probabilities: PROBABILITIES,
        reach: STANDARD_ERRORS,
      }),
      histogram: histogramOf(counts, scale, figure),
    };
  };
  const agents = theory.economy.agents.map(({ id }) => id);
  const figures = Object.fromEntries(FIGURES.map((name, f) => [name, figureOf(f)])) as SampleReport['figures'];
  const payments = agents.map((agent, i) => ({ agent, ...figureOf(FIGURES.length + i) }));
  const zs = [...Object.values(figures), ...payments].flatMap(({ z }) => (z === null ? [] : [z]));
  return {
    name: scenario.name,
    seed,
    mechanism: scenario.spot.mechanism,
    draws,
    agents,
    holdings: market.holdings,
    worstOffTypes: round.worstOffTypes,
    operates: round.operates,
    confidenceLevel: LEVEL,
    figures,
    payments,
    largestZ: zs.reduce((most, z) => (Math.abs(z) > Math.abs(most) ? z : most), 0),
    compared: zs.length,
    exactErrorBound: errorBound,
  };
};

/** How many standard errors a difference is, beyond what the exact value may itself be wrong by. */
const distance = (difference: number, standardError: number, errorBound: number): number => {
  const beyond = Math.abs(difference) - errorBound;
  return beyond <= 0 ? 0 : (Math.sign(difference) * beyond) / standardError;
};

/** Neighbouring bins together, without the empty ones at the ends. */
const histogramOf = (counts: Uint32Array, scale: Scale, figure: number): SampledFigure['histogram'] => {
  const bins = scale.bins[figure] as number;
  const offset = scale.offsets[figure] as number;
  const inside = counts.subarray(offset + 1, offset + 1 + bins);
  const first = Math.max(
    0,
    inside.findIndex((c) => c > 0),
  );
  const end =
    Math.max(
      first,
      inside.findLastIndex((c) => c > 0),
    ) + 1;
  const size = Math.ceil((end - first) / SHOWN_BINS);
  const grouped = Array.from({ length: Math.ceil((end - first) / size) }, (_, j) =>
    inside.subarray(first + j * size, Math.min(bins, first + (j + 1) * size)).reduce((sum, c) => sum + c, 0),
  );
  return {
    from: (scale.from[figure] as number) + first * (scale.width[figure] as number),
    width: size * (scale.width[figure] as number),
    counts: grouped,
    below: counts[offset] as number,
    above: counts[offset + bins + 1] as number,
  };
};
