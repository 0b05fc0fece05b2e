import { join } from 'node:path';
import type { MarketEvent } from '../domain/events.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { Run } from '../log/createRunWriter.ts';
import { createMeasurer } from '../studies/measures/createMeasurer.ts';
import { type CycleStory, storyteller } from './cycleStory.ts';
import { describeRun, SHOWN } from './describeRun.ts';
import { EXIT } from './failure.ts';
import { print, printJson } from './format.ts';
import { measureSeries } from './measureSeries.ts';
import { operationalLog } from './operationalLog.ts';
import { progressOf } from './progress.ts';
import { addCycle, noTotals, type RunTotals } from './runTotals.ts';
import { goesOn, writeRun } from './writeRun.ts';

export interface Played {
  readonly run: Run;
  /** All events of the run from its beginning, measures among them if it is measured. */
  readonly events: Iterator<MarketEvent, unknown>;
  readonly scenario: Scenario;
  readonly seed: string;
  readonly directory: string;
  readonly measured: boolean;
  /** The scenario's file, where it is known. */
  readonly file?: string;
  readonly json?: boolean;
  readonly verbose: boolean;
}

/** Plays a run into its log, prints what came of it, and says with which status to leave. A signal ends it after a whole cycle. */
export const playRun = async (played: Played): Promise<number> => {
  const { run, events, scenario, seed, directory, measured, file, json, verbose } = played;
  const operations = operationalLog(verbose);
  operations.debug({ directory, agents: scenario.agents.length, cycles: scenario.cycles }, 'run opened');
  let totals: RunTotals = noTotals;
  const stories: CycleStory[] = [];
  const progress = progressOf(scenario.cycles, 'cycles');
  const tell = storyteller((story) => {
    totals = addCycle(totals, story);
    if (stories.length === SHOWN) stories.pop();
    stories.push(story);
    progress.at(story.cycle);
  });
  const measurer = createMeasurer(scenario);
  const measures = measureSeries();
  const started = performance.now();
  let stateHash = '';
  const stopped = await writeRun({
    run,
    events,
    directory,
    measured,
    take: (event, endsCycle) => {
      tell(event);
      measurer.take(event);
      if (event.kind === 'run-completed') stateHash = event.stateHash;
      if (endsCycle) measures.take(event.kind === 'cycle-measured' ? event : measurer.overview(), totals.operatorCash);
    },
  }).finally(progress.stop);
  if (stopped !== null) {
    const { cycles } = totals;
    const where = run.replaying()
      ? `while it played cycle ${cycles} again; the log in ${directory} is as it was`
      : `after cycle ${cycles} of ${scenario.cycles}; the log in ${directory} is whole up to there and marked as incomplete`;
    process.stderr.write(`forespot: stopped ${where}; ${goesOn(directory)}\n`);
    return stopped;
  }
  operations.debug({ events: run.events(), milliseconds: Math.round(performance.now() - started) }, 'run completed');

  const log = join(directory, 'events.ndjson');
  if (json === true) {
    const { name } = scenario;
    const [events, head] = [run.events(), run.head()];
    printJson({
      name,
      seed,
      directory,
      log,
      events,
      head,
      stateHash,
      efficiency: totals.welfare / totals.firstBest,
      ...totals,
      measures: measures.summary(),
    });
  } else {
    const shown = { scenario, stories, totals, measures, directory, log, events: run.events() };
    print(describeRun({ ...shown, ...(file === undefined ? {} : { file }) }));
  }
  return EXIT.done;
};
