import type { Scenario } from '../domain/scenario.ts';
import type { CycleStory } from './cycleStory.ts';
import { describeCycle } from './describeCycle.ts';
import { amountsLike, percent, table } from './format.ts';
import type { MeasureSeries } from './measureSeries.ts';
import type { RunTotals } from './runTotals.ts';
import { shellWord } from './shellWord.ts';

/** Cycles shown in full: the first ones and the last. */
export const SHOWN = 2;
/** From so many cycles on, a run ends with what came of its measures over time. */
const MANY = 5;

interface Described {
  readonly scenario: Scenario;
  readonly stories: readonly CycleStory[];
  readonly totals: RunTotals;
  readonly measures: MeasureSeries;
  readonly directory: string;
  readonly log: string;
  readonly events: number;
  /** The scenario's file, where it is known. */
  readonly file?: string;
}

/** What a run prints when it is done. */
export const describeRun = ({
  scenario,
  stories,
  totals,
  measures,
  directory,
  log,
  events,
  file,
}: Described): string => {
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
    ...(file === undefined ? [] : [`  npx forespot solve ${shellWord(file)}`]),
    `  npx forespot lab ${shellWord(directory)}   # see it in a browser, and branch it`,
    `  npx forespot report ${shellWord(directory)}   # one page of HTML about it`,
  ].join('\n');
};
