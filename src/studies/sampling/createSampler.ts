import { spotKernel } from '../../kernels/spotKernel.ts';
import type { SpotKernel } from '../../kernels/spotPlan.ts';
import { OUTCOME } from '../../kernels/spotPlan.ts';
import { welfareOf } from '../../theory/allocation.ts';
import { priceBand } from './priceBand.ts';
import { FIGURES, type SampledMarket } from './sampledMarket.ts';
import { count, type Scale, type Tally } from './tally.ts';

/** Draws of a block: the unit of random streams and of sums, so that no figure depends on who computes which blocks when. */
export const BLOCK = 16_384;

/** Takes `draws` rounds, at most BLOCK, of a block into a tally. */
export type Sampler = (into: { readonly tally: Tally; readonly scale: Scale }, block: number, draws: number) => void;

interface SamplerQuestion {
  readonly market: SampledMarket;
  readonly seed: string;
  /** SHA-256, hex. */
  readonly hash: (text: string) => string;
}

/**
 * Agent i's types in block b come from a stream of their own, named [seed, 'sample', id, b], through the quantile function that
 * a run draws with: one agent more shifts nobody's types. VCG rounds go to the kernel in batches; any other mechanism is asked
 * round by round. Cost of a round: n quantiles and O(n) for the market.
 */
export const createSampler = ({ market, seed, hash }: SamplerQuestion): Sampler => {
  const { scenario, theory, round, kept } = market;
  const { agents } = theory.economy;
  const n = agents.length;
  const batch = Math.max(4, Math.min(64, Math.floor(BLOCK / n)));
  const kernel = spotKernel(
    {
      maxDemands: theory.maxDemands,
      holdings: round.worstOffTypes.map((_, i) => kept[i] as number),
      worstOffTypes: round.worstOffTypes,
      supply: theory.supply,
      lo: theory.lo,
      hi: theory.hi,
      band: priceBand(theory),
    },
    batch,
  );
  const level = agents.every(({ distribution }) => distribution.spec.family === 'uniform');
  const drawTypes = (rounds: number): void => {
    // A level type is low + u (high - low): the kernel's own arithmetic is its quantile function's.
    if (level) {
      kernel.draw(rounds, theory.lo, theory.hi);
      return;
    }
    kernel.draw(rounds, 0, 1);
    const { types, stride } = kernel;
    agents.forEach(({ distribution }, i) => {
      for (let at = i; at < rounds * stride; at += stride) types[at] = distribution.quantile(types[at] as number);
    });
  };
  const clear = scenario.spot.mechanism === 'vcg' ? kernel.clear : clearOneByOne(market, kernel);

  return ({ tally, scale }, block, draws) => {
    agents.forEach(({ id }, i) => {
      kernel.seed(i, hash(JSON.stringify([seed, 'sample', id, block])));
    });
    const { types, payments, outcomes, stride } = kernel;
    for (let done = 0; done < draws; done += batch) {
      const rounds = Math.min(batch, draws - done);
      drawTypes(rounds);
      clear(rounds);
      for (let r = 0; r < rounds; r++) {
        const row = r * stride;
        const outcome = r * OUTCOME.length;
        let without = 0;
        for (let i = 0; i < n; i++) {
          without += (types[row + i] as number) * (kept[i] as number);
          count(tally, scale, FIGURES.length + i, payments[row + i] as number);
        }
        const welfare = outcomes[outcome + OUTCOME.welfare] as number;
        count(tally, scale, 0, outcomes[outcome + OUTCOME.surplus] as number);
        count(tally, scale, 1, welfare);
        count(tally, scale, 2, outcomes[outcome + OUTCOME.price] as number);
        count(tally, scale, 3, welfare - without);
        count(tally, scale, 4, welfare > 0 ? without / welfare : 1);
      }
    }
  };
};

/** Rounds of any mechanism, into the kernel's arrays. The price is the least type that is served. */
const clearOneByOne =
  ({ round, theory }: SampledMarket, { types, payments, outcomes, stride }: SpotKernel) =>
  (rounds: number): void => {
    const n = theory.maxDemands.length;
    for (let r = 0; r < rounds; r++) {
      const reports = Array.from(types.subarray(r * stride, r * stride + n));
      const outcome = round.clear(reports);
      payments.set(outcome.payments, r * stride);
      const served = reports.filter((_, i) => (outcome.allocation[i] as number) > 0);
      const price = served.reduce((least, type) => Math.min(least, type), theory.hi);
      const welfare = welfareOf(reports, outcome.allocation, theory.maxDemands);
      outcomes.set([outcome.surplus, welfare, price], r * OUTCOME.length);
    }
  };
