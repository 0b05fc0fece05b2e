import type { ForwardObservation, OwnOutcome, PublicKnowledge, SpotObservation } from '../domain/agents.ts';
import type { PerAgent } from '../domain/economy.ts';
import { sealed } from './publicKnowledge.ts';
import type { MarketState } from './state.ts';

/** A cycle that is over. */
export interface Closed {
  readonly state: MarketState;
  readonly payoffs: PerAgent;
}

/** What a round of questions is about: quantities of all agents, of which each is shown its own. Nothing in it changes. */
interface Round {
  readonly public: () => PublicKnowledge;
  readonly last: Closed | null;
  readonly stream: (self: number) => () => number;
}
export interface ForwardRound extends Round {
  readonly endowments: PerAgent;
}
export interface SpotRound extends Round, Pick<SpotObservation, 'state' | 'holdings' | 'worstOffTypes'> {
  readonly maxDemands: () => PerAgent;
  readonly types: PerAgent;
}

/**
 * What an agent is shown, put together as the agent looks at it: most look at little, and for a thousand agents the rest takes
 * longer than the market. Private fields, so that nobody reaches the round or gives itself another's place.
 */
export class ForwardView implements ForwardObservation {
  readonly #round: ForwardRound;
  readonly #self: number;

  constructor(round: ForwardRound, self: number) {
    this.#round = round;
    this.#self = self;
  }
  get public(): PublicKnowledge {
    return this.#round.public();
  }
  get self(): number {
    return this.#self;
  }
  get endowment(): number {
    return this.#round.endowments[this.#self] as number;
  }
  get last(): OwnOutcome | null {
    return ownOutcome(this.#round.last, this.#self);
  }
  get random(): () => () => number {
    return () => this.#round.stream(this.#self);
  }
}

export class SpotView implements SpotObservation {
  readonly #round: SpotRound;
  readonly #self: number;

  constructor(round: SpotRound, self: number) {
    this.#round = round;
    this.#self = self;
  }
  get public(): PublicKnowledge {
    return this.#round.public();
  }
  get self(): number {
    return this.#self;
  }
  get state(): string | null {
    return this.#round.state;
  }
  get maxDemands(): PerAgent {
    return sealed(this.#round.maxDemands());
  }
  get holdings(): PerAgent {
    return sealed(this.#round.holdings);
  }
  get worstOffTypes(): PerAgent {
    return sealed(this.#round.worstOffTypes);
  }
  get type(): number {
    return this.#round.types[this.#self] as number;
  }
  get last(): OwnOutcome | null {
    return ownOutcome(this.#round.last, this.#self);
  }
  get random(): () => () => number {
    return () => this.#round.stream(this.#self);
  }
}

// Everybody is shown objects of these classes: who could write to one of them would reach the others.
for (const shared of [ForwardView, SpotView]) {
  Object.freeze(shared);
  Object.freeze(shared.prototype);
}

const ownOutcome = (closed: Closed | null, self: number): OwnOutcome | null => {
  if (closed === null) return null;
  const { state, payoffs } = closed;
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
