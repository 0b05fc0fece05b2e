import type { ForwardAgent, PublicOutcome, SpotAgent } from '../domain/agents.ts';
import type { Economy } from '../domain/economy.ts';
import type { EventOf, MarketEvent } from '../domain/events.ts';
import type { Scenario, StrategyChoice } from '../domain/scenario.ts';
import { createCast } from './cast.ts';
import { createChance } from './chance.ts';
import type { Answer, Command, Detail, Markets, MarketsFor } from './commands.ts';
import { createDecide } from './decide.ts';
import { evolve } from './evolve.ts';
import type { ForkAt } from './forks.ts';
import { lazily } from './lazily.ts';
import { type Closed, type ForwardRound, ForwardView, type SpotRound, SpotView } from './observations.ts';
import { onceEach } from './openings.ts';
import { demandsIn, publicKnowledge, sealedEconomy } from './publicKnowledge.ts';
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
  readonly forks?: Forks;
}

/** Where a run is forked, and what is made then: markets of the scenario as forked, agents of another strategy, without a memory. */
export interface Forks {
  readonly at: ForkAt;
  readonly marketsFor: MarketsFor;
  readonly forwardAgent: (choice: StrategyChoice) => ForwardAgent;
  readonly spotAgent: (choice: StrategyChoice) => SpotAgent;
}

/**
 * Plays the run and yields its events one by one; nothing of cycle t + 1 is computed before the last event of cycle t is taken.
 * Where it is forked, `run-forked` stands and what follows is the counterfactual: agents keep what they remember.
 */
export function* runEvents(setup: RunSetup): Generator<MarketEvent, MarketState> {
  const { seed, version, detail, forks } = setup;
  const marketsFor = onceEach((scenario) => {
    if (scenario === setup.scenario) return setup.markets;
    if (forks === undefined) throw new Error('only a fork changes the scenario of a run');
    return forks.marketsFor(scenario);
  });
  const decide = createDecide(marketsFor, setup.hash);
  const chance = createChance(setup);
  const economy = sealedEconomy(setup.economy);
  const { scenario: first, forwardAgents, spotAgents } = setup;
  const ids = first.agents.map(({ id }) => id);
  const demanders = createCast({
    ids,
    agents: forwardAgents,
    choices: first.agents.map(({ forward }) => forward),
    make: forks?.forwardAgent,
  });
  const reporters = createCast({
    ids,
    agents: spotAgents,
    choices: first.agents.map(({ spot }) => spot),
    make: forks?.spotAgent,
  });
  const refused = setup.economy.agents.map((): Answer => ({ refused: 'not asked' }));
  let state = initialState;
  let place = 0;
  function* put(event: MarketEvent): Generator<MarketEvent> {
    state = evolve(state, event);
    place += 1;
    yield event;
  }
  /** All forks that stand here; `before` is the state that the events around them are decided in. Returns it forked. */
  function* forkHere(before: MarketState): Generator<MarketEvent, MarketState> {
    let forked = before;
    for (let fork = forks?.at(place); fork !== undefined; fork = forks?.at(place)) {
      const [event] = decide({ kind: 'fork', ...fork }, forked) as readonly [EventOf<'run-forked'>];
      forked = evolve(forked, event);
      const { agents } = scenarioOf(forked);
      demanders.follow(agents.map(({ forward }) => forward));
      reporters.follow(agents.map(({ spot }) => spot));
      yield* put(event);
    }
    return forked;
  }
  /** `command` is asked again after a fork in the middle of its events. */
  function* issue(command: (said: readonly MarketEvent[]) => Command): Generator<MarketEvent, readonly MarketEvent[]> {
    let before = state;
    const said: MarketEvent[] = [];
    let events = decide(command(said), before);
    for (let j = 0; j < events.length; j++) {
      const forked = yield* forkHere(before);
      if (forked !== before) events = [...said, ...decide(command(said), forked, said)];
      before = forked;
      const event = events[j] as MarketEvent;
      said.push(event);
      yield* put(event);
    }
    return events;
  }

  yield* issue(() => ({ kind: 'start-run', scenario: setup.scenario, seed, version }));
  let previous: PublicOutcome | null = null;
  let last: Closed | null = null;
  for (let cycle = 1; ; cycle++) {
    yield* forkHere(state);
    if (cycle > scenarioOf(state).cycles) break;
    const opening = yield* issue(() => ({ kind: 'start-cycle' }));
    const markets = marketsFor(scenarioOf(state));
    const opened = { scenario: scenarioOf(state), economy, state, opening, previous };
    const outlook = (markets.inCycle?.(cycle) ?? markets).outlook(state.endowments);
    const common = lazily(() => publicKnowledge({ ...opened, outlook }));
    yield* forkHere(state);
    if (state.phase === 'forward open') {
      const { endowments } = state;
      const stream = (self: number) => chance.forwardStream(self, cycle);
      const round: ForwardRound = { public: common, last, stream, endowments };
      const ask = demanders.round((agent, self) => agent.demand(new ForwardView(round, self)));
      const asked = state.openedWith.forward?.forward.rule !== 'none';
      yield* issue((said) => ({ kind: 'clear-forward', answers: asked ? ask(said) : refused, detail }));
    }
    const types = chance.types(cycle);
    const realized = yield* issue(() => ({ kind: 'realize', state: chance.state(cycle), types }));
    yield* forkHere(state);
    if (state.operated) {
      const { worstOffTypes } = realized.find((event) => event.kind === 'spot-opened') as EventOf<'spot-opened'>;
      const { types, holdings, aggregateState } = state;
      const scenario = scenarioOf(state);
      const { spot: spotRule } = state.openedWith.spot ?? first;
      const round: SpotRound = {
        public: lazily(() => Object.freeze({ ...common(), spotRule: Object.freeze({ ...spotRule }) })),
        last,
        stream: (self) => chance.spotStream(self, cycle),
        state: aggregateState,
        maxDemands: lazily(() => demandsIn(scenario, aggregateState)),
        holdings,
        worstOffTypes,
        types,
      };
      const ask = reporters.round((agent, self) => agent.report(new SpotView(round, self)));
      yield* issue((said) => ({ kind: 'clear-spot', answers: ask(said), detail }));
    }
    const [closed] = (yield* issue(() => ({ kind: 'close-cycle' }))) as readonly [EventOf<'cycle-closed'>];
    last = { state, payoffs: closed.payoffs };
    const { demands, holdings, allocation, operated } = state;
    previous = { demands, holdings, allocation, operated };
  }
  yield* issue(() => ({ kind: 'complete-run' }));
  return state;
}

const scenarioOf = ({ scenario }: MarketState): Scenario => {
  if (scenario === null) throw new Error('the run has not started');
  return scenario;
};
