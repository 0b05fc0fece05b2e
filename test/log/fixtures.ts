import type { EventOf, MarketEvent } from '../../src/domain/events.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { createEncoder } from '../../src/log/createEncoder.ts';
import { createVerifier, type LogFault, type WholePart } from '../../src/log/createVerifier.ts';
import { linesOf } from '../../src/log/logLine.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { redactLine } from '../../src/log/redactLine.ts';

const uniform = { family: 'uniform', min: 0, max: 1 } as const;

/** Three agents, and a name that is not ASCII. */
export function scenarioOf(agents: readonly string[], seed: string): Scenario {
  return {
    name: 'figure-1',
    about: 'Drei Händler, „alles“ bei a1 💶',
    seed,
    units: { quantity: 'permits', money: 'EUR' },
    supply: 1,
    agents: agents.map((id) => ({
      id,
      maxDemand: 1 / 3 + 0.1,
      endowment: 1 / agents.length,
      type: uniform,
      forward: { strategy: 'shade', factor: 0.9 },
      spot: { strategy: 'truthful' },
    })),
    forward: { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'none' },
    spot: { mechanism: 'vcg', resale: false },
    states: null,
    cycles: 1,
    carry: 'allocation',
    discount: 0.95,
  };
}

export function startOf(agents: readonly string[], seed = 'figure-1'): EventOf<'run-started'> {
  return { kind: 'run-started', cycle: 0, scenario: scenarioOf(agents, seed), seed, agents, version: '0.1.0' };
}

export const AGENTS = ['a1', 'a2', 'a3'] as const;

/** Twelve events, one cycle, complete; truthful reports. */
export const RUN: readonly MarketEvent[] = [
  startOf(AGENTS),
  { kind: 'cycle-started', cycle: 1, endowments: [1, 0, 0] },
  {
    kind: 'forward-opened',
    cycle: 1,
    priceAtZero: 0.4641016151377546,
    interiorHoldings: [0.3, 0.3, 0.4],
    rule: { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'none' },
  },
  { kind: 'demand-submitted', cycle: 1, agent: 'a2', demand: 0.3 },
  {
    kind: 'forward-cleared',
    cycle: 1,
    demands: [0.3, 0.3, 0.4],
    holdings: [0.3, 0.3, 0.4],
    payments: [-0.325, 0.14, 0.185],
    charges: [0, 0, 0],
    budget: 5.551115123125783e-17,
  },
  { kind: 'state-realized', cycle: 1, state: 'tight' },
  { kind: 'types-realized', cycle: 1, types: [0.25, 0.7218427, 1e-7] },
  {
    kind: 'spot-opened',
    cycle: 1,
    worstOffTypes: [0.46, 0.46, 0.5],
    expectedSurplus: 0.07,
    operates: true,
    mechanism: 'vcg',
  },
  { kind: 'report-submitted', cycle: 1, agent: 'a2', report: 0.7218427 },
  {
    kind: 'spot-cleared',
    cycle: 1,
    reports: [0.25, 0.7218427, 1e-7],
    allocation: [0.5, 0.5, 0],
    payments: [0.01, 0.02, -0.03],
    surplus: 0,
    welfare: 0.48592135,
  },
  {
    kind: 'cycle-closed',
    cycle: 1,
    payoffs: [0.44, 0.2, -0.155],
    welfare: 0.48592135,
    firstBest: 0.48592135,
    cash: [0.315, -0.16, -0.155],
    operatorCash: 0,
  },
  { kind: 'run-completed', cycle: 1, cycles: 1, stateHash: 'c0ffee'.repeat(10).padEnd(64, '0') },
];

/** The kinds that RUN has not. */
export const OTHER_EVENTS: readonly MarketEvent[] = [
  { kind: 'forward-refused', cycle: 1, reason: 'the hull of "a1" is flat' },
  {
    kind: 'answer-refused',
    cycle: 1,
    agent: 'a3',
    market: 'spot',
    reason: 'no number',
    instead: 'type',
  },
  { kind: 'spot-skipped', cycle: 1, reason: 'deficit expected', allocation: [1, 0, 0], welfare: 0.25 },
  {
    kind: 'cycle-measured',
    cycle: 1,
    efficiency: 0.9,
    distanceToInterior: 0.25,
    gini: 0.5,
    forwardAccount: -0.125,
    spotAccount: 0.07,
    forwardRegretExAnte: [0, 0.01, 1e-7],
    forwardRegretInterim: [0, 0.01, 1e-7],
    forwardRegretRealized: [0.1, 0, 0],
    spotRegretInterim: [0, 0, 0.02],
    spotRegretRealized: [0, 0, 0.03],
  },
  {
    kind: 'run-forked',
    cycle: 1,
    parent: 'fade'.repeat(16),
    edits: [
      { path: 'demands.a1', value: 0.5 },
      { path: 'types.a2', value: 0.7218427 },
      { path: 'reports.a3', value: 0.125 },
      { path: 'endowments', value: [0, 0.5, 0.5] },
      { path: 'state', value: 'tight' },
      { path: 'forward', value: { rule: 'none' } },
      { path: 'spot', value: { mechanism: 'vcg', resale: false } },
      { path: 'agents.a1.forward', value: { strategy: 'shade', factor: 0.5 } },
      { path: 'agents.a2.spot', value: { strategy: 'truthful' } },
      { path: 'cycles', value: 3 },
      { path: 'discount', value: 1 },
      { path: 'carry', value: 'reset' },
    ],
  },
];

/** One line an event, each with its `\n`. */
export function linesFor(events: readonly MarketEvent[]): readonly string[] {
  const encoder = createEncoder({ sha256: nodeSha256 });
  return events.map((event) => encoder.encode(event).line);
}

export const LINES = linesFor(RUN);

/** The lines of a log redacted for these agents, by index. */
export function redactedLines(lines: readonly string[], audience: readonly number[]): readonly string[] {
  const verifier = createVerifier({ sha256: nodeSha256 });
  return [...linesOf(lines.join(''))].map((line) => {
    const step = verifier.take(line);
    if (!step.holds) throw new Error(step.reason);
    return redactLine(step.line, new Set(audience)).line;
  });
}

/** What verifyLines says, at once. */
export function verdictOn(text: string): LogFault | (WholePart & { readonly holds: true }) {
  const verifier = createVerifier({ sha256: nodeSha256 });
  for (const line of linesOf(text)) {
    const step = verifier.take(line);
    if (!step.holds) return step;
  }
  return { holds: true, ...verifier.whole() };
}

export function reasonFor(text: string): string {
  const verdict = verdictOn(text);
  return verdict.holds ? 'holds' : verdict.reason;
}
