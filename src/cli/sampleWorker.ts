import type { PerAgent } from '../domain/economy.ts';
import type { Scenario } from '../domain/scenario.ts';
import { nodeSha256 } from '../log/nodeSha256.ts';
import { createSampler, type Sampler } from '../studies/sampling/createSampler.ts';
import { type Stretch, type StretchTally, sampleBlocks } from '../studies/sampling/sampleBlocks.ts';
import { sampledMarket } from '../studies/sampling/sampledMarket.ts';
import type { Scale } from '../studies/sampling/tally.ts';

/** A thread's share of a sample: every thread solves the scenario once and draws whatever blocks it is given. */
export interface SampleTask {
  readonly scenario: Scenario;
  readonly holdings: PerAgent;
  readonly seed: string;
  readonly scale: Scale;
  readonly stretch: Stretch;
}

/** A pool's threads serve one sample, so the first task's sampler is everybody's. */
let sampler: Sampler | undefined;

export default ({ scenario, holdings, seed, scale, stretch }: SampleTask): StretchTally => {
  sampler ??= createSampler({ market: sampledMarket(scenario, holdings), seed, hash: nodeSha256 });
  return sampleBlocks(sampler, scale, stretch);
};
