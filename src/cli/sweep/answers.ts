import { agentsOf } from '../../assembly/agentsOf.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { nodeSha256 } from '../../log/nodeSha256.ts';
import { deviate } from '../../studies/deviate.ts';
import { solve } from '../../studies/solve.ts';
import { strategiesFor } from '../strategies.ts';
import { runFigures } from './runFigures.ts';
import { sampleFigures } from './sampleFigures.ts';

/** What a cell asks of its scenario. */
interface AnswerQuestion {
  readonly scenario: Scenario;
  /** Where the paths of a user's strategies start. */
  readonly folder: string;
  /** The figures that are wanted, by their paths in the answer. */
  readonly wanted: readonly string[];
  /** Of types, for a sample. */
  readonly draws: number;
}

/** Profiles of types at which reports are judged, as `forespot deviate` does it. */
const PROFILES = 100;

/** The commands whose figures can be outcomes of a study, each with the value that it prints with `--json`. */
export const ANSWERS = {
  solve: async ({ scenario }: AnswerQuestion): Promise<unknown> => solve(scenario),
  run: async ({ scenario, folder, wanted }: AnswerQuestion): Promise<unknown> =>
    runFigures(scenario, agentsOf(scenario, await strategiesFor(scenario, folder)), wanted),
  deviate: async ({ scenario, folder }: AnswerQuestion): Promise<unknown> =>
    deviate({
      scenario,
      strategies: await strategiesFor(scenario, folder),
      reading: 'paper',
      profiles: PROFILES,
      hash: nodeSha256,
    }),
  sample: async ({ scenario, draws }: AnswerQuestion): Promise<unknown> => sampleFigures(scenario, draws),
} as const;

export type AnswerName = keyof typeof ANSWERS;
export const ANSWER_NAMES = Object.keys(ANSWERS) as readonly AnswerName[];
