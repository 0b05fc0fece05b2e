import { bestResponse } from '../../studies/bestResponse.ts';
import { forwardGame } from '../../studies/forwardGame.ts';
import { payoffUnder, READINGS } from '../../studies/readings.ts';
import { knownScenario } from './knownScenarios.ts';
import type { Payoffs, Questions } from './questions.ts';

const POINTS = 101;

/** One agent's payoff curve in the three readings, its best reply and the proved bound on any reply. */
export const payoffs = ({ scenario, demands, agent, tight }: Questions['payoffs']['ask']): Payoffs => {
  const game = forwardGame(knownScenario(scenario));
  const { theory, supply } = game;
  const tolerance = (tight ? 1e-9 : 1e-3) * supply * (theory.hi - theory.lo);
  const at = (demand: number) => demands.map((other, j) => (j === agent ? demand : other));
  const grid = Array.from({ length: POINTS }, (_, j) => (supply * j) / (POINTS - 1));
  return {
    demands: grid,
    interiorHoldings: theory.interiorHoldings,
    readings: READINGS.map((reading) => {
      const best = bestResponse({ reading, game, demands, agent, tolerance });
      return {
        reading,
        payoffs: grid.map((demand) => payoffUnder(reading, game, at(demand), agent)),
        payoff: payoffUnder(reading, game, demands, agent),
        best: { demand: best.at, payoff: best.value, upperBound: best.upperBound },
      };
    }),
  };
};
