import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { PotentialMap, potentialTable } from '../../figures/PotentialMap.tsx';
import { FigureFrame } from '../FigureFrame.tsx';
import { scenario, scenarioText } from '../session.ts';
import { useAnswer } from '../useAnswer.ts';
import type { Route } from '../worker/questions.ts';

const STEPS = 40;

/** Psi over the demands of two agents, and the ways from the demands that are set. */
export const Potential = ({
  demands,
  first,
}: {
  readonly demands: readonly number[];
  readonly first: number;
}): JSX.Element | null => {
  const open = scenario.value;
  const text = scenarioText.value;
  const [other, setOther] = useState(1);
  const [settled, setSettled] = useState(demands);
  const key = demands.join(' ');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(demands), 350);
    return () => clearTimeout(timer);
  }, [key]);
  const count = open?.agents.length ?? 0;
  const second = other === first || other >= count ? (first + 1) % Math.max(1, count) : other;
  const few = count >= 2 && count <= 40;
  const grid = useAnswer(
    'potential',
    few ? { scenario: text, agents: [first, second], steps: STEPS } : null,
    `${first} ${second} ${text}`,
  );
  const ways = useAnswer(
    'routes',
    few && settled.length === count ? { scenario: text, from: settled } : null,
    `${settled.join(' ')} ${text}`,
  );
  if (open === null || grid.answer === null || grid.answer.interior.length !== count) return null;
  const { potential, interior, spans } = grid.answer;
  const props = {
    units: open.units,
    agents: [open.agents[first]?.id ?? '', open.agents[second]?.id ?? ''] as const,
    spans,
    steps: STEPS,
    potential,
    interior: [interior[first] as number, interior[second] as number] as const,
    routes: (ways.answer ?? []).map(({ name, demands: points }: Route) => ({
      name,
      points: points.map((each) => [each[first] as number, each[second] as number] as const),
    })),
  };
  return (
    <FigureFrame
      title="The potential, and where replies lead"
      name="potential"
      side
      height={(width) => Math.min(470, width * 0.8)}
      draw={(drawn) => <PotentialMap {...drawn} {...props} />}
      table={() => potentialTable(props)}
    >
      <label class="field inline">
        <span>against the demand of</span>
        <select value={second} onChange={({ currentTarget }) => setOther(Number(currentTarget.value))}>
          {open.agents.map(({ id }, i) =>
            i === first ? null : (
              <option key={id} value={i}>
                {id}
              </option>
            ),
          )}
        </select>
      </label>{' '}
      Every agent’s gain is the potential’s. It is what it is at r* along the drawn line, more in one colour and less in
      the other: under the paper’s rule r* is a saddle, and replies (solid: best replies in turn, dashed: gradient
      ascent) that leave it do not come back.
    </FigureFrame>
  );
};
