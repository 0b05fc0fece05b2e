import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Scenario } from '../../domain/scenario.ts';
import { amountsLike, magnitudeOf } from '../../figures/amountsLike.ts';
import { CycleLines, cycleTable } from '../../figures/CycleLines.tsx';
import { HOLDINGS_ROW, HoldingsBars, holdingsTable } from '../../figures/HoldingsBars.tsx';
import { type Branch, branch, busy, type Changed, dropBranch, placeOf, refused, startBranch } from '../branch.ts';
import { type DifferenceRow, differences, onlyDifferent } from '../differences.ts';
import { FigureFrame } from '../FigureFrame.tsx';
import { ScrollCard } from '../ScrollCard.tsx';
import { goTo, moment, saveLog, timeline } from '../session.ts';
import type { Moment, Timeline } from '../timeline.ts';

const WORDS: Readonly<Record<Changed, string>> = { demands: 'demand', reports: 'report', types: 'type' };
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
      <Form scenario={scenario} line={line} cycle={cycle} />
      {other === null ? null : <Comparison scenario={scenario} line={line} other={other} cycle={cycle} />}
    </div>
  );
};

interface FormProps {
  readonly scenario: Scenario;
  readonly line: Timeline;
  readonly cycle: number;
}

const Form = ({ scenario, line, cycle }: FormProps): JSX.Element => {
  const what = useSignal<Changed>('demands');
  const agent = useSignal(0);
  const value = useSignal('');
  const i = Math.min(agent.value, scenario.agents.length - 1);
  const id = scenario.agents[i]?.id as string;
  const end = line.momentAt(line.endOf(cycle));
  const was = valueIn(end, what.value, i);
  const at = placeOf(line, { what: what.value, agent: id, cycle });
  const { min, max } = limits(scenario, what.value);
  // What was is where one starts from.
  useEffect(() => {
    value.value = was === null ? '' : String(Number(was.toPrecision(8)));
  }, [was, what.value, i]);
  const number = Number(value.value);
  const fault =
    at === null
      ? what.value === 'reports'
        ? 'The spot market stayed shut in this cycle, so nobody reported.'
        : 'Nothing of the kind has happened in this cycle yet.'
      : value.value.trim() === '' || !(number >= min && number <= max)
        ? `Expected a number between ${min} and ${max}.`
        : '';
  return (
    <section class="card wide" aria-label="What to change">
      <h3>What if, in cycle {cycle} …</h3>
      <form
        class="choices"
        onSubmit={(event) => {
          event.preventDefault();
          if (fault === '') startBranch({ what: what.value, agent: id, value: number, cycle });
        }}
      >
        <label class="field">
          <span>the agent</span>
          <select
            value={i}
            onChange={({ currentTarget }) => {
              agent.value = Number(currentTarget.value);
            }}
          >
            {scenario.agents.map(({ id: name }, j) => (
              <option key={name} value={j}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>had another</span>
          <select
            value={what.value}
            onChange={({ currentTarget }) => {
              what.value = currentTarget.value as Changed;
            }}
          >
            {Object.entries(WORDS).map(([key, word]) => (
              <option key={key} value={key}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{was === null ? 'namely' : `not ${Number(was.toPrecision(6))} but`}</span>
          <input
            type="number"
            step="any"
            value={value.value}
            onInput={({ currentTarget }) => {
              value.value = currentTarget.value;
            }}
          />
        </label>
        <input
          type="range"
          class="slide"
          min={min}
          max={max}
          step="any"
          value={Number.isFinite(number) ? number : min}
          aria-label={`the other ${WORDS[what.value]}`}
          onInput={({ currentTarget }) => {
            value.value = String(Number(Number(currentTarget.value).toPrecision(6)));
          }}
        />
        <button type="submit" class="main" disabled={fault !== ''}>
          Branch
        </button>
        {branch.value === null ? null : (
          <button type="button" onClick={dropBranch}>
            Forget it
          </button>
        )}
      </form>
      <p class="quiet" role="status">
        {refused.value !== '' ? (
          <span class="bad">{refused.value}</span>
        ) : busy.value ? (
          'The branch is being played …'
        ) : fault === '' ? (
          `The run stays as it was before event ${at}.`
        ) : (
          fault
        )}
      </p>
    </section>
  );
};

const valueIn = ({ state }: Moment, what: Changed, i: number): number | null => {
  const values = { demands: state.demands, reports: state.reports, types: state.types }[what];
  return values[i] ?? null;
};

const limits = ({ supply, agents }: Scenario, what: Changed): { readonly min: number; readonly max: number } => {
  if (what === 'demands') return { min: 0, max: supply };
  const { min, max } = agents[0]?.type ?? { min: 0, max: 1 };
  return { min, max };
};

interface ComparisonProps extends FormProps {
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
        In the branch {change.agent}’s {WORDS[change.what]} in cycle {change.cycle} is{' '}
        {Number(change.value.toPrecision(8))}.{' '}
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

const MOST_DIFFERENCES = 120;

const Differences = ({
  rows,
  scenario,
}: {
  readonly rows: readonly DifferenceRow[];
  readonly scenario: Scenario;
}): JSX.Element => {
  const of = (kind: DifferenceRow['kind']) =>
    amountsLike(
      magnitudeOf(rows.filter((row) => row.kind === kind).flatMap(({ before, after }) => [before ?? 0, after ?? 0])),
    );
  const text = { units: of('units'), money: of('money'), price: of('price') };
  const { quantity, money } = scenario.units;
  const unit = { units: quantity, money, price: `${money} a unit` };
  return (
    <ScrollCard label="What differs">
      <h3>What differs</h3>
      <table>
        <thead>
          <tr>
            <th>figure</th>
            <th class="number">as it was</th>
            <th class="number">in the branch</th>
            <th class="number">difference</th>
            <th>unit</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_DIFFERENCES).map(({ name, kind, before, after }) => (
            <tr key={name} data-difference={name}>
              <th scope="row">{name}</th>
              <td class="number">{before === null ? '–' : text[kind](before)}</td>
              <td class="number">{after === null ? '–' : text[kind](after)}</td>
              <td class="number">{before === null || after === null ? '' : signed(text[kind], after - before)}</td>
              <td>{unit[kind]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_DIFFERENCES ? <p class="quiet">… and {rows.length - MOST_DIFFERENCES} more</p> : null}
    </ScrollCard>
  );
};

const signed = (text: (amount: number) => string, amount: number): string => {
  const written = text(amount);
  // What is too small for these decimals, and not nothing, is said as it is.
  if (amount !== 0 && Number(written.replaceAll(',', '')) === 0) return amount.toExponential(1);
  return amount > 0 ? `+${written}` : written;
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
