import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { amountsLike, magnitudeOf } from '../../figures/amountsLike.ts';
import { demandAt, PayoffCurve, payoffTable } from '../../figures/PayoffCurve.tsx';
import { FigureFrame } from '../FigureFrame.tsx';
import { ScrollCard } from '../ScrollCard.tsx';
import { moment, scenario, scenarioText } from '../session.ts';
import { useAnswer } from '../useAnswer.ts';
import type { Payoffs } from '../worker/questions.ts';
import { Potential } from './Potential.tsx';

/** Demands that were set by hand, for the scenario that they were set for; the run's or r* before. */
const chosen = signal<{ readonly text: string; readonly demands: readonly number[] } | null>(null);
const focus = signal(0);

/** An agent's demand to be dragged, with what it earns; and the potential that best replies climb. */
export const DemandsView = (): JSX.Element => {
  const open = scenario.value;
  const text = scenarioText.value;
  const cleared = moment.value?.cleared ?? null;
  const [dragging, setDragging] = useState(false);
  const reach = useRef({ text: '', demand: 0 });
  const count = open?.agents.length ?? 0;
  const agent = Math.min(focus.value, Math.max(0, count - 1));
  const own = chosen.value?.text === text ? chosen.value.demands : null;
  const start = cleared?.demands.length === count ? cleared.demands : open?.agents.map(({ endowment }) => endowment);
  const demands = own ?? start ?? [];
  const priced = open !== null && open.forward.rule !== 'none';
  // While it is dragged the curve keeps its ends.
  const furthest = Math.max(
    ...demands.slice(agent, agent + 1),
    reach.current.text === `${agent} ${text}` ? reach.current.demand : 0,
  );
  reach.current = { text: `${agent} ${text}`, demand: furthest };
  const question = priced ? { scenario: text, demands, agent, furthest, tight: !dragging } : null;
  const { answer, error, current, took } = useAnswer(
    'payoffs',
    question,
    `${agent} ${dragging} ${demands.join(' ')} ${text}`,
  );
  if (open === null) return <p class="quiet">There is nothing to see yet.</p>;
  if (!priced) return <p class="quiet">Nobody demands anything: this scenario has no forward market.</p>;
  if (error !== null) return <p class="fault">{error}</p>;
  const set = (i: number, demand: number): void => {
    chosen.value = {
      text,
      demands: demands.map((each, j) => (i === j ? Math.min(open.supply, Math.max(0, demand)) : each)),
    };
  };
  const amount = amountsLike(open.supply);
  return (
    <div class="figures">
      <section class="card wide choices" aria-label="Demands">
        <label class="field">
          <span>agent</span>
          <select
            value={agent}
            onChange={({ currentTarget }) => {
              focus.value = Number(currentTarget.value);
            }}
          >
            {open.agents.map(({ id }, i) => (
              <option key={id} value={i}>
                {id}
              </option>
            ))}
          </select>
        </label>
        <label class="field slide">
          <span>
            its demand: {amount(demands[agent] ?? 0)} {open.units.quantity}
          </span>
          <input
            type="range"
            min="0"
            max={open.supply}
            step={open.supply / 1000}
            value={demands[agent] ?? 0}
            data-role="demand"
            onInput={({ currentTarget }) => {
              setDragging(true);
              set(agent, Number(currentTarget.value));
            }}
            onChange={() => setDragging(false)}
          />
        </label>
        <div class="buttons">
          <button
            type="button"
            disabled={answer === null}
            onClick={() => answer !== null && set(agent, answer.readings[0]?.best.demand ?? 0)}
          >
            Reply best
          </button>
          <button
            type="button"
            disabled={answer === null}
            onClick={() => {
              chosen.value = answer === null ? null : { text, demands: answer.interiorHoldings };
            }}
          >
            Everybody at r*
          </button>
          <button
            type="button"
            onClick={() => {
              chosen.value = null;
            }}
          >
            As in the run
          </button>
        </div>
      </section>
      {answer === null ? (
        <p class="quiet wide">Payoffs are being computed …</p>
      ) : (
        <FigureFrame
          title={`What a demand of ${open.agents[agent]?.id.slice(0, 40)} earns`}
          name="payoff-curve"
          wide
          height={360}
          draw={(drawn) => <PayoffCurve {...drawn} {...curveProps(answer, agent, demands)} />}
          table={() => payoffTable(curveProps(answer, agent, demands))}
          onDrag={([x], { width }, done) => {
            setDragging(!done);
            set(agent, demandAt({ demands: answer.demands, width }, x));
          }}
        >
          Drag the line. Diamonds are best replies.{' '}
          <span class="took" data-took={Math.round(took)}>
            {current ? `Computed in ${Math.round(took)} ms.` : ''}
          </span>
        </FigureFrame>
      )}
      {answer === null ? null : <Gains answer={answer} />}
      <Potential demands={demands} first={agent} />
    </div>
  );

  function curveProps(got: Payoffs, i: number, all: readonly number[]) {
    const { units, agents } = open as NonNullable<typeof open>;
    return {
      units,
      agent: i,
      id: agents[i]?.id ?? '',
      demands: got.demands,
      readings: got.readings,
      demand: all[i] ?? 0,
      interior: got.interiorHoldings[i] ?? 0,
      endowment: agents[i]?.endowment ?? 0,
    };
  }
};

const MEANINGS = {
  paper: 'everybody gets what it demands, and the spot market operates',
  rationed: 'the long side is rationed, and the spot market operates',
  gated: 'rationed, and the spot market operates only if it is not expected to lose',
} as const;

const Gains = ({ answer }: { readonly answer: Payoffs }): JSX.Element => {
  const open = scenario.value;
  const coins = amountsLike(magnitudeOf(answer.readings.flatMap(({ payoff, best }) => [payoff, best.payoff])));
  const amount = amountsLike(open?.supply ?? 1);
  return (
    <ScrollCard label="What the agent could gain">
      <table>
        <thead>
          <tr>
            <th>reading</th>
            <th class="number">earns</th>
            <th class="number">best reply</th>
            <th class="number">gains</th>
            <th class="number">at most, proved</th>
            <th>what it means</th>
          </tr>
        </thead>
        <tbody>
          {answer.readings.map(({ reading, payoff, best }) => (
            <tr key={reading} data-reading={reading}>
              <th scope="row">{reading}</th>
              <td class="number">{coins(payoff)}</td>
              <td class="number">{amount(best.demand)}</td>
              <td class="number" data-gain={best.payoff - payoff}>
                {coins(best.payoff - payoff)}
              </td>
              <td class="number">{(best.upperBound - payoff).toPrecision(3)}</td>
              <td>{MEANINGS[reading]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollCard>
  );
};
