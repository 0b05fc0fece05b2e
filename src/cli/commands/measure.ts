import type { EventOf } from '../../domain/events.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { createMeasurer, type Measurer } from '../../studies/measures/createMeasurer.ts';
import { csv } from '../csv.ts';
import { EXIT } from '../failure.ts';
import { amountsLike, print, printJson, table } from '../format.ts';
import { measureSeries, REGRET_NAMES, REGRETS, shownRegrets } from '../measureSeries.ts';
import { describeBreak, openLog, stopsEarly } from '../openLog.ts';
import { shellWord } from '../shellWord.ts';

type Measured = EventOf<'cycle-measured'>;

interface MeasureOptions {
  readonly csv?: boolean;
  readonly json?: boolean;
}

const OVERVIEW = ['efficiency', 'distanceToInterior', 'gini', 'forwardAccount', 'spotAccount'] as const;

/** Measures every cycle of a log from its events; measures that the log has are not read. CSV is written cycle by cycle. */
export const measureCommand = async (path: string, options: MeasureOptions): Promise<number> => {
  const log = openLog(path);
  const series = measureSeries();
  const cycles: object[] = [];
  let measurer: Measurer | undefined;
  let scenario: Scenario | undefined;
  let sums: readonly AgentRegrets[] = [];
  let closed = 0;
  for await (const { event } of log.events()) {
    if (event.kind === 'run-started') {
      scenario = event.scenario;
      measurer = createMeasurer(scenario);
      sums = event.agents.map((id) => ({ id, totals: REGRET_NAMES.map(() => 0) }));
      if (options.csv === true) print(csv(['cycle', 'agent', ...OVERVIEW, 'operatorCash', ...REGRET_NAMES], []));
    }
    measurer?.take(event);
    if (event.kind !== 'cycle-closed' || measurer === undefined) continue;
    closed += 1;
    const measured = measurer.measured();
    const { operatorCash } = event;
    if (options.csv === true) print(csvOf(measured, operatorCash, event.cycle, sums));
    else if (options.json === true) {
      const { kind: _, ...rest } = measured;
      cycles.push({ ...rest, operatorCash });
    }
    series.take(measured, operatorCash);
    for (const [i, { totals }] of sums.entries()) {
      REGRET_NAMES.forEach((name, r) => {
        totals[r] = (totals[r] as number) + (measured[name][i] as number);
      });
    }
  }
  const { broken, complete } = log.found;
  if (options.json === true) {
    printJson({ name: scenario?.name ?? null, agents: sums.map(({ id }) => id), cycles, overall: series.summary() });
  } else if (options.csv !== true && scenario !== undefined && closed > 0) {
    print(describe({ scenario, cycles: closed, series: series.describe(scenario), sums, path }));
  }
  if (broken !== null) process.stderr.write(`${describeBreak(log.file, broken)}\n`);
  else if (!complete && options.csv !== true && options.json !== true) print(stopsEarly(log.found));
  return broken === null ? EXIT.done : EXIT.no;
};

/** Regrets of one agent, summed over cycles, in the order of REGRET_NAMES. */
interface AgentRegrets {
  readonly id: string;
  readonly totals: number[];
}

/** A row an agent, without the heading. */
const csvOf = (measured: Measured, operatorCash: number, cycle: number, agents: readonly AgentRegrets[]): string => {
  const common = [...OVERVIEW.map((name) => measured[name]), operatorCash];
  const [first, ...rest] = agents.map(({ id }, i) => [
    cycle,
    id,
    ...common,
    ...REGRET_NAMES.map((name) => measured[name][i] as number),
  ]);
  return csv((first ?? []).map(String), rest);
};

const MOST_ROWS = 20;

interface Described {
  readonly scenario: Scenario;
  readonly cycles: number;
  readonly series: string;
  readonly sums: readonly AgentRegrets[];
  readonly path: string;
}

const describe = ({ scenario, cycles, series, sums, path }: Described): string => {
  const { money } = scenario.units;
  const names = shownRegrets(scenario);
  const means = sums.map(({ id, totals }) => ({
    id,
    means: names.map((name) => (totals[REGRET_NAMES.indexOf(name)] as number) / cycles),
  }));
  const coins = amountsLike(means.reduce((most, { means: each }) => Math.max(most, ...each), 0));
  const shown = means.slice(0, MOST_ROWS);
  return [
    `${scenario.name}: ${sums.length} agents, ${cycles} ${cycles === 1 ? 'cycle' : 'cycles'}; regrets are means over agents`,
    series,
    '',
    `regrets of each agent, means over cycles${money === 'money' ? '' : `, ${money}`}`,
    table(
      ['agent', ...names.map((name) => REGRETS[name])],
      shown.map(({ id, means: each }) => [id, ...each.map(coins)]),
    ),
    ...(means.length > MOST_ROWS ? [`... and ${means.length - MOST_ROWS} more agents`] : []),
    '',
    'next:',
    `  npx forespot measure ${shellWord(path)} --csv > measures.csv`,
  ].join('\n');
};
