import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { marketsOf } from '../../assembly/marketsOf.ts';
import type { PerAgent } from '../../domain/economy.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { nodeSha256 } from '../../log/nodeSha256.ts';
import { BLOCK, createSampler } from '../../studies/sampling/createSampler.ts';
import {
  createCollector,
  type SampleTally,
  type Stretch,
  type StretchTally,
  sampleBlocks,
  stretchesOf,
} from '../../studies/sampling/sampleBlocks.ts';
import { sampledMarket } from '../../studies/sampling/sampledMarket.ts';
import { sampleReport } from '../../studies/sampling/sampleReport.ts';
import { sampleScale } from '../../studies/sampling/sampleScale.ts';
import { describeSample } from '../describeSample.ts';
import { EXIT } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { progressOf } from '../progress.ts';
import { readInput } from '../readInput.ts';
import type { SampleTask } from '../sampleWorker.ts';
import { checkHoldings } from './solve.ts';

interface SampleOptions {
  readonly draws: number;
  readonly seed?: string;
  readonly holdings?: 'interior' | 'endowments' | PerAgent;
  readonly json?: boolean;
}

/** `forespot sample`: the spot market drawn many times, beside exact expectations. */
export const sampleCommand = async (file: string, options: SampleOptions): Promise<number> => {
  const scenario = readInput(file);
  const { draws, seed = scenario.seed, json } = options;
  const holdings = holdingsOf(scenario, options.holdings);
  const market = sampledMarket(scenario, holdings);
  const sampler = createSampler({ market, seed, hash: nodeSha256 });
  const scale = sampleScale(market, sampler, draws);
  const inTurn = (stretch: Stretch): StretchTally => sampleBlocks(sampler, scale, stretch);
  const whole = await drawn({ scenario, holdings, seed, scale }, stretchesOf(draws), inTurn);
  const report = sampleReport({ market, seed, draws, scale, whole });
  if (json === true) printJson(report);
  else print(describeSample(scenario, report));
  return EXIT.done;
};

/** On the equilibrium path a forward market leaves everybody its interior holding, and none leaves the endowments. */
const holdingsOf = (scenario: Scenario, asked: SampleOptions['holdings']): PerAgent => {
  if (Array.isArray(asked)) {
    checkHoldings(scenario, asked);
    return asked;
  }
  const which = asked ?? (scenario.forward.rule === 'none' ? 'endowments' : 'interior');
  return which === 'endowments'
    ? scenario.agents.map(({ endowment }) => endowment)
    : marketsOf(scenario).theory.interiorHoldings;
};

/** Fewer draws of types than this are drawn before a second thread has solved the scenario. */
const WORTH_THREADS = 5_000_000;

/** All stretches, on every core where it pays. Under a TypeScript loader threads cannot start, so they are taken in turn. */
const drawn = async (
  common: Omit<SampleTask, 'stretch'>,
  stretches: readonly Stretch[],
  inTurn: (stretch: Stretch) => StretchTally,
): Promise<SampleTally> => {
  const draws = stretches[0]?.draws ?? 0;
  const progress = progressOf(draws, 'draws');
  const collector = createCollector(common.scale);
  let done = 0;
  const take = ({ from, to }: Stretch, place: number, share: StretchTally): void => {
    collector.add(place, share);
    done += Math.min(draws, to * BLOCK) - from * BLOCK;
    progress.at(done);
  };
  try {
    const alone = draws * common.holdings.length < WORTH_THREADS || import.meta.url.endsWith('.ts');
    if (alone) {
      for (const [place, stretch] of stretches.entries()) take(stretch, place, inTurn(stretch));
      return collector.whole();
    }
    const filename = new URL('../sampleWorker.js', import.meta.url).href;
    const pool = new Piscina({ filename, maxThreads: availableParallelism() });
    try {
      await Promise.all(
        stretches.map(async (stretch, place) =>
          take(stretch, place, (await pool.run({ ...common, stretch })) as StretchTally),
        ),
      );
      return collector.whole();
    } finally {
      await pool.destroy();
    }
  } finally {
    progress.stop();
  }
};
