import type { PerAgent } from '../domain/economy.ts';
import type { MarketEvent } from '../domain/events.ts';
import type { SpotRound } from '../domain/markets.ts';
import type { Scenario } from '../domain/scenario.ts';
import { efficientAllocation, welfareOf } from '../theory/allocation.ts';
import type { Answer, Command, CycleMarkets, Detail, Markets } from './commands.ts';
import { type MarketState, stateText } from './state.ts';

export type Decide = (command: Command, state: MarketState) => readonly MarketEvent[];

/**
 * What happens when a command meets a state: the events, and nothing else. All computing of markets is here; `hash` (SHA-256,
 * hex) signs the final state. A command that does not fit the state is a bug of the caller and throws.
 */
export const createDecide = (markets: Markets, hash: (text: string) => string): Decide => {
  const marketsIn = openingsOf(markets);

  return (command, state) => {
    const { cycle } = state;
    checkFit(command, state);
    const { openForward, spotOf, openSpot } = marketsIn(command.kind === 'start-cycle' ? cycle + 1 : cycle);
    switch (command.kind) {
      case 'start-run': {
        const { scenario, seed, version } = command;
        const agents = scenario.agents.map(({ id }) => id);
        return [{ kind: 'run-started', cycle: 0, scenario, seed, agents, version }];
      }
      case 'start-cycle': {
        const { scenario } = started(state);
        const next = cycle + 1;
        const carried = cycle > 0 && scenario.carry === 'allocation';
        const endowments = carried ? state.allocation : scenario.agents.map(({ endowment }) => endowment);
        const round = openForward(endowments, null);
        const opening: MarketEvent =
          'refused' in round
            ? { kind: 'forward-refused', cycle: next, reason: round.refused }
            : {
                kind: 'forward-opened',
                cycle: next,
                priceAtZero: round.priceAtZero,
                interiorHoldings: round.interiorHoldings,
                rule: scenario.forward,
              };
        return [{ kind: 'cycle-started', cycle: next, endowments }, opening];
      }
      case 'clear-forward': {
        const { scenario } = started(state);
        const round = openForward(state.endowments, null);
        if ('refused' in round) throw new Error(`the forward market of cycle ${cycle} did not open: ${round.refused}`);
        const check = { low: 0, high: scenario.supply, what: 'a demand' };
        const answers = round.asksForDemands ? command.answers : state.endowments;
        const detail = round.asksForDemands ? command.detail : 'compact';
        const { values, events } = received({
          answers,
          instead: state.endowments,
          state,
          market: 'forward',
          check,
          detail,
        });
        const { charges } = round;
        return [
          ...events,
          { kind: 'forward-cleared', cycle, demands: values, ...cleared(round.clear(values), charges) },
        ];
      }
      case 'realize': {
        const { state: aggregate, types } = command;
        const { market, maxDemands } = spotOf(aggregate);
        const { worstOffTypes, expectedSurplus, operates } = openSpot(state.holdings, aggregate);
        const { mechanism } = market.profile;
        const opened: readonly MarketEvent[] = [
          ...(aggregate === null ? [] : [{ kind: 'state-realized', cycle, state: aggregate } as const]),
          { kind: 'types-realized', cycle, types },
          { kind: 'spot-opened', cycle, worstOffTypes, expectedSurplus, operates, mechanism },
        ];
        if (operates) return opened;
        const allocation = state.holdings;
        const reason = `the efficient spot market would run an expected deficit of ${-expectedSurplus}`;
        const welfare = welfareOf(types, allocation, maxDemands);
        return [...opened, { kind: 'spot-skipped', cycle, reason, allocation, welfare }];
      }
      case 'clear-spot': {
        const { scenario } = started(state);
        const { min, max } = (scenario.agents[0] as Scenario['agents'][number]).type;
        const check = { low: min, high: max, what: 'a report' };
        const { answers, detail } = command;
        const { values, events } = received({ answers, instead: state.types, state, market: 'spot', check, detail });
        const round = openSpot(state.holdings, state.aggregateState);
        return [...events, { kind: 'spot-cleared', cycle, reports: values, ...round.clear(values) }];
      }
      case 'close-cycle': {
        const { scenario } = started(state);
        const { types, allocation, forwardPayments, spotPayments, cash, operatorCash } = state;
        const { maxDemands } = spotOf(state.aggregateState);
        const payoffs = types.map(
          (type, i) =>
            type * Math.min(allocation[i] as number, maxDemands[i] as number) -
            (forwardPayments[i] as number) -
            (spotPayments[i] as number),
        );
        const welfare = welfareOf(types, allocation, maxDemands);
        const best = efficientAllocation(types, maxDemands, scenario.supply);
        const firstBest = welfareOf(types, best, maxDemands);
        return [{ kind: 'cycle-closed', cycle, payoffs, welfare, firstBest, cash, operatorCash }];
      }
      case 'complete-run':
        return [{ kind: 'run-completed', cycle, cycles: cycle, stateHash: hash(stateText(state)) }];
      default:
        return command satisfies never;
    }
  };
};

/** The markets of a cycle, each opened once on the same quantities. */
interface Openings {
  readonly openForward: (endowments: PerAgent, state: null) => ReturnType<CycleMarkets['forward']['open']>;
  readonly spotOf: CycleMarkets['spotIn'];
  readonly openSpot: (holdings: PerAgent, state: string | null) => SpotRound;
}

/** One set for all cycles that are alike, else one for the last cycle that was asked for. */
const openingsOf = (markets: Markets): ((cycle: number) => Openings) => {
  const { inCycle } = markets;
  let last = { cycle: 0, openings: openings(markets) };
  return (cycle) => {
    if (inCycle !== undefined && last.cycle !== cycle) last = { cycle, openings: openings(inCycle(cycle)) };
    return last.openings;
  };
};

const openings = (markets: CycleMarkets): Openings => {
  const spotIn = new Map<string | null, ReturnType<CycleMarkets['spotIn']>>();
  const spotOf: CycleMarkets['spotIn'] = (state) => {
    const known = spotIn.get(state) ?? markets.spotIn(state);
    spotIn.set(state, known);
    return known;
  };
  return {
    openForward: remembering(markets.forward.open),
    spotOf,
    openSpot: remembering((holdings, state) => spotOf(state).market.open(holdings)),
  };
};

/** The phase that each command needs. A replay rests on it: it takes no event in a place where no run could have put it. */
const NEEDED: { readonly [K in Command['kind']]: MarketState['phase'] } = {
  'start-run': 'new',
  'start-cycle': 'between cycles',
  'clear-forward': 'forward open',
  realize: 'forward closed',
  'clear-spot': 'spot open',
  'close-cycle': 'spot closed',
  'complete-run': 'between cycles',
};

const checkFit = (command: Command, { phase, agents }: MarketState): void => {
  const needed = NEEDED[command.kind];
  if (phase !== needed) throw new Error(`${command.kind} needs the phase '${needed}', got '${phase}'`);
  const given = 'answers' in command ? command.answers : 'types' in command ? command.types : agents;
  if (given.length !== agents.length) {
    throw new Error(`${command.kind} needs one number for each of the ${agents.length} agents, got ${given.length}`);
  }
};

const started = (state: MarketState): { readonly scenario: NonNullable<MarketState['scenario']> } => {
  if (state.scenario === null) throw new Error('the run has not started');
  return { scenario: state.scenario };
};

/** Remembers the last answer for the same array: the state hands arrays on by reference. */
const remembering = <T>(open: (quantities: PerAgent, state: string | null) => T): typeof open => {
  let last: { readonly quantities: PerAgent; readonly state: string | null; readonly opened: T } | undefined;
  return (quantities, state) => {
    if (last?.quantities !== quantities || last.state !== state)
      last = { quantities, state, opened: open(quantities, state) };
    return last.opened;
  };
};

const cleared = <T extends object>(outcome: T & { budget: number }, charges: PerAgent) => {
  const { budget, ...rest } = outcome;
  return { ...rest, charges, budget };
};

interface Received {
  readonly answers: readonly Answer[];
  readonly instead: PerAgent;
  readonly state: MarketState;
  readonly market: 'forward' | 'spot';
  readonly check: { readonly low: number; readonly high: number; readonly what: string };
  readonly detail: Detail;
}

/** Takes answers that can be used and replaces those that cannot, with an event that says so. */
const received = ({ answers, instead, state, market, check, detail }: Received) => {
  const { cycle, agents } = state;
  const events: MarketEvent[] = [];
  const values = new Array<number>(agents.length);
  for (let i = 0; i < agents.length; i++) {
    const agent = agents[i] as string;
    const answer = answers[i] as Answer;
    const reason = refusal(answer, check);
    // 0 + x: a zero without a sign, which JSON would lose.
    const value = 0 + (reason === null ? (answer as number) : (instead[i] as number));
    values[i] = value;
    if (reason !== null) {
      events.push({
        kind: 'answer-refused',
        cycle,
        agent,
        market,
        reason,
        instead: market === 'forward' ? 'endowment' : 'type',
      });
    } else if (detail === 'full') {
      events.push(
        market === 'forward'
          ? { kind: 'demand-submitted', cycle, agent, demand: value }
          : { kind: 'report-submitted', cycle, agent, report: value },
      );
    }
  }
  return { values, events };
};

const refusal = (answer: Answer, { low, high, what }: Received['check']): string | null => {
  if (typeof answer !== 'number') return answer.refused;
  if (answer >= low && answer <= high) return null;
  // What was answered is the agent's secret.
  return `expected ${what} between ${low} and ${high}${Number.isNaN(answer) ? ', got NaN' : ''}`;
};
