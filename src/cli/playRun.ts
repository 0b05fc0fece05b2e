import { join } from 'node:path';
import { lastValueFrom, takeUntil, tap } from 'rxjs';
import type { MarketEvent } from '../domain/events.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { Run } from '../log/createRunWriter.ts';
import { LogError } from '../log/LogError.ts';
import { createMeasurer } from '../studies/measures/createMeasurer.ts';
import { type CycleStory, storyteller } from './cycleStory.ts';
import { describeRun, SHOWN } from './describeRun.ts';
import { EXIT } from './failure.ts';
import { print, printJson } from './format.ts';
import { measureSeries } from './measureSeries.ts';
import { operationalLog } from './operationalLog.ts';
import { pacedEvents } from './pacedEvents.ts';
import { progressOf } from './progress.ts';
import { addCycle, noTotals, type RunTotals } from './runTotals.ts';
import { shellWord } from './shellWord.ts';
import { stopSignal } from './stopSignal.ts';

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
  const lastOfCycle = measured ? 'cycle-measured' : 'cycle-closed';
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
  let stopped: number | undefined;
  const stop = stopSignal().pipe(
    tap((status) => {
      stopped = status;
    }),
  );
  try {
    await lastValueFrom(
      pacedEvents(events, lastOfCycle).pipe(
        takeUntil(stop),
        tap((event) => {
          run.append(event);
          tell(event);
          measurer.take(event);
          if (event.kind === 'run-completed') stateHash = event.stateHash;
          if (event.kind !== lastOfCycle) return;
          measures.take(event.kind === 'cycle-measured' ? event : measurer.overview(), totals.operatorCash);
          // Every line is where it must be before the next cycle begins.
          run.flush();
        }),
      ),
      { defaultValue: null },
    );
    if (stopped === undefined) run.complete();
  } catch (error) {
    throw error instanceof LogError ? withWhatIsKept(error, run, directory) : error;
  } finally {
    progress.stop();
    run.close();
  }
  if (stopped !== undefined) {
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

const goesOn = (directory: string): string => `forespot resume ${shellWord(directory)} goes on`;

/** A disk that fails ends a run, but takes nothing that is written. */
const withWhatIsKept = (error: LogError, run: Run, directory: string): LogError => {
  if (error.about !== 'file') return error;
  const kept = run.kept();
  const what = kept === 1 ? 'the first event is kept' : `the first ${kept} events are kept`;
  return new LogError(`${error.message}; ${kept === 0 ? 'no event is kept' : what}, and ${goesOn(directory)}`, 'file', {
    cause: error,
  });
};
