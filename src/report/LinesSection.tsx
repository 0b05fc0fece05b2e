import type { JSX } from 'preact';
import { CycleLines, type CycleSeries } from '../figures/CycleLines.tsx';
import type { Account } from './account.ts';
import { Figure } from './Figure.tsx';
import { alike, counted, plain } from './words.ts';

interface Drawing {
  readonly title: string;
  readonly label: string;
  readonly says: string;
  readonly series: readonly CycleSeries[];
  readonly colours?: readonly number[];
}

/** The run over its cycles; every line keeps its extremes however long the run is. */
export const LinesSection = ({ account }: { readonly account: Account }): JSX.Element => {
  const { cycles, lines, scenario, regrets, tolerance } = account;
  const [quantity, money] = [plain(scenario.units.quantity), plain(scenario.units.money)];
  const left = scenario.agents.length - lines.agents.length;
  const whose =
    left === 0
      ? ''
      : ` Drawn are the ${lines.agents.length} agents with the largest maximum demands of ${scenario.agents.length}.`;
  const regretted = (['forwardRegretExAnte', 'spotRegretInterim'] as const).map((name) =>
    (regrets[name]?.agents ?? []).some(({ largest }) => largest > tolerance),
  );
  // Else the line would show nothing but rounding.
  const moves = lines.account.some(({ values }) => values.some((value) => Math.abs(value ?? 0) > tolerance));
  const drawings: readonly Drawing[] = [
    {
      title: 'Holdings after the forward market',
      label: quantity,
      says: `What the spot market starts from.${whose}`,
      series: lines.holdings,
      colours: lines.agents,
    },
    {
      title: 'Efficiency, and distance from the interior holdings',
      label: 'share',
      says: 'Welfare as a share of the first best; and the units that are not where r* would have them, as a share of the supply.',
      series: [lines.efficiency, lines.distance],
      colours: [2, 4],
    },
    ...(moves
      ? [
          {
            title: 'Operator’s account',
            label: money,
            says: 'What the operator took in each cycle’s forward market, charges included, and in its spot market, and its account since the run began; below zero it paid.',
            series: lines.account,
          },
        ]
      : []),
    ...(regretted[0] === true
      ? [
          {
            title: 'Forward regret before types are known',
            label: money,
            says: `What each agent could have gained in the cycle by its best demand, the others’ demands as they were.${whose}`,
            series: lines.forwardRegret,
            colours: lines.agents,
          },
        ]
      : []),
    ...(regretted[1] === true
      ? [
          {
            title: 'Spot regret, the own type known',
            label: money,
            says: `What each agent could have gained in the cycle by its best report, the others truthful.${whose}`,
            series: lines.spotRegret,
            colours: lines.agents,
          },
        ]
      : []),
  ];
  return (
    <section aria-labelledby="lines" class="lines">
      <h2 id="lines">Over {counted(cycles, 'cycle')}</h2>
      {drawings.map(({ title, label, says, series, colours }) => (
        <Figure
          key={title}
          title={title}
          says={says}
          height={240}
          draw={(drawn) => (
            <CycleLines
              {...drawn}
              {...{ label, series, current: cycles }}
              {...(colours === undefined ? {} : { colours })}
            />
          )}
        />
      ))}
      {moves ? null : (
        <p class="quiet">
          There is no line of the operator’s account: nothing on it is above {alike(tolerance)(tolerance)} {money}.
        </p>
      )}
      {regretted.includes(true) ? null : (
        <p class="quiet">
          There is no line of regrets: none is above {alike(tolerance)(tolerance)} {money}.
        </p>
      )}
    </section>
  );
};
