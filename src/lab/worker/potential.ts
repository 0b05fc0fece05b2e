import { forwardPotential } from '../../studies/stability/forwardPotential.ts';
import { rivalRules } from '../../studies/stability/rivalRules.ts';
import { knownScenario } from './knownScenarios.ts';
import type { PotentialGrid, Questions } from './questions.ts';

/** The forward game's potential over the demands of two agents, the others at r*, less what it is at r*. */
export const potential = ({ scenario, agents, steps }: Questions['potential']['ask']): PotentialGrid => {
  const [priced] = rivalRules(knownScenario(scenario));
  if (priced === undefined) throw new Error('no rule to price demands');
  const { game } = priced;
  const { supply, theory } = game;
  const { interiorHoldings: interior } = theory;
  const psi = forwardPotential(game);
  const base = psi(interior);
  const [first, second] = agents;
  // As far around r* as the nearer of the two is away from it with its endowment, and half as far again.
  const away = [first, second].map((i) => Math.abs((game.endowments[i] as number) - (interior[i] as number)));
  const reach = Math.min(...away.filter((distance) => distance > 1e-3 * supply), supply / 4);
  const spanOf = (i: number): readonly [number, number] => [
    Math.max(0, (interior[i] as number) - 1.5 * reach),
    Math.min(supply, (interior[i] as number) + 1.5 * reach),
  ];
  const spans = [spanOf(first), spanOf(second)] as const;
  const along = ([from, to]: readonly [number, number], step: number): number => from + ((to - from) * step) / steps;
  const values: number[] = [];
  for (let b = 0; b <= steps; b++) {
    for (let a = 0; a <= steps; a++) {
      const demands = interior.map((held, i) =>
        i === first ? along(spans[0], a) : i === second ? along(spans[1], b) : held,
      );
      values.push(psi(demands) - base);
    }
  }
  return { spans, steps, potential: values, interior };
};
