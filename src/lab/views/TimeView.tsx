import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { Scenario } from '../../domain/scenario.ts';
import { CycleLines, type CycleSeries, cycleAt, cycleTable } from '../../figures/CycleLines.tsx';
import { FigureFrame } from '../FigureFrame.tsx';
import { goTo, length, measures, moment, playing, timeline } from '../session.ts';
import type { Timeline } from '../timeline.ts';
import type { Measured } from '../worker/marketNews.ts';

/** Agents that each get a line; of more, the first. */
const MOST_LINES = 24;

interface Lines {
  readonly title: string;
  readonly label: string;
  readonly series: readonly CycleSeries[];
  readonly colours?: readonly number[];
  readonly says?: string;
}

/** Quantities over the cycles of a run; a click on a line goes to its cycle. */
export const TimeView = (): JSX.Element => {
  const now = moment.value;
  const line = timeline.value;
  const scenario = line.scenario();
  const events = length.value;
  const measured = measures.value;
  const all = useMemo(() => (scenario === null ? [] : linesOf(line, measured, scenario)), [line, events, measured]);
  if (now === null || scenario === null) return <p class="quiet">There is nothing to see yet.</p>;
  const current = Math.max(1, now.event.cycle);
  return (
    <div class="figures">
      {line.cycles() < 2 ? (
        <p class="quiet wide">
          This run has one cycle. Turn the dial “cycles”, or open a scenario that learns, such as best-reply-paper or
          hedge-posted.
        </p>
      ) : null}
      {all.map(({ title, label, series, colours, says }) => {
        const props = { label, series, current, ...(colours === undefined ? {} : { colours }) };
        return (
          <FigureFrame
            key={title}
            title={title}
            name={title}
            height={250}
            draw={(drawn) => <CycleLines {...drawn} {...props} />}
            table={() => cycleTable(props)}
            onDrag={([x], drawn) => {
              playing.value = false;
              goTo(line.endOf(cycleAt({ series, width: drawn.width }, x)));
            }}
          >
            {says}
          </FigureFrame>
        );
      })}
    </div>
  );
};

const linesOf = (line: Timeline, measured: readonly (Measured | undefined)[], scenario: Scenario): readonly Lines[] => {
  const closings = line.closings();
  const clearings = line.clearings();
  const { quantity, money } = scenario.units;
  const cycles = Array.from({ length: line.cycles() }, (_, j) => j);
  const over = (of: (j: number) => number | undefined | null): readonly (number | null)[] =>
    cycles.map((j) => of(j) ?? null);
  const agents = scenario.agents.slice(0, MOST_LINES);
  const each = (of: (j: number, agent: number) => number | undefined): readonly CycleSeries[] =>
    agents.map(({ id }, agent) => ({ name: id, values: over((j) => of(j, agent)) }));
  return [
    {
      title: 'Holdings after the forward market',
      label: quantity,
      series: each((j, agent) => clearings[j]?.holdings[agent]),
    },
    {
      title: 'Demands',
      label: quantity,
      series: each((j, agent) => clearings[j]?.demands[agent]),
    },
    {
      title: 'Efficiency',
      label: 'welfare, share of the first best',
      series: [{ name: 'welfare', values: over((j) => ratio(closings[j]?.welfare, closings[j]?.firstBest)) }],
      colours: [2],
    },
    {
      title: 'Operator’s account',
      label: money,
      series: [
        { name: 'forward', values: over((j) => measured[j]?.forwardAccount) },
        { name: 'spot', values: over((j) => measured[j]?.spotAccount) },
        { name: 'till so far', values: over((j) => closings[j]?.operatorCash) },
      ],
      says: 'What the operator took in each cycle’s forward market, charges included, and in its spot market.',
    },
    {
      title: 'Forward regret',
      label: money,
      series: each((j, agent) => measured[j]?.forwardRegretExAnte[agent]),
      says: 'What each agent could have gained in the cycle by its best demand, the others’ demands as they were, before types were known.',
    },
    { title: 'Payoffs', label: money, series: each((j, agent) => closings[j]?.payoffs[agent]) },
  ];
};

const ratio = (part: number | undefined, whole: number | undefined): number | undefined =>
  part === undefined || whole === undefined || whole === 0 ? undefined : part / whole;
