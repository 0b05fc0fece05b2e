import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readScenario } from '../../scenarios/readScenario.ts';
import { setupOf } from '../../src/cli/setup.ts';
import type { PlacedFork } from '../../src/domain/edits.ts';
import type { MarketEvent } from '../../src/domain/events.ts';
import { forksAt } from '../../src/engine/forks.ts';
import { runEvents } from '../../src/engine/run.ts';
import { createRun } from '../../src/log/createRun.ts';
import type { Run } from '../../src/log/createRunWriter.ts';
import { resumeRun } from '../../src/log/resumeRun.ts';
import type { RunClaim, RunOptions } from '../../src/log/runSummary.ts';
import { withMeasures } from '../../src/studies/measures/withMeasures.ts';
import { VERSION } from '../../src/version.ts';

/** Runs as the commands `run` and `resume` play them, in this process. */

const OPTIONS: RunOptions = { log: 'full', measure: false, answerLimit: 1000, durable: 'none' };

export const filesIn = (directory: string) => ({
  log: readFileSync(join(directory, 'events.ndjson')),
  summary: readFileSync(join(directory, 'run.json'), 'utf8'),
});
export type RunFiles = ReturnType<typeof filesIn>;

const eventsOf = async ({ scenario, seed, version, options, forks = [] }: RunClaim, folder: string) => {
  const forkAt = forksAt(forks);
  const { setup } = await setupOf({ ...options, scenario, seed, version, detail: options.log, folder, forkAt });
  return options.measure ? withMeasures(runEvents(setup)) : runEvents(setup);
};

/** Plays until the run is complete, or up to a number of events: the process ends there, and what was not flushed is gone. */
const playInto = (run: Run, events: Iterable<MarketEvent>, { measure }: RunOptions, until: number): void => {
  const lastOfCycle = measure ? 'cycle-measured' : 'cycle-closed';
  try {
    for (const event of events) {
      if (run.events() === until) return;
      run.append(event);
      if (event.kind === lastOfCycle) run.flush();
    }
    run.complete();
  } finally {
    run.close();
  }
};

/** A run from its beginning to its end. */
export const undisturbed = async (args: {
  readonly file: string;
  readonly directory: string;
  readonly cycles: number;
  readonly options: Partial<RunOptions>;
  readonly forks?: readonly PlacedFork[];
}): Promise<RunFiles> => {
  const { file, directory, cycles, forks = [] } = args;
  const read = readScenario(file);
  if ('faults' in read) throw new Error(`${file} has faults`);
  const options = { ...OPTIONS, ...args.options };
  const scenario = { ...read.scenario, cycles };
  const { name, seed } = scenario;
  const claim = { name, seed, version: VERSION, options, scenario, forks };
  const run = createRun({ directory, force: false, ...claim, folder: dirname(file) });
  playInto(run, await eventsOf(claim, dirname(file)), options, Number.POSITIVE_INFINITY);
  return filesIn(directory);
};

/** Resumes the run in a folder, to its end or until it is cut off again after so many events. */
export const resumed = async (directory: string, until = Number.POSITIVE_INFINITY): Promise<RunFiles> => {
  const { run, claim } = await resumeRun(directory, () => {});
  playInto(run, await eventsOf(claim, claim.folder ?? '.'), claim.options, until);
  return filesIn(directory);
};

/** What run.json held while the run was going on. */
export const midway = (summary: string): string => {
  const { events: _, head: __, ...claim } = JSON.parse(summary);
  return `${JSON.stringify({ ...claim, events: 0, head: '0'.repeat(64), stateHash: null, complete: false }, null, 2)}\n`;
};
