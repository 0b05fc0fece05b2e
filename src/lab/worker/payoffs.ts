import { bestResponse } from '../../studies/bestResponse.ts';
import { forwardGame } from '../../studies/forwardGame.ts';
import { payoffUnder, READINGS } from '../../studies/readings.ts';
import { knownScenario } from './knownScenarios.ts';
import type { Payoffs, Questions } from './questions.ts';

const POINTS = 101;

/** One agent's payoff curve in the three readings, its best reply and the proved bound on any reply. */
export const payoffs = ({ scenario, demands, agent, furthest, tight }: Questions['payoffs']['ask']): Payoffs => {
  const game = forwardGame(knownScenario(scenario));
  const { theory, supply } = game;
  const tolerance = (tight ? 1e-9 : 1e-3) * supply * (theory.hi - theory.lo);
  const at = (demand: number) => demands.map((other, j) => (j === agent ? demand : other));
  const bests = READINGS.map((reading) => bestResponse({ reading, game, demands, agent, tolerance }));
  // What matters to the agent, and some way beyond: an agent that is small would otherwise be a speck of the supply.
  const [wanted, owned, interior] = [theory.maxDemands, game.endowments, theory.interiorHoldings].map(
    (each) => each[agent] as number,
  );
  const matters = Math.max(
    1.5 * (wanted as number),
    1.2 * (owned as number),
    interior as number,
    ...bests.map(({ at: best }) => best),
  );
  const last = Math.min(supply, Math.max(matters, furthest));
  const grid = Array.from({ length: POINTS }, (_, j) => (last * j) / (POINTS - 1));
  return {
    demands: grid,
    interiorHoldings: theory.interiorHoldings,
    readings: READINGS.map((reading, r) => {
      const best = bests[r] as (typeof bests)[number];
      return {
        reading,
        payoffs: grid.map((demand) => payoffUnder(reading, game, at(demand), agent)),
        payoff: payoffUnder(reading, game, demands, agent),
        best: { demand: best.at, payoff: best.value, upperBound: best.upperBound },
      };
    }),
  };
};
