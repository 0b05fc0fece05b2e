import type { JSX } from 'preact';
import type { Scenario } from '../../domain/scenario.ts';
import { amountsLike } from '../../figures/amountsLike.ts';
import { CycleLines, cycleTable } from '../../figures/CycleLines.tsx';
import { HOLDINGS_ROW, HoldingsBars, holdingsTable } from '../../figures/HoldingsBars.tsx';
import { type Branch, branch } from '../branch.ts';
import { differences, onlyDifferent } from '../differences.ts';
import { FigureFrame } from '../FigureFrame.tsx';
import { goTo, moment, saveLog, timeline } from '../session.ts';
import type { Moment, Timeline } from '../timeline.ts';
import { BranchForm, type BranchFormProps } from './BranchForm.tsx';
import { Differences } from './Differences.tsx';

const MOST_ROWS = 40;

/** One thing of the cycle that is shown is changed, and the run played again from there: both side by side. */
export const BranchView = (): JSX.Element => {
  const now = moment.value;
  const line = timeline.value;
  const scenario = line.scenario();
  if (now === null || scenario === null) return <p class="quiet">There is nothing to branch yet.</p>;
  const cycle = Math.max(1, now.event.cycle);
  const other = branch.value;
  return (
    <div class="figures">
      <BranchForm scenario={scenario} line={line} cycle={cycle} />
      {other === null ? null : <Comparison scenario={scenario} line={line} other={other} cycle={cycle} />}
    </div>
  );
};

interface ComparisonProps extends BranchFormProps {
  readonly other: Branch;
}

const Comparison = ({ scenario, line, other, cycle }: ComparisonProps): JSX.Element => {
  const { change, at } = other;
  const cycles = Math.min(line.cycles(), other.line.cycles());
  const shown = Math.min(cycle, cycles);
  const [before, after] = [line.momentAt(line.endOf(shown)), other.line.momentAt(other.line.endOf(shown))];
  const rows = onlyDifferent(differences(before, after));
  return (
    <>
      <p class="wide sentence" role="status">
        In the branch the {change.what.name} {change.what.own ? `of ${change.agent} ` : ''}in cycle {change.cycle} is{' '}
        {change.value}.{' '}
        {rows.length === 0
          ? shown < change.cycle
            ? `Cycle ${shown} comes before it: both are the same.`
            : `Nothing differs at the end of cycle ${shown}.`
          : `${rows.length} ${rows.length === 1 ? 'figure differs' : 'figures differ'} at the end of cycle ${shown}.`}{' '}
        <button type="button" class="link" onClick={() => goTo(at)}>
          Go to where they part
        </button>{' '}
        <button type="button" class="link" onClick={() => void saveLog(other.line, '-branch')}>
          Save the branch’s log
        </button>
      </p>
      <Side title="As it was" name="as-it-was" scenario={scenario} at={before} />
      <Side title="In the branch" name="in-the-branch" scenario={scenario} at={after} />
      {rows.length === 0 ? null : <Differences rows={rows} scenario={scenario} />}
      {cycles < 2 ? null : <OverCycles line={line} other={other} current={shown} scenario={scenario} />}
    </>
  );
};

const Side = ({
  title,
  name,
  scenario,
  at,
}: {
  readonly title: string;
  readonly name: string;
  readonly scenario: Scenario;
  readonly at: Moment;
}): JSX.Element => {
  const { state, opened } = at;
  const props = {
    units: scenario.units,
    rows: scenario.agents.slice(0, MOST_ROWS).map(({ id, endowment, maxDemand }, i) => ({
      id,
      endowment: state.endowments[i] ?? endowment,
      holding: state.demands.length > 0 ? (state.holdings[i] ?? null) : null,
      allocation: state.allocation[i] ?? null,
      interior: opened?.interiorHoldings[i] ?? endowment,
      maxDemand,
    })),
  };
  return (
    <FigureFrame
      title={title}
      name={name}
      height={72 + HOLDINGS_ROW * props.rows.length}
      draw={(drawn) => <HoldingsBars {...drawn} {...props} />}
      table={() => holdingsTable(props)}
    >
      {at.closed === null
        ? ''
        : `Welfare ${amountsLike(at.closed.firstBest)(at.closed.welfare)} ${scenario.units.money}.`}{' '}
      {at.skipped === null ? '' : 'The spot market stays shut.'}
    </FigureFrame>
  );
};

const OverCycles = ({
  line,
  other,
  current,
  scenario,
}: {
  readonly line: Timeline;
  readonly other: Branch;
  readonly current: number;
  readonly scenario: Scenario;
}): JSX.Element => {
  const i = scenario.agents.findIndex(({ id }) => id === other.change.agent);
  const figures = [
    { title: 'Welfare, both branches', of: (each: Timeline) => each.closings().map((closed) => closed.welfare) },
    {
      title: `Cash of ${other.change.agent.slice(0, 30)}, both branches`,
      of: (each: Timeline) => each.closings().map((closed) => closed.cash[i] ?? null),
    },
  ];
  return (
    <>
      {figures.map(({ title, of }) => {
        const props = {
          label: scenario.units.money,
          series: [
            { name: 'as it was', values: of(line) },
            { name: 'branch', values: of(other.line) },
          ],
          current,
        };
        return (
          <FigureFrame
            key={title}
            title={title}
            name={title}
            height={250}
            draw={(drawn) => <CycleLines {...drawn} {...props} />}
            table={() => cycleTable(props)}
          />
        );
      })}
    </>
  );
};
