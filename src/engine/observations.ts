import type { ForwardObservation, OwnOutcome, PublicKnowledge, SpotObservation } from '../domain/agents.ts';
import type { PerAgent } from '../domain/economy.ts';
import type { MarketState } from './state.ts';

/** A cycle that is over. */
export interface Closed {
  readonly state: MarketState;
  readonly payoffs: PerAgent;
}

/** What the agents of a round of questions are shown: quantities of all of them, of which each sees its own. */
interface Round {
  readonly public: PublicKnowledge;
  readonly last: Closed | null;
  readonly stream: (self: number) => () => number;
}
export interface ForwardRound extends Round {
  readonly endowments: PerAgent;
}
export interface SpotRound extends Round, Pick<SpotObservation, 'state' | 'maxDemands' | 'holdings' | 'worstOffTypes'> {
  readonly types: PerAgent;
}

/**
 * An agent's own last cycle is put together when the agent looks at it: most do not, and for a thousand agents it takes longer
 * than the market. Whose it is cannot be changed by whoever holds the observation.
 */
class Observation {
  readonly public: PublicKnowledge;
  readonly self: number;
  readonly random: () => () => number;
  readonly #closed: Closed | null;
  readonly #self: number;
  #last: OwnOutcome | null = null;

  constructor(round: Round, self: number) {
    this.public = round.public;
    this.self = self;
    this.random = () => round.stream(self);
    this.#closed = round.last;
    this.#self = self;
  }

  get last(): OwnOutcome | null {
    if (this.#closed !== null) this.#last ??= ownOutcome(this.#closed, this.#self);
    return this.#last;
  }
}

export class SeenForward extends Observation implements ForwardObservation {
  readonly endowment: number;

  constructor(round: ForwardRound, self: number) {
    super(round, self);
    this.endowment = round.endowments[self] as number;
  }
}

export class SeenSpot extends Observation implements SpotObservation {
  readonly state: string | null;
  readonly maxDemands: PerAgent;
  readonly holdings: PerAgent;
  readonly worstOffTypes: PerAgent;
  readonly type: number;

  constructor(round: SpotRound, self: number) {
    super(round, self);
    this.state = round.state;
    this.maxDemands = round.maxDemands;
    this.holdings = round.holdings;
    this.worstOffTypes = round.worstOffTypes;
    this.type = round.types[self] as number;
  }
}

// Everybody is shown objects of these classes: who writes to one of them would reach the others.
for (const shared of [Observation, SeenForward, SeenSpot]) {
  Object.freeze(shared);
  Object.freeze(shared.prototype);
}

const ownOutcome = ({ state, payoffs }: Closed, self: number): OwnOutcome => {
  const own = (quantities: PerAgent): number => quantities[self] as number;
  return {
    demand: own(state.demands),
    holding: own(state.holdings),
    forwardPayment: own(state.forwardPayments),
    type: own(state.types),
    report: state.operated ? own(state.reports) : null,
    allocation: own(state.allocation),
    spotPayment: own(state.spotPayments),
    payoff: own(payoffs),
  };
};
