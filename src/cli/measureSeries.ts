import type { EventOf } from '../domain/events.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { CycleOverview } from '../studies/measures/createMeasurer.ts';
import { amountsLike, percent, table } from './format.ts';
import { createSeries, type Series, type SeriesSummary } from './series.ts';
import { sparkline } from './sparkline.ts';

type Measured = EventOf<'cycle-measured'>;

/** The regrets of a measured cycle by agent; the order is that of the tables. */
export const REGRETS = {
  forwardRegretExAnte: 'forward regret, ex ante',
  forwardRegretInterim: 'forward regret, interim',
  forwardRegretRealized: 'forward regret, realized',
  spotRegretInterim: 'spot regret, interim',
  spotRegretRealized: 'spot regret, realized',
} as const satisfies { readonly [K in keyof Measured]?: string };

export type RegretName = keyof typeof REGRETS;
export const REGRET_NAMES = Object.keys(REGRETS) as readonly RegretName[];

/** Those that tables show: without states of demand the interim forward regret is the one ex ante. */
export const shownRegrets = ({ states }: Scenario): readonly RegretName[] =>
  REGRET_NAMES.filter((name) => states !== null || name !== 'forwardRegretInterim');

const OVERVIEW = ['efficiency', 'distanceToInterior', 'gini', 'forwardAccount', 'spotAccount'] as const;
export type MeasureName = (typeof OVERVIEW)[number] | 'operatorCash' | RegretName;

/** Those between 0 and 1. */
const SHARES: ReadonlySet<MeasureName> = new Set(['efficiency', 'distanceToInterior', 'gini']);

/** What is measured over the cycles of a run, in memory that does not grow with their number. Regrets are means over agents, money. */
export interface MeasureSeries {
  readonly take: (measures: CycleOverview | Measured, operatorCash: number) => void;
  readonly summary: () => Partial<Readonly<Record<MeasureName, SeriesSummary>>>;
  /** A sparkline a measure, with where it begins and ends. */
  readonly describe: (scenario: Scenario) => string;
}

export const measureSeries = (): MeasureSeries => {
  const all = new Map<MeasureName, Series>();
  const add = (name: MeasureName, value: number): void => {
    const series = all.get(name) ?? createSeries();
    all.set(name, series);
    series.add(value);
  };
  return {
    take: (measures, operatorCash) => {
      for (const name of OVERVIEW) add(name, measures[name]);
      add('operatorCash', operatorCash);
      if (!('kind' in measures)) return;
      for (const name of REGRET_NAMES) {
        const each = measures[name];
        add(name, each.reduce((sum, regret) => sum + regret, 0) / each.length);
      }
    },
    summary: () => Object.fromEntries([...all].map(([name, series]) => [name, series.summary()])),
    describe: (scenario) => {
      const { money } = scenario.units;
      const inMoney = money === 'money' ? '' : `, ${money}`;
      const rows: readonly (readonly [MeasureName, string])[] = [
        ['efficiency', 'efficiency'],
        ['distanceToInterior', 'distance to r*'],
        ['operatorCash', `operator's account${inMoney}`],
        ['gini', 'Gini of holdings'],
        ...shownRegrets(scenario).map((name) => [name, `${REGRETS[name]}${inMoney}`] as const),
      ];
      return table(
        ['', '', 'first', 'last', 'lowest', 'highest'],
        rows.flatMap(([name, label]) => {
          const series = all.get(name);
          if (series === undefined) return [];
          const { first, last, lowest, highest } = series.summary();
          const write = SHARES.has(name) ? percent : amountsLike(Math.max(Math.abs(lowest), Math.abs(highest)));
          return [[label, sparkline(series.means()), ...[first, last, lowest, highest].map(write)]];
        }),
      );
    },
  };
};
