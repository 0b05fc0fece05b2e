import type { Scenario, ScenarioAgent } from '../../src/domain/scenario.ts';
import type { Theory } from '../../src/theory/theory.ts';
import { agent, assemble, scenario } from '../support/setups.ts';

/** The economies of which these tests know the answers by hand. */

const market = (agents: readonly Partial<ScenarioAgent>[], given: Partial<Scenario> = {}): Scenario =>
  scenario({ agents: agents.map((one, i) => agent(`a${i + 1}`, one)), cycles: 1, ...given });

/** Myerson and Satterthwaite: a1 owns the unit, both types are uniform on [0, 1]. q_i(t) = t, so t^ = 1/2 and r* = (1/2, 1/2). */
export const bilateralTrade = market([{ endowment: 1 }, {}]);

/** Cramton, Gibbons and Klemperer: n partners with uniform types on [0, 1]. q_i(t) = t^(n-1), so r* = 1/n each. */
export const partnership = (...endowments: readonly number[]): Scenario =>
  market(endowments.map((endowment) => ({ endowment })));

/** F_1 = t^2 and F_2 = t: q_1(t) = t and q_2(t) = t^2 add up to 1 at the golden ratio. */
export const goldenPair = market([{ endowment: 1, type: { family: 'power', exponent: 2, min: 0, max: 1 } }, {}]);
export const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/** Figure 1 at one k_1. */
export const figure1Market = (k: number): Scenario =>
  market([{ maxDemand: k, endowment: 1 }, { maxDemand: 2 / 3 }, { maxDemand: 2 / 3 }]);

/** Types on [1, 2], k = (0.95, 0.6), F_1 = (x - 1)^2 and F_2 = x - 1. */
export const fromOneToTwo = market([
  { maxDemand: 0.95, endowment: 1, type: { family: 'power', exponent: 2, min: 1, max: 2 } },
  { maxDemand: 0.6, type: { family: 'uniform', min: 1, max: 2 } },
]);

/** Two agents, uniform types, a1 owns the unit; maximum demands are 1 or 3/4, equally likely. */
export const wideOrNarrow = market([{ endowment: 1 }, {}], {
  states: {
    anticipated: true,
    outcomes: [
      { id: 'wide', probability: 1 / 2, demandScale: 1 },
      { id: 'narrow', probability: 1 / 2, demandScale: 3 / 4 },
    ],
  },
});

export const theoryFor = (given: Scenario): Theory => assemble(given).theory;

/** Everybody's endowment. */
export const endowmentsOf = ({ agents }: Scenario): readonly number[] => agents.map(({ endowment }) => endowment);
