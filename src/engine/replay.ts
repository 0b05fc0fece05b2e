import type { PerAgent } from '../domain/economy.ts';
import type { EventOf, MarketEvent } from '../domain/events.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { Answer, Command, Markets } from './commands.ts';
import { createDecide, type Decide } from './decide.ts';
import { type Difference, firstDifference } from './difference.ts';
import { evolve } from './evolve.ts';
import { initialState, type MarketState, stateText } from './state.ts';

/** What a replay found. */
export interface Replay {
  readonly events: number;
  readonly identical: boolean;
  readonly stateHash: string;
  readonly firstDifference: Difference | null;
}

/** Who measures cycles for the log: it sees every event and answers for the cycle that closed last. */
interface CycleObserver {
  readonly take: (event: MarketEvent) => void;
  readonly measured: () => EventOf<'cycle-measured'>;
}

interface ReplayQuestion {
  readonly events: Iterable<MarketEvent> | AsyncIterable<MarketEvent>;
  /** The markets of the scenario that the log opens with, and of what its forks have made of it. */
  readonly marketsFor: (run: { readonly scenario: Scenario }) => Markets;
  /** Computes measures again, where the log has them; costs nothing where it has none. Without it a measured log differs. */
  readonly observerFor?: (started: EventOf<'run-started'>) => CycleObserver;
  readonly hash: (text: string) => string;
}

/**
 * Rebuilds the economy from its log alone. Agents are not called and nothing is drawn: answers, types and states are the log's;
 * every outcome of a market is computed again and compared bit for bit. Stops at the first difference. Memory: one cycle.
 */
export const replay = async ({ events, marketsFor, observerFor, hash }: ReplayQuestion): Promise<Replay> => {
  let state: MarketState = initialState;
  const decide = createDecide((scenario) => marketsFor({ scenario }), hash);
  let observer: CycleObserver | undefined;
  let justClosed = false;
  let count = 0;
  let stateHash = '';
  let group: MarketEvent[] = [];
  const found = (firstDifference: Difference | null): Replay => ({
    events: count,
    identical: firstDifference === null,
    stateHash,
    firstDifference,
  });
  for await (const event of events) {
    count += 1;
    if (event.kind === 'run-started') observer = observerFor?.(event);
    if (event.kind === 'cycle-measured') {
      const recomputed = justClosed && observer !== undefined ? [observer.measured()] : [];
      const difference = firstDifference([event], recomputed, count - 1);
      if (difference !== null) return found(difference);
      justClosed = false;
      continue;
    }
    observer?.take(event);
    justClosed = event.kind === 'cycle-closed';
    group.push(event);
    if (!closesGroup(event)) continue;
    const difference = compare(decide, group, state, count - group.length);
    if (difference !== null) return found(difference);
    state = group.reduce(evolve, state);
    if (event.kind === 'run-completed') stateHash = event.stateHash;
    group = [];
  }
  // A log that stops early has a state too.
  if (stateHash === '' && state.phase !== 'new') stateHash = hash(stateText(state));
  return found(null);
};

const compare = (decide: Decide, group: readonly MarketEvent[], state: MarketState, seq: number): Difference | null => {
  try {
    return firstDifference(group, recomputed(decide, group, state), seq);
  } catch (error) {
    // Events that no run can bring about in this order.
    const reason = error instanceof Error ? error.message : String(error);
    return { seq, field: 'kind', logged: group[0]?.kind, recomputed: reason };
  }
};

/** What the command behind a group brings about, forked where the group is. */
const recomputed = (decide: Decide, group: readonly MarketEvent[], state: MarketState): readonly MarketEvent[] => {
  const command = commandBehind(group, state);
  const all: MarketEvent[] = [];
  const said: MarketEvent[] = [];
  let forked = state;
  let events = decide(command, forked);
  for (const event of group) {
    if (event.kind === 'run-forked') {
      const { parent, edits } = event;
      all.push(...decide({ kind: 'fork', parent, edits }, forked));
      forked = evolve(forked, event);
      events = [...said, ...decide(command, forked, said)];
    } else {
      const next = events[said.length];
      if (next === undefined) break;
      all.push(next);
      said.push(next);
    }
  }
  return [...all, ...events.slice(said.length)];
};

/** Whether an event is the last of those that one command brought about. `spot-opened` is, unless `spot-skipped` must follow. */
const closesGroup = (event: MarketEvent): boolean => {
  switch (event.kind) {
    case 'spot-opened':
      return event.operates;
    case 'cycle-started':
    case 'demand-submitted':
    case 'report-submitted':
    case 'answer-refused':
    case 'state-realized':
    case 'types-realized':
    case 'run-forked':
      return false;
    default:
      return true;
  }
};

/** The command whose events a group claims to be, with the answers and draws that the log has. */
const commandBehind = (group: readonly MarketEvent[], state: MarketState): Command => {
  const last = group.at(-1) as MarketEvent;
  switch (last.kind) {
    case 'run-started':
      return { kind: 'start-run', scenario: last.scenario, seed: last.seed, version: last.version };
    case 'forward-opened':
    case 'forward-refused':
      return { kind: 'start-cycle' };
    case 'forward-cleared':
      return { kind: 'clear-forward', ...answersIn(group, last.demands, state) };
    case 'spot-opened':
    case 'spot-skipped': {
      const drawn = group.find((event) => event.kind === 'state-realized');
      const types = group.find((event) => event.kind === 'types-realized')?.types ?? [];
      return { kind: 'realize', state: drawn?.state ?? null, types };
    }
    case 'spot-cleared':
      return { kind: 'clear-spot', ...answersIn(group, last.reports, state) };
    case 'cycle-closed':
      return { kind: 'close-cycle' };
    case 'run-completed':
      return { kind: 'complete-run' };
    default:
      throw new Error(`no command ends on ${last.kind}`);
  }
};

const answersIn = (group: readonly MarketEvent[], cleared: PerAgent, { agents }: MarketState) => {
  const given = new Map<string, Answer>();
  let full = false;
  for (const event of group) {
    if (event.kind === 'answer-refused') given.set(event.agent, { refused: event.reason });
    if (event.kind === 'demand-submitted') given.set(event.agent, event.demand);
    if (event.kind === 'report-submitted') given.set(event.agent, event.report);
    full ||= event.kind === 'demand-submitted' || event.kind === 'report-submitted';
  }
  const answers = agents.map((id, i): Answer => given.get(id) ?? (cleared[i] as number));
  return { answers, detail: full ? ('full' as const) : ('compact' as const) };
};
