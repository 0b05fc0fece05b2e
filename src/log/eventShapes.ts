import type { EventKind, EventOf } from '../domain/events.ts';
import type { Scenario, ScenarioAgent } from '../domain/scenario.ts';
import { editsShape } from './editsShape.ts';
import * as is from './shapes.ts';

type Payload<K extends EventKind> = Exclude<keyof EventOf<K>, 'kind' | 'cycle'>;
type Shapes<Field extends PropertyKey> = { readonly [F in Field]: is.Shape };

/** A scenario; `secret` makes the shapes of a seed and of strategies into those of what a line holds in their places. */
export function scenarioShape(secret: (shape: is.Shape) => is.Shape): is.Shape {
  const strategy = secret(is.record({ strategy: is.text }));
  const agent: Shapes<Exclude<keyof ScenarioAgent, 'group'>> = {
    id: is.text,
    maxDemand: is.number,
    endowment: is.number,
    type: is.record({ family: is.text, min: is.number, max: is.number }),
    forward: strategy,
    spot: strategy,
  };
  const scenario: Shapes<keyof Scenario> = {
    name: is.text,
    about: is.text,
    seed: secret(is.text),
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
  return is.record(scenario);
}

/**
 * The payload of every kind: its fields in the order in which a line holds them, and what each must look like.
 * The order is part of the format; a field that the domain gains must be given a shape here before this compiles.
 */
export const EVENT_SHAPES: { readonly [K in EventKind]: Shapes<Payload<K>> } = {
  'run-started': { scenario: scenarioShape((shape) => shape), seed: is.text, agents: is.ids, version: is.text },
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
  'run-forked': { parent: is.digest, edits: editsShape((shape) => shape) },
  'run-completed': { cycles: is.count, stateHash: is.text },
};

/** How sentences for users name an event. */
export function nameOf(seq: number, event: { readonly kind: string; readonly cycle: number }): string {
  return `event ${seq} (${event.kind}, cycle ${event.cycle})`;
}
