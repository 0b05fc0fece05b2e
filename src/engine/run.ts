import type { ForwardAgent, OwnOutcome, PublicOutcome, SpotAgent } from '../domain/agents.ts';
import type { Distribution } from '../domain/distribution.ts';
import type { Economy, PerAgent } from '../domain/economy.ts';
import type { EventOf, MarketEvent } from '../domain/events.ts';
import type { AggregateStates, Scenario } from '../domain/scenario.ts';
import type { Answer, Command, Detail, Markets } from './commands.ts';
import { createDecide } from './decide.ts';
import { evolve } from './evolve.ts';
import { demandsIn, publicKnowledge, sealed, sealedEconomy } from './publicKnowledge.ts';
import { type Stream, streamsOf } from './random.ts';
import { initialState, type MarketState } from './state.ts';

/** Everything that a run is made of. The run follows from it: two runs of one setup have the same events. */
export interface RunSetup {
  readonly scenario: Scenario;
  readonly seed: string;
  readonly version: string;
  readonly detail: Detail;
  readonly economy: Economy;
  readonly markets: Markets;
  readonly forwardAgents: readonly ForwardAgent[];
  readonly spotAgents: readonly SpotAgent[];
  /** SHA-256 in hex of UTF-8 text. */
  readonly hash: (text: string) => string;
}

/** Plays the run and yields its events one by one; nothing of cycle t + 1 is computed before the last event of cycle t is taken. */
export function* runEvents(setup: RunSetup): Generator<MarketEvent, MarketState> {
  const decide = createDecide(setup.markets, setup.hash);
  const { scenario, seed, version, detail } = setup;
  const chance = createChance(setup);
  let state = initialState;
  function* issue(command: Command): Generator<MarketEvent, readonly MarketEvent[]> {
    const events = decide(command, state);
    for (const event of events) {
      state = evolve(state, event);
      yield event;
    }
    return events;
  }
  const economy = sealedEconomy(setup.economy);
  const refused = setup.economy.agents.map((): Answer => ({ refused: 'not asked' }));

  yield* issue({ kind: 'start-run', scenario, seed, version });
  let previous: PublicOutcome | null = null;
  let last: Closed | null = null;
  for (let cycle = 1; cycle <= scenario.cycles; cycle++) {
    const opening = yield* issue({ kind: 'start-cycle' });
    const common = publicKnowledge({
      scenario,
      economy,
      state,
      opening,
      outlook: (setup.markets.inCycle?.(cycle) ?? setup.markets).outlook(state.endowments),
      previous,
    });
    if (state.phase === 'forward open') {
      const answers =
        scenario.forward.rule === 'none'
          ? refused
          : setup.forwardAgents.map((agent, self) =>
              answerOf(() =>
                agent.demand({
                  public: common,
                  self,
                  endowment: state.endowments[self] as number,
                  last: ownOutcome(last, self),
                  random: () => chance.forwardStream(self, cycle),
                }),
              ),
            );
      yield* issue({ kind: 'clear-forward', answers, detail });
    }
    const realized = yield* issue({ kind: 'realize', state: chance.state(cycle), types: chance.types(cycle) });
    if (state.operated) {
      const { worstOffTypes } = realized.find((event) => event.kind === 'spot-opened') as EventOf<'spot-opened'>;
      const { types, aggregateState } = state;
      const [holdings, worstOff] = [sealed(state.holdings), sealed(worstOffTypes)];
      const maxDemands = sealed(demandsIn(scenario, aggregateState));
      const answers = setup.spotAgents.map((agent, self) =>
        answerOf(() =>
          agent.report({
            public: common,
            self,
            state: aggregateState,
            maxDemands,
            holdings,
            worstOffTypes: worstOff,
            type: types[self] as number,
            last: ownOutcome(last, self),
            random: () => chance.spotStream(self, cycle),
          }),
        ),
      );
      yield* issue({ kind: 'clear-spot', answers, detail });
    }
    const [closed] = (yield* issue({ kind: 'close-cycle' })) as readonly [EventOf<'cycle-closed'>];
    last = { state, payoffs: closed.payoffs };
    const { demands, holdings, allocation, operated } = state;
    previous = { demands, holdings, allocation, operated };
  }
  yield* issue({ kind: 'complete-run' });
  return state;
}

/** A cycle that is over. */
interface Closed {
  readonly state: MarketState;
  readonly payoffs: PerAgent;
}

const ownOutcome = (last: Closed | null, self: number): OwnOutcome | null => {
  if (last === null) return null;
  const { state, payoffs } = last;
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

/** An agent that throws, or answers with something that is no number, costs itself its answer and nobody the run. */
const answerOf = (ask: () => unknown): Answer => {
  try {
    const answer = ask();
    return typeof answer === 'number' ? answer : { refused: `expected a number, got ${typeof answer}` };
  } catch (error) {
    return { refused: `the agent failed: ${messageOf(error)}` };
  }
};

/** Anything can be thrown, even what cannot be turned into text. */
const messageOf = (error: unknown): string => {
  try {
    return error instanceof Error ? String(error.message) : String(error);
  } catch {
    return 'what it threw has no text';
  }
};

interface Chance {
  readonly types: (cycle: number) => PerAgent;
  readonly state: (cycle: number) => string | null;
  readonly forwardStream: (agent: number, cycle: number) => Stream;
  readonly spotStream: (agent: number, cycle: number) => Stream;
}

/** The run's draws, each from the stream of its own name. */
const createChance = ({ seed, scenario, economy, hash }: RunSetup): Chance => {
  const streams = (purpose: string): readonly ((cycle: number) => Stream)[] =>
    economy.agents.map(({ id }) => streamsOf(hash, [seed, purpose, id]));
  const typeStreams = streams('type');
  const [forward, spot] = [lazily(() => streams('forward')), lazily(() => streams('spot'))];
  const stateStream = streamsOf(hash, [seed, 'state']);
  const distributions: readonly Distribution[] = economy.agents.map(({ distribution }) => distribution);
  return {
    types: (cycle) =>
      distributions.map((distribution, i) =>
        distribution.quantile((typeStreams[i] as (cycle: number) => Stream)(cycle)()),
      ),
    state: (cycle) => (scenario.states === null ? null : drawState(scenario.states, stateStream(cycle)())),
    forwardStream: (agent, cycle) => (forward()[agent] as (cycle: number) => Stream)(cycle),
    spotStream: (agent, cycle) => (spot()[agent] as (cycle: number) => Stream)(cycle),
  };
};

const lazily = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const drawState = ({ outcomes }: AggregateStates, u: number): string => {
  let cumulative = 0;
  for (const { id, probability } of outcomes) {
    cumulative += probability;
    if (u < cumulative) return id;
  }
  return (outcomes.at(-1) as { id: string }).id;
};
