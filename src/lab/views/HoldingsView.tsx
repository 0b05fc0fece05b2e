import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { amountsLike, magnitudeOf } from '../../figures/amountsLike.ts';
import { HoldingsTriangle, holdingsAt, triangleTable } from '../../figures/HoldingsTriangle.tsx';
import { bundledScenarios } from '../bundledScenarios.ts';
import { FigureFrame } from '../FigureFrame.tsx';
import { openText, scenario, scenarioText } from '../session.ts';
import { useAnswer } from '../useAnswer.ts';

const STEPS = 48;

/** Holdings that were dragged, for the scenario that they were dragged in; r* before. */
const chosen = signal<{ readonly text: string; readonly holdings: readonly number[] } | null>(null);

/** All holdings of three agents as a triangle over the spot market's expected surplus, one of them to be dragged. */
export const HoldingsView = (): JSX.Element => {
  const open = scenario.value;
  const text = scenarioText.value;
  const three = open?.agents.length === 3;
  const surface = useAnswer('surface', three ? { scenario: text, steps: STEPS } : null, text);
  const own =
    chosen.value?.text === text ? chosen.value.holdings : (open?.agents.map(({ endowment }) => endowment) ?? []);
  const surplus = useAnswer('surplus', three ? { scenario: text, holdings: own } : null, `${own.join(' ')} ${text}`);
  const ways = useAnswer(
    'routes',
    three && open?.forward.rule !== 'none' ? { scenario: text, from: own } : null,
    `${own.join(' ')} ${text}`,
    'routes of holdings',
  );
  if (open === null) return <p class="quiet">There is nothing to see yet.</p>;
  if (!three) return <Elsewhere agents={open.agents.length} />;
  if (surface.error !== null) return <p class="fault">{surface.error}</p>;
  if (surface.answer === null) return <p class="quiet">The surface is being computed …</p>;
  const ids = open.agents.map(({ id }) => id);
  const set = (holdings: readonly number[]): void => {
    chosen.value = { text, holdings };
  };
  const props = {
    units: open.units,
    agents: ids,
    supply: open.supply,
    steps: STEPS,
    surface: surface.answer.surface,
    interior: surface.answer.interior,
    endowments: open.agents.map(({ endowment }) => endowment),
    chosen: { holdings: own, expectedSurplus: surplus.answer?.expectedSurplus ?? 0 },
    routes: (ways.answer ?? []).map(({ name, holdings }) => ({ name, points: holdings })),
  };
  const amount = amountsLike(open.supply);
  const coins = amountsLike(magnitudeOf(surface.answer.surface));
  const price = amountsLike(open.agents[0]?.type.max ?? 1);
  return (
    <div class="figures">
      <FigureFrame
        title="Expected surplus of the spot market over all holdings"
        name="holdings-triangle"
        side
        height={(width) => Math.min(620, width * 0.84)}
        draw={(drawn) => <HoldingsTriangle {...drawn} {...props} />}
        table={() => triangleTable(props)}
        onDrag={([x, y], drawn) => set(holdingsAt({ ...drawn, ...props }, x, y))}
      >
        <section aria-label="The chosen holdings">
          <h3>The chosen holdings</h3>
          <table>
            <thead>
              <tr>
                <th>agent</th>
                <th colSpan={2}>holds</th>
                <th class="number">worst-off type</th>
              </tr>
            </thead>
            <tbody>
              {ids.map((id, i) => (
                <tr key={id}>
                  <th scope="row">{id}</th>
                  <td>
                    <input
                      type="range"
                      min="0"
                      max={open.supply}
                      step={open.supply / 500}
                      value={own[i] ?? 0}
                      aria-label={`holding of ${id}`}
                      data-role="holding"
                      onInput={({ currentTarget }) => set(shifted(own, i, Number(currentTarget.value), open.supply))}
                    />
                  </td>
                  <td class="number">{amount(own[i] ?? 0)}</td>
                  <td class="number">{surplus.answer === null ? '' : price(surplus.answer.worstOffTypes[i] ?? 0)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p data-role="surplus">
            {surplus.answer === null
              ? ''
              : `Expected surplus ${coins(surplus.answer.expectedSurplus)} ${open.units.money}: the spot market ${surplus.answer.operates ? 'operates' : 'stays shut'}.`}
          </p>
          <div class="buttons">
            <button type="button" onClick={() => set(props.interior)}>
              To r*
            </button>
            <button type="button" onClick={() => set(props.endowments)}>
              To the endowments
            </button>
          </div>
        </section>
        <p>
          Drag the point. On the drawn line the spot market breaks even; within it, it keeps something. The lines from
          the point show what best replies in turn (solid) and gradient ascent (dashed) make of these holdings when they
          are demanded.
        </p>
      </FigureFrame>
    </div>
  );
};

/** One holding set, the other two in the same proportion as before. */
const shifted = (holdings: readonly number[], i: number, value: number, supply: number): readonly number[] => {
  const rest = holdings.reduce((sum, held, j) => (i === j ? sum : sum + held), 0);
  return holdings.map((held, j) => (i === j ? value : (supply - value) * (rest > 0 ? held / rest : 1 / 2)));
};

const Elsewhere = ({ agents }: { readonly agents: number }): JSX.Element => {
  const three = bundledScenarios.filter(({ name }) => /^(figure-1|best-reply-(paper|posted))/.test(name));
  return (
    <section class="card">
      <h3>Holdings of three agents make a triangle</h3>
      <p>This scenario has {agents}. Scenarios of three:</p>
      <div class="buttons">
        {three.map(({ name, text }) => (
          <button key={name} type="button" onClick={() => void openText(text, name)}>
            {name}
          </button>
        ))}
      </div>
    </section>
  );
};
