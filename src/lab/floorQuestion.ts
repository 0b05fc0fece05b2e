import type { Scenario } from '../domain/scenario.ts';
import type { Moment } from './timeline.ts';
import type { FloorAsk, ScenarioText } from './worker/questions.ts';

/** What the floor at a moment asks of the theory. `text`: the scenario as JSON. */
export const floorQuestion = (
  { state, cleared, event }: Moment,
  scenario: Scenario,
  text: ScenarioText = textOf(scenario),
): FloorAsk => ({
  scenario: text,
  cycle: Math.max(1, event.cycle),
  endowments: state.endowments.length > 0 ? state.endowments : scenario.agents.map(({ endowment }) => endowment),
  demands: cleared?.demands ?? null,
  holdings: cleared?.holdings ?? null,
  state: state.aggregateState,
});

/** Moments that look the same to the theory have the same key, and need not be asked about again. */
export const floorKey = ({ scenario, cycle, endowments, demands, holdings, state }: FloorAsk): string =>
  JSON.stringify([endowments, demands, holdings, state, scenario.includes('"resale":true') ? cycle : 0, scenario]);

const texts = new WeakMap<Scenario, ScenarioText>();
const textOf = (scenario: Scenario): ScenarioText => {
  const known = texts.get(scenario) ?? JSON.stringify(scenario);
  texts.set(scenario, known);
  return known;
};
