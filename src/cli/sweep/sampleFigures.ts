import { marketsOf } from '../../assembly/marketsOf.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { nodeSha256 } from '../../log/nodeSha256.ts';
import { createSampler } from '../../studies/sampling/createSampler.ts';
import { sampleInTurn } from '../../studies/sampling/sampleBlocks.ts';
import { sampledMarket } from '../../studies/sampling/sampledMarket.ts';
import { type SampleReport, sampleReport } from '../../studies/sampling/sampleReport.ts';
import { sampleScale } from '../../studies/sampling/sampleScale.ts';

/** What `forespot sample --json` prints, by one thread: the cells of a sweep share the others. */
export const sampleFigures = (scenario: Scenario, draws: number): SampleReport => {
  const { seed, forward, agents } = scenario;
  const holdings =
    forward.rule === 'none' ? agents.map(({ endowment }) => endowment) : marketsOf(scenario).theory.interiorHoldings;
  const market = sampledMarket(scenario, holdings);
  const sampler = createSampler({ market, seed, hash: nodeSha256 });
  const scale = sampleScale(market, sampler, draws);
  return sampleReport({ market, seed, draws, scale, whole: sampleInTurn(sampler, scale, draws) });
};
