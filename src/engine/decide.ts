import type { PerAgent } from '../domain/economy.ts';
import type { MarketEvent } from '../domain/events.ts';
import type { SpotRound } from '../domain/markets.ts';
import type { Scenario } from '../domain/scenario.ts';
import { efficientAllocation, welfareOf } from '../theory/allocation.ts';
import type { Command, MarketsFor } from './commands.ts';
import { firstDifference } from './difference.ts';
import { editAt, editedEach } from './edits.ts';
import { openingsByScenario } from './openings.ts';
import { received } from './received.ts';
import { type MarketState, stateText } from './state.ts';

/** `said`: events of the same command that stand already, after which it was forked; the answer is what follows them. */
export type Decide = (command: Command, state: MarketState, said?: readonly MarketEvent[]) => readonly MarketEvent[];

/**
 * What happens when a command meets a state: the events, and nothing else. All computing of markets is here; `hash` (SHA-256,
 * hex) signs the final state. A command that does not fit the state is a bug of the caller and throws. Where a fork has said
 * what is demanded, drawn or reported, that stands in place of the command's own answers and draws.
 */
export const createDecide = (marketsFor: MarketsFor, hash: (text: string) => string): Decide => {
  const openingsIn = openingsByScenario(marketsFor);

  const decide = (command: Command, state: MarketState, said: readonly MarketEvent[]): readonly MarketEvent[] => {
    const { cycle, edits, agents, openedWith } = state;
    switch (command.kind) {
      case 'start-run': {
        const { scenario, seed, version } = command;
        return [
          { kind: 'run-started', cycle: 0, scenario, seed, agents: scenario.agents.map(({ id }) => id), version },
        ];
      }
      case 'fork': {
        const { parent } = command;
        return [{ kind: 'run-forked', cycle: editedCycle(state), parent, edits: command.edits }];
      }
      case 'start-cycle': {
        const scenario = started(state.scenario);
        const next = cycle + 1;
        const carried = cycle > 0 && scenario.carry === 'allocation';
        const begun = said.find((event) => event.kind === 'cycle-started');
        const endowments =
          begun?.endowments ??
          (editAt(edits, 'endowments') as PerAgent | undefined) ??
          (carried ? state.allocation : scenario.agents.map(({ endowment }) => endowment));
        const round = openingsIn(scenario, next).openForward(endowments, null);
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
        const scenario = started(openedWith.forward);
        const round = openingsIn(scenario, cycle).openForward(state.endowments, null);
        if ('refused' in round) throw new Error(`the forward market of cycle ${cycle} did not open: ${round.refused}`);
        const check = { low: 0, high: scenario.supply, what: 'a demand' };
        const given = editedEach(command.answers, { edits, kind: 'demand', agents });
        const answers = round.asksForDemands ? given : state.endowments;
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
        const aggregate = (editAt(edits, 'state') as string | undefined) ?? command.state;
        const types = editedEach(command.types, { edits, kind: 'type', agents });
        const { spotOf, openSpot } = openingsIn(started(state.scenario), cycle);
        const { market, maxDemands } = spotOf(aggregate);
        const opened = said.find((event) => event.kind === 'spot-opened') ?? {
          kind: 'spot-opened',
          cycle,
          ...openedSpot(openSpot(state.holdings, aggregate)),
          mechanism: market.profile.mechanism,
        };
        const { expectedSurplus, operates } = opened;
        const events: readonly MarketEvent[] = [
          ...(aggregate === null ? [] : [{ kind: 'state-realized', cycle, state: aggregate } as const]),
          { kind: 'types-realized', cycle, types },
          opened,
        ];
        if (operates) return events;
        const allocation = state.holdings;
        const reason = `the efficient spot market would run an expected deficit of ${-expectedSurplus}`;
        const welfare = welfareOf(types, allocation, maxDemands);
        return [...events, { kind: 'spot-skipped', cycle, reason, allocation, welfare }];
      }
      case 'clear-spot': {
        const scenario = started(openedWith.spot);
        const { min, max } = (scenario.agents[0] as Scenario['agents'][number]).type;
        const check = { low: min, high: max, what: 'a report' };
        const answers = editedEach(command.answers, { edits, kind: 'report', agents });
        const { detail } = command;
        const { values, events } = received({ answers, instead: state.types, state, market: 'spot', check, detail });
        const round = openingsIn(scenario, cycle).openSpot(state.holdings, state.aggregateState);
        return [...events, { kind: 'spot-cleared', cycle, reports: values, ...round.clear(values) }];
      }
      case 'close-cycle': {
        const scenario = started(openedWith.spot);
        const { types, allocation, forwardPayments, spotPayments, cash, operatorCash } = state;
        const { maxDemands } = openingsIn(scenario, cycle).spotOf(state.aggregateState);
        const payoffs = new Array<number>(types.length);
        for (let i = 0; i < types.length; i++) {
          const consumed = Math.min(allocation[i] as number, maxDemands[i] as number);
          const value = (types[i] as number) * consumed;
          payoffs[i] = value - (forwardPayments[i] as number) - (spotPayments[i] as number);
        }
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

  return (command, state, said = []) => {
    checkFit(command, state);
    const events = decide(command, state, said);
    const late = firstDifference(said, events.slice(0, said.length), 0);
    if (late !== null)
      throw new Error(`a fork came too late: ${said[late.seq]?.kind} had another ${late.field} before`);
    return events.slice(said.length);
  };
};

/** The cycle that edits are about: the one that is going on, or else the next. */
const editedCycle = ({ phase, cycle }: MarketState): number => (phase === 'between cycles' ? cycle + 1 : cycle);

const openedSpot = ({ worstOffTypes, expectedSurplus, operates }: SpotRound) => ({
  worstOffTypes,
  expectedSurplus,
  operates,
});

/** The phase that each command needs. A replay rests on it: it takes no event in a place where no run could have put it. */
const NEEDED: { readonly [K in Exclude<Command['kind'], 'fork'>]: MarketState['phase'] } = {
  'start-run': 'new',
  'start-cycle': 'between cycles',
  'clear-forward': 'forward open',
  realize: 'forward closed',
  'clear-spot': 'spot open',
  'close-cycle': 'spot closed',
  'complete-run': 'between cycles',
};

const checkFit = (command: Command, { phase, agents }: MarketState): void => {
  if (command.kind === 'fork') {
    if (phase === 'new' || phase === 'completed')
      throw new Error(`a fork needs a run that is going on, got '${phase}'`);
    return;
  }
  const needed = NEEDED[command.kind];
  if (phase !== needed) throw new Error(`${command.kind} needs the phase '${needed}', got '${phase}'`);
  const given = 'answers' in command ? command.answers : 'types' in command ? command.types : agents;
  if (given.length !== agents.length) {
    throw new Error(`${command.kind} needs one number for each of the ${agents.length} agents, got ${given.length}`);
  }
};

const started = (scenario: Scenario | null): Scenario => {
  if (scenario === null) throw new Error('the run has not started');
  return scenario;
};

const cleared = <T extends object>(outcome: T & { budget: number }, charges: PerAgent) => {
  const { budget, ...rest } = outcome;
  return { ...rest, charges, budget };
};
