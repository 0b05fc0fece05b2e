import type { Assembled } from '../assembly/marketsOf.ts';
import type { PerAgent } from '../domain/economy.ts';
import type { Scenario } from '../domain/scenario.ts';
import { type InterimRegret, type InterimSpot, interimSpot } from './interimSpot.ts';

/** The spot market of every state that may come true, before types are known or with one's own alone; one state where a scenario has none. */
export interface InterimOverStates {
  /** Over all states, types and reports; `state` is null without states. */
  readonly largestRegret: InterimRegret & { readonly state: string | null };
  /** The least of all states. */
  readonly interimParticipation: InterimSpot['interimParticipation'] & { readonly state: string | null };
  /** Expected over the states. */
  readonly exAnteGains: PerAgent;
}

interface Question {
  readonly scenario: Scenario;
  readonly theoryIn: Assembled['theoryIn'];
  readonly holdings: PerAgent;
  readonly surplusShares: PerAgent;
}

/** The worst of the states interim and the expectation over them ex ante, as if the market operated in each. Cost: `interimSpot` a state. */
export const interimOverStates = ({ scenario, theoryIn, holdings, surplusShares }: Question): InterimOverStates => {
  const states = scenario.states?.outcomes.filter(({ probability }) => probability > 0) ?? [
    { id: null, probability: 1 },
  ];
  const found = states.map(({ id, probability }) => ({
    state: id,
    probability,
    ...interimSpot({ theory: theoryIn(id), holdings, rule: scenario.spot, surplusShares }),
  }));
  const most = found.reduce((a, b) => (b.largestRegret.regret > a.largestRegret.regret ? b : a));
  const least = found.reduce((a, b) => (b.interimParticipation.gain < a.interimParticipation.gain ? b : a));
  return {
    largestRegret: { ...most.largestRegret, state: most.state },
    interimParticipation: { ...least.interimParticipation, state: least.state },
    exAnteGains: holdings.map((_, i) =>
      found.reduce((sum, { probability, exAnteGains }) => sum + probability * (exAnteGains[i] as number), 0),
    ),
  };
};
