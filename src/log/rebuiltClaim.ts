import type { EventOf } from '../domain/events.ts';
import { createForks } from '../engine/forks.ts';
import { LogError } from './LogError.ts';
import { createOptionsSeen } from './optionsSeen.ts';
import { readRun } from './readRun.ts';
import type { RunClaim, RunOptions } from './runSummary.ts';

/** What a run takes if nothing says otherwise. */
const USUAL: RunOptions = { log: 'full', measure: false, answerLimit: 1000, durable: 'cycle' };

/**
 * What a run is made of, as far as its log shows, the rest as usual; `note` says which. Null if the first event is not whole.
 * Reads the whole log: a fork may stand anywhere.
 */
export async function rebuiltClaim(
  directory: string,
): Promise<{ readonly claim: RunClaim; readonly note: string } | null> {
  let started: EventOf<'run-started'> | undefined;
  const seen = createOptionsSeen();
  const forks = createForks();
  try {
    for await (const { event } of readRun(directory)) {
      if (event.kind === 'run-started') started = event;
      seen.take(event);
      forks.take(event);
    }
  } catch (error) {
    // A log that is missing or not whole further on: that is told when the run is played again.
    if (!(error instanceof LogError) || error.about === 'redacted') throw error;
  }
  if (started === undefined) return null;
  const { scenario, seed, version } = started;
  const [log, measure] = [seen.log(), seen.measure()];
  const options: RunOptions = { ...USUAL, log: log ?? USUAL.log, measure: measure ?? USUAL.measure };
  const shown = (known: unknown): string => (known === undefined ? ' (assumed: the log does not show it)' : '');
  const note =
    `taken from the log: --log ${options.log}${shown(log)}, ${options.measure ? 'with' : 'without'} --measure${shown(measure)}; ` +
    `taken as usual: --answer-limit ${options.answerLimit}, --durable ${options.durable}, modules' paths from the current folder`;
  const made = forks.list();
  const claim = {
    name: scenario.name,
    seed,
    version,
    options,
    scenario,
    ...(made.length === 0 ? {} : { forks: made }),
  };
  return { claim, note };
}
