import type { ForwardOutlook, PublicKnowledge, PublicOutcome } from '../domain/agents.ts';
import type { Distribution } from '../domain/distribution.ts';
import type { Economy, PerAgent } from '../domain/economy.ts';
import type { MarketEvent } from '../domain/events.ts';
import type { AggregateStates, Scenario } from '../domain/scenario.ts';
import type { MarketState } from './state.ts';

const copies = new WeakMap<PerAgent, PerAgent>();

/**
 * What agents are shown are copies that cannot be written to: an agent that sorts an array in place hurts itself alone. One copy
 * of each array, since freezing boxes every number: what stays from cycle to cycle is sealed once.
 */
export const sealed = (values: PerAgent): PerAgent => {
  const known = copies.get(values);
  if (known !== undefined) return known;
  const copy = Object.freeze(values.slice());
  copies.set(values, copy);
  return copy;
};

export const sealedEconomy = ({ supply, support, agents }: Economy): Economy => {
  // Agents that share a distribution share its copy: a thousand of them may.
  const known = new Map<Distribution, Distribution>();
  const distributionOf = (distribution: Distribution): Distribution => {
    const copy = known.get(distribution) ?? sealedDistribution(distribution);
    known.set(distribution, copy);
    return copy;
  };
  return Object.freeze({
    supply,
    support: Object.freeze({ ...support }),
    agents: Object.freeze(
      agents.map((agent) => Object.freeze({ ...agent, distribution: distributionOf(agent.distribution) })),
    ),
  });
};

/** The run draws types from the original. */
const sealedDistribution = (distribution: Distribution): Distribution =>
  Object.freeze({
    ...distribution,
    spec: deepFrozen(structuredClone(distribution.spec)),
    kinks: sealed(distribution.kinks),
  });

const deepFrozen = <T extends object>(value: T): T => {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFrozen(inner);
  return Object.freeze(value);
};

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
    forwardRule: Object.freeze({ ...scenario.forward }),
    spotRule: Object.freeze({ ...scenario.spot }),
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
