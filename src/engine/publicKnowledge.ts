import type { ForwardOutlook, PublicKnowledge, PublicOutcome } from '../domain/agents.ts';
import type { Economy, PerAgent } from '../domain/economy.ts';
import type { MarketEvent } from '../domain/events.ts';
import type { AggregateStates, Scenario } from '../domain/scenario.ts';
import type { MarketState } from './state.ts';

/** What agents are shown are copies that cannot be written to: an agent that sorts an array in place hurts itself alone. */
export const sealed = (values: PerAgent): PerAgent => Object.freeze([...values]);

export const sealedEconomy = ({ supply, support, agents }: Economy): Economy =>
  Object.freeze({
    supply,
    support: Object.freeze({ ...support }),
    agents: Object.freeze(agents.map((agent) => Object.freeze({ ...agent }))),
  });

const sealedStates = ({ anticipated, outcomes }: AggregateStates): AggregateStates =>
  Object.freeze({ anticipated, outcomes: Object.freeze(outcomes.map((outcome) => Object.freeze({ ...outcome }))) });

/** min(k_i, S) in a state of demand. */
export const demandsIn = ({ agents, supply, states }: Scenario, state: string | null): PerAgent => {
  const scale = states?.outcomes.find(({ id }) => id === state)?.demandScale ?? 1;
  return agents.map(({ maxDemand }) => Math.min(scale * maxDemand, supply));
};

interface Opening {
  readonly scenario: Scenario;
  /** Sealed. */
  readonly economy: Economy;
  readonly state: MarketState;
  /** The events that opened the cycle's forward market. */
  readonly opening: readonly MarketEvent[];
  readonly outlook: ForwardOutlook;
  readonly previous: PublicOutcome | null;
}

/** What everybody is told when the forward market opens. */
export const publicKnowledge = ({ scenario, economy, state, opening, outlook, previous }: Opening): PublicKnowledge => {
  const opened = opening.find((event) => event.kind === 'forward-opened');
  return Object.freeze({
    cycle: state.cycle,
    economy,
    states: scenario.states?.anticipated === true ? sealedStates(scenario.states) : null,
    forwardRule: scenario.forward,
    spotRule: scenario.spot,
    discount: scenario.discount,
    endowments: sealed(state.endowments),
    priceAtZero: opened?.priceAtZero ?? 0,
    interiorHoldings: sealed(opened?.interiorHoldings ?? state.endowments),
    outlook: Object.freeze(outlook),
    previous:
      previous === null
        ? null
        : Object.freeze({
            demands: sealed(previous.demands),
            holdings: sealed(previous.holdings),
            allocation: sealed(previous.allocation),
            operated: previous.operated,
          }),
  });
};
