import { dirname, join, relative, resolve } from 'node:path';
import type { Scenario } from '../../domain/scenario.ts';
import type { Detail } from '../../engine/commands.ts';
import { runEvents } from '../../engine/run.ts';
import { createRun } from '../../log/createRun.ts';
import type { Durability } from '../../log/runSummary.ts';
import { withMeasures } from '../../studies/measures/withMeasures.ts';
import { VERSION } from '../../version.ts';
import { folderName } from '../folderName.ts';
import { playRun } from '../playRun.ts';
import { readInput } from '../readInput.ts';
import { setupOf } from '../setup.ts';

interface RunOptions {
  readonly out?: string;
  readonly cycles?: number;
  readonly seed?: string;
  readonly log: Detail;
  readonly durable: Durability;
  readonly answerLimit: number;
  /** Measures regrets, too, and writes every cycle's measures to the log. */
  readonly measure?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly verbose: boolean;
}

export const runCommand = async (file: string, options: RunOptions): Promise<number> => {
  const written = readInput(file);
  const seed = options.seed ?? written.seed;
  const scenario: Scenario = { ...written, seed, cycles: options.cycles ?? written.cycles };
  const { log: detail, durable, answerLimit, measure = false, force = false, json = false, verbose } = options;
  const { setup } = await setupOf({ scenario, seed, version: VERSION, detail, folder: dirname(file), answerLimit });
  const directory = options.out ?? join('runs', `${folderName(scenario.name)}-${folderName(seed)}`);
  // Seen from the run, so that both can be moved together, and `rerun` finds the modules from anywhere.
  const folder = relative(resolve(directory), resolve(dirname(file)));
  const asked = { log: detail, measure, answerLimit, durable };
  const run = createRun({ directory, force, scenario, seed, version: VERSION, folder, options: asked });
  const played = runEvents(setup);
  const events = measure ? withMeasures(played) : played;
  return playRun({ run, events, scenario, seed, directory, measured: measure, file, json, verbose });
};
