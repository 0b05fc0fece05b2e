import type { VisibleScenario } from '../log/visibleEvent.ts';
import { amountsLike, oneLine, percent, table } from './format.ts';
import type { RunWatch, WatchedCycle } from './runWatch.ts';
import { sparkline } from './sparkline.ts';

/** A cycle on one line, for a file or a pipe. */
export const watchedLine = (
  scenario: VisibleScenario,
  { cycle, efficiency, distance, operatorCash, firstBest, operated }: WatchedCycle,
): string =>
  [
    `cycle ${cycle}: efficiency ${percent(efficiency)}`,
    `distance to r* ${distance === null ? '-' : percent(distance)}`,
    `operator's account ${amountsLike(Math.max(firstBest, Math.abs(operatorCash)))(operatorCash)} ${scenario.units.money}`,
    ...(operated ? [] : ['no spot market']),
  ].join(', ');

/** Where a run stands, as a block of lines. `rate` is events a second. */
export const watchedBlock = (watch: RunWatch, rate: number): string => {
  const scenario = watch.scenario();
  const cycle = watch.lastCycle();
  const last = watch.last();
  if (scenario === null || last === null) return 'no event yet';
  const { series } = watch;
  const { money } = scenario.units;
  const coins = amountsLike(Math.max(cycle?.firstBest ?? 0, Math.abs(cycle?.operatorCash ?? 0)));
  const drawn = (each: typeof series.efficiency): string => (each.means().length === 0 ? '' : sparkline(each.means()));
  return table(
    [oneLine(scenario.name), `${watch.cycles()} of ${scenario.cycles} cycles`, ''],
    [
      ['efficiency', cycle === null ? '-' : percent(cycle.efficiency), drawn(series.efficiency)],
      ['distance to r*', cycle?.distance == null ? '-' : percent(cycle.distance), drawn(series.distance)],
      [
        `operator's account${money === 'money' ? '' : `, ${money}`}`,
        cycle === null ? '-' : coins(cycle.operatorCash),
        drawn(series.operatorCash),
      ],
      ['last event', `${watch.events() - 1}`, last.kind],
      ['events a second', Math.round(rate).toLocaleString('en'), ''],
    ],
  );
};
