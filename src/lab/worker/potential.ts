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
  const values: number[] = [];
  for (let b = 0; b <= steps; b++) {
    for (let a = 0; a <= steps; a++) {
      const demands = interior.map((held, i) =>
        i === first ? (supply * a) / steps : i === second ? (supply * b) / steps : held,
      );
      values.push(psi(demands) - base);
    }
  }
  return { steps, potential: values, interior };
};
