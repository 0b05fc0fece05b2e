import { forwardMarketFor, spotMarketFor } from '../../markets/marketsFor.ts';
import type { Economy } from '../domain/economy.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { Markets } from '../engine/commands.ts';
import { type Theory, theoryOf } from '../theory/theory.ts';
import { economyOf } from './economyOf.ts';

/** A scenario's economy, its theory and its markets, wired. */
export interface Assembled {
  readonly economy: Economy;
  readonly theory: Theory;
  readonly markets: Markets;
}

/** Throws IntractableEconomy where the theory does. */
export const marketsOf = (scenario: Scenario): Assembled => {
  const economy = economyOf(scenario);
  const theory = theoryOf(economy);
  return {
    economy,
    theory,
    markets: {
      forward: forwardMarketFor(scenario, theory),
      spotIn: (state) => {
        const outcome = scenario.states?.outcomes.find(({ id }) => id === state);
        if (state !== null && outcome === undefined) throw new Error(`the scenario has no state ${state}`);
        const inState = outcome === undefined ? theory : theoryOf(economyOf(scenario, outcome.demandScale));
        return { market: spotMarketFor(scenario, inState), maxDemands: inState.maxDemands };
      },
    },
  };
};
