import { dirname, join, relative, resolve } from 'node:path';
import { lastValueFrom, takeUntil, tap } from 'rxjs';
import type { Scenario } from '../../domain/scenario.ts';
import type { Detail } from '../../engine/commands.ts';
import { runEvents } from '../../engine/run.ts';
import { createRun } from '../../log/createRun.ts';
import { createMeasurer } from '../../studies/measures/createMeasurer.ts';
import { withMeasures } from '../../studies/measures/withMeasures.ts';
import { VERSION } from '../../version.ts';
import { type CycleStory, storyteller } from '../cycleStory.ts';
import { describeCycle } from '../describeCycle.ts';
import { EXIT } from '../failure.ts';
import { folderName } from '../folderName.ts';
import { amountsLike, percent, print, printJson, table } from '../format.ts';
import { type MeasureSeries, measureSeries } from '../measureSeries.ts';
import { operationalLog } from '../operationalLog.ts';
import { pacedEvents } from '../pacedEvents.ts';
import { progressOf } from '../progress.ts';
import { readInput } from '../readInput.ts';
import { addCycle, noTotals, type RunTotals } from '../runTotals.ts';
import { setupOf } from '../setup.ts';
import { shellWord } from '../shellWord.ts';
import { stopSignal } from '../stopSignal.ts';

interface RunOptions {
  readonly out?: string;
  readonly cycles?: number;
  readonly seed?: string;
  readonly log: Detail;
  readonly answerLimit: number;
  /** Measures regrets, too, and writes every cycle's measures to the log. */
  readonly measure?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
  readonly verbose: boolean;
}

/** Cycles shown in full: the first ones and the last. */
const SHOWN = 2;
/** From so many cycles on, a run ends with what came of its measures over time. */
const MANY = 5;

export const runCommand = async (file: string, options: RunOptions): Promise<number> => {
  const operations = operationalLog(options.verbose);
  const written = readInput(file);
  const seed = options.seed ?? written.seed;
  const scenario: Scenario = { ...written, seed, cycles: options.cycles ?? written.cycles };
  const { log: detail, answerLimit } = options;
  const { setup } = await setupOf({ scenario, seed, version: VERSION, detail, folder: dirname(file), answerLimit });
  const directory = options.out ?? join('runs', `${folderName(scenario.name)}-${folderName(seed)}`);
  // Seen from the run, so that both can be moved together, and `rerun` finds the modules from anywhere.
  const folder = relative(resolve(directory), resolve(dirname(file)));
  const run = createRun({ directory, force: options.force === true, scenario, seed, version: VERSION, folder });
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
  const played = runEvents(setup);
  const [events, lastOfCycle] =
    options.measure === true
      ? ([withMeasures(played), 'cycle-measured'] as const)
      : ([played, 'cycle-closed'] as const);
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
          // Every line is on disk before the next cycle begins.
          run.flush();
        }),
      ),
    );
    if (stopped === undefined) run.complete();
  } finally {
    progress.stop();
    run.close();
  }
  if (stopped !== undefined) {
    const { cycles } = totals;
    process.stderr.write(
      `forespot: stopped after cycle ${cycles} of ${scenario.cycles}; the log in ${directory} is whole up to there and marked as incomplete\n`,
    );
    return stopped;
  }
  operations.debug({ events: run.events(), milliseconds: Math.round(performance.now() - started) }, 'run completed');

  const log = join(directory, 'events.ndjson');
  if (options.json === true) {
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
  } else print(describeRun({ scenario, stories, totals, measures, directory, log, events: run.events(), file }));
  return EXIT.done;
};

interface Described {
  readonly scenario: Scenario;
  readonly stories: readonly CycleStory[];
  readonly totals: RunTotals;
  readonly measures: MeasureSeries;
  readonly directory: string;
  readonly log: string;
  readonly events: number;
  readonly file: string;
}

const describeRun = ({ scenario, stories, totals, measures, directory, log, events, file }: Described): string => {
  const { quantity, money } = scenario.units;
  const coins = amountsLike(totals.firstBest);
  const many =
    scenario.cycles > SHOWN
      ? `\n... ${scenario.cycles - SHOWN} more ${scenario.cycles === SHOWN + 1 ? 'cycle' : 'cycles'} between; forespot trace shows any ...\n`
      : '';
  const [first, last] = [stories[0] as CycleStory, stories[1]];
  const accounts = table(
    ['operator', money],
    [
      ['forward payments', coins(totals.forwardPayments)],
      ['forward charges', coins(totals.charges)],
      ['spot payments', coins(totals.spotPayments)],
      ['in the till', coins(totals.operatorCash)],
    ],
  );
  return [
    `${scenario.name}: ${scenario.agents.length} agents share ${amountsLike(scenario.supply)(scenario.supply)} ${quantity}${money === 'money' ? '' : `; money in ${money}`}`,
    '',
    describeCycle(scenario, first),
    ...(last === undefined ? [] : [many, describeCycle(scenario, last)]),
    '',
    accounts,
    `${totals.cycles} ${totals.cycles === 1 ? 'cycle' : 'cycles'}, spot market open in ${totals.operated}; welfare ${percent(totals.welfare / totals.firstBest)} of first best`,
    ...(totals.refusedAnswers === 0
      ? []
      : [
          totals.refusedAnswers === 1
            ? '1 answer of an agent could not be used and was replaced'
            : `${totals.refusedAnswers} answers of agents could not be used and were replaced`,
        ]),
    ...(totals.cycles < MANY ? [] : ['', `over ${totals.cycles} cycles`, measures.describe(scenario)]),
    '',
    `${events} events in ${log}`,
    'next:',
    `  npx forespot replay ${shellWord(directory)}`,
    `  npx forespot trace ${shellWord(directory)} --agent ${shellWord(scenario.agents[0]?.id as string)}`,
    `  npx forespot solve ${shellWord(file)}`,
  ].join('\n');
};
