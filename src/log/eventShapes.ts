import type { EventKind, EventOf, MarketEvent } from '../domain/events.ts';
import type { Scenario, ScenarioAgent } from '../domain/scenario.ts';
import * as is from './shapes.ts';

type Payload<K extends EventKind> = Exclude<keyof EventOf<K>, 'kind' | 'cycle'>;
type Shapes<Field extends PropertyKey> = { readonly [F in Field]: is.Shape };

const agent: Shapes<Exclude<keyof ScenarioAgent, 'group'>> = {
  id: is.text,
  maxDemand: is.number,
  endowment: is.number,
  type: is.record({ family: is.text, min: is.number, max: is.number }),
  forward: is.record({ strategy: is.text }),
  spot: is.record({ strategy: is.text }),
};

const scenario: Shapes<keyof Scenario> = {
  name: is.text,
  about: is.text,
  seed: is.text,
  units: is.record({ quantity: is.text, money: is.text }),
  supply: is.number,
  agents: is.listOf(is.record(agent)),
  forward: is.record({ rule: is.text }),
  spot: is.record({ mechanism: is.text }),
  states: is.orNull(is.record({ anticipated: is.flag, outcomes: is.listOf(is.record({ id: is.text })) })),
  cycles: is.count,
  carry: is.oneOf('allocation', 'reset'),
  discount: is.number,
};

/**
 * The payload of every kind: its fields in the order in which a line holds them, and what each must look like.
 * The order is part of the format; a field that the domain gains must be given a shape here before this compiles.
 */
export const EVENT_SHAPES: { readonly [K in EventKind]: Shapes<Payload<K>> } = {
  'run-started': { scenario: is.record(scenario), seed: is.text, agents: is.ids, version: is.text },
  'cycle-started': { endowments: is.perAgent },
  'forward-opened': {
    priceAtZero: is.number,
    interiorHoldings: is.perAgent,
    rule: is.record({ rule: is.text }),
  },
  'forward-refused': { reason: is.text },
  'demand-submitted': { agent: is.agentId, demand: is.number },
  'report-submitted': { agent: is.agentId, report: is.number },
  'answer-refused': {
    agent: is.agentId,
    market: is.oneOf('forward', 'spot'),
    reason: is.text,
    instead: is.oneOf('endowment', 'type'),
  },
  'forward-cleared': {
    demands: is.perAgent,
    holdings: is.perAgent,
    payments: is.perAgent,
    charges: is.perAgent,
    budget: is.number,
  },
  'state-realized': { state: is.text },
  'types-realized': { types: is.perAgent },
  'spot-opened': {
    worstOffTypes: is.perAgent,
    expectedSurplus: is.number,
    operates: is.flag,
    mechanism: is.text,
  },
  'spot-cleared': {
    reports: is.perAgent,
    allocation: is.perAgent,
    payments: is.perAgent,
    surplus: is.number,
    welfare: is.number,
  },
  'spot-skipped': { reason: is.text, allocation: is.perAgent, welfare: is.number },
  'cycle-closed': {
    payoffs: is.perAgent,
    welfare: is.number,
    firstBest: is.number,
    cash: is.perAgent,
    operatorCash: is.number,
  },
  'cycle-measured': {
    efficiency: is.number,
    distanceToInterior: is.number,
    gini: is.number,
    forwardAccount: is.number,
    spotAccount: is.number,
    forwardRegretExAnte: is.perAgent,
    forwardRegretInterim: is.perAgent,
    forwardRegretRealized: is.perAgent,
    spotRegretInterim: is.perAgent,
    spotRegretRealized: is.perAgent,
  },
  'run-completed': { cycles: is.count, stateHash: is.text },
};

const FIELDS = new Map<string, readonly (readonly [string, is.Shape])[]>(
  Object.entries(EVENT_SHAPES).map(([kind, shapes]) => [kind, Object.entries(shapes)]),
);

/**
 * Why `event` is none of the events above, or null: the field and its fault, `payments[3]: expected a finite number, got NaN`.
 * `roster` is ignored for run-started, which defines it. Linear in the event's numbers.
 */
export function eventFault(event: Readonly<Record<string, unknown>>, roster: is.Roster): string | null {
  const { kind, cycle } = event;
  const fields = FIELDS.get(String(kind));
  if (fields === undefined) return `kind: ${is.shown(kind)} is unknown`;
  const wrongCycle = is.count(cycle, roster);
  if (wrongCycle !== null) return `cycle${wrongCycle}`;
  for (const [name, shape] of fields) {
    const wrong = shape(event[name], roster);
    if (wrong !== null) return `${name}${wrong}`;
  }
  const keys = Object.keys(event);
  if (keys.length !== fields.length + 2) {
    const extra = keys.find((key) => key !== 'kind' && key !== 'cycle' && !fields.some(([name]) => name === key));
    return `${is.shown(extra)}: this program knows no such field`;
  }
  return kind === 'run-started' ? startFault(event as EventOf<'run-started'>) : null;
}

export function isEventKind(kind: unknown): kind is EventKind {
  return typeof kind === 'string' && FIELDS.has(kind);
}

/** How sentences for users name an event. */
export function nameOf(seq: number, event: Pick<MarketEvent, 'kind' | 'cycle'>): string {
  return `event ${seq} (${event.kind}, cycle ${event.cycle})`;
}

function startFault(event: EventOf<'run-started'>): string | null {
  if (event.cycle !== 0) return `cycle: expected 0, got ${String(event.cycle)}`;
  const same =
    event.scenario.agents.length === event.agents.length &&
    event.scenario.agents.every(({ id }, i) => id === event.agents[i]);
  return same ? null : 'agents: expected the ids of the scenario’s agents, in their order';
}
