import { describe, expect, test } from 'vitest';
import type { EventKind, MarketEvent } from '../../src/domain/events.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { replay } from '../../src/engine/replay.ts';
import { rerun } from '../../src/engine/rerun.ts';
import { runEvents } from '../../src/engine/run.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { nextUp } from '../support/exactMoney.ts';
import { agent, assemble, eventsOf, play, scenario, setupOf } from '../support/setups.ts';

const replayed = (events: readonly MarketEvent[], hash = nodeSha256) =>
  replay({ events, marketsFor: ({ scenario: logged }) => assemble(logged).markets, hash });

/** Everything that a log can have: states, refusals of answers, a skipped spot market, money both ways, agents that gamble. */
const busy: Scenario = scenario({
  agents: [
    agent('a1', { maxDemand: 1 / 2, endowment: 1, forward: { strategy: 'random' } }),
    agent('a2', { maxDemand: 3 / 4, spot: { strategy: 'shade', factor: 0.9 } }),
    agent('a3', { maxDemand: 3 / 4, forward: { strategy: 'fixed', demand: 2 } }),
  ],
  forward: { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'linear' },
  states: {
    anticipated: true,
    outcomes: [
      { id: 'tight', probability: 0.5, demandScale: 1.2 },
      { id: 'slack', probability: 0.5, demandScale: 0.9 },
    ],
  },
  cycles: 6,
});
const log = play(busy);

const refusing: Scenario = scenario({
  agents: [
    agent('a1', { endowment: 1, type: { family: 'power', exponent: 4, min: 1, max: 2 } }),
    agent('a2', { type: { family: 'uniform', min: 1, max: 2 } }),
  ],
  forward: { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'participation' },
});

describe('a replay', () => {
  test('of what a run logged is identical, and reaches its hash', async () => {
    const { stateHash } = eventsOf(log, 'run-completed')[0] as { stateHash: string };
    expect(await replayed(log)).toEqual({ events: log.length, identical: true, stateHash, firstDifference: null });
    for (const kind of ['spot-cleared', 'spot-skipped', 'answer-refused', 'state-realized'] as const) {
      expect(eventsOf(log, kind).length, kind).toBeGreaterThan(0);
    }
  });

  test.each<readonly [string, readonly MarketEvent[]]>([
    ['a compact log', play(busy, { detail: 'compact' })],
    ['a log of a forward market that refused', play(refusing)],
    ['a log without a forward market', play({ ...busy, forward: { rule: 'none' } })],
    ['a log of agv', play({ ...busy, spot: { mechanism: 'agv', claimant: 'a2', resale: false } })],
    ['a log that was read from text', JSON.parse(JSON.stringify(log)) as readonly MarketEvent[]],
  ])('of %s is identical', async (_what, events) => {
    expect(await replayed(events)).toMatchObject({ events: events.length, identical: true, firstDifference: null });
  });

  test('of a log that stops early is identical as far as it goes, wherever it stops', async () => {
    for (let length = 1; length <= log.length; length++) {
      expect(await replayed(log.slice(0, length))).toMatchObject({ events: length, identical: true });
    }
  });

  test('calls no agent and draws nothing: all that is hashed is the final state', async () => {
    const fail = (): never => {
      throw new Error('nobody is to be asked');
    };
    const { scenario: given, markets } = setupOf(busy, {
      forwardAgents: busy.agents.map(() => ({ demand: fail })),
      spotAgents: busy.agents.map(() => ({ report: fail })),
    });
    const hashed: string[] = [];
    const hash = (text: string): string => {
      hashed.push(text);
      return nodeSha256(text);
    };
    expect(given).toBe(busy);
    expect(await replay({ events: log, marketsFor: () => markets, hash })).toMatchObject({ identical: true });
    expect(hashed).toHaveLength(1);
    expect(hashed[0]).toMatch(/^\[\["agents",\["a1","a2","a3"\]\]/);
  });
});

/** Every number in a value with the path that a difference would name, and a copy of the value with that number one ulp on. */
function* nudged<T>(value: T, path = ''): Generator<{ readonly path: string; readonly changed: T }> {
  if (typeof value === 'number') yield { path, changed: nextUp(value) as T };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const here = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    for (const { path: found, changed } of nudged(inner, here)) {
      const copy: unknown = Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed };
      yield { path: found, changed: copy as T };
    }
  }
}

const OUTCOMES: readonly EventKind[] = [
  'cycle-started',
  'forward-opened',
  'forward-cleared',
  'spot-opened',
  'spot-cleared',
  'spot-skipped',
  'cycle-closed',
  'run-completed',
];

describe('a log that was changed', () => {
  test('by one unit in the last place of any number of any outcome is found out, event and field named', async () => {
    const short = play({ ...busy, cycles: 3 });
    const tried = new Map<string, number>();
    for (const [seq, event] of short.entries()) {
      if (!OUTCOMES.includes(event.kind)) continue;
      for (const { path, changed } of nudged(event)) {
        const { identical, firstDifference } = await replayed(short.with(seq, changed));
        expect(
          { identical, seq: firstDifference?.seq, field: firstDifference?.field },
          `${event.kind} ${path}`,
        ).toEqual({ identical: false, seq, field: path });
        tried.set(event.kind, (tried.get(event.kind) ?? 0) + 1);
      }
    }
    expect([...tried.keys()].sort()).toEqual([...OUTCOMES].sort());
    expect([...tried.values()].reduce((sum, count) => sum + count)).toBeGreaterThan(100);
  });

  test('in a demand or a report is found out where the market clears', async () => {
    for (const [kind, field, clearing] of [
      ['demand-submitted', 'demand', 'forward-cleared'],
      ['report-submitted', 'report', 'spot-cleared'],
    ] as const) {
      const seq = log.findIndex((event) => event.kind === kind);
      const event = log[seq] as MarketEvent & Record<string, unknown>;
      const found = await replayed(log.with(seq, { ...event, [field]: (event[field] as number) / 2 }));
      expect(found.firstDifference?.seq).toBe(log.findIndex((each, j) => j > seq && each.kind === clearing));
      const self = (eventsOf(log, 'run-started')[0]?.agents ?? []).indexOf(event['agent'] as string);
      expect(found.firstDifference?.field).toBe(`${field}s[${self}]`);
    }
  });

  test('in the type of an agent that was served is found out', async () => {
    const seq = log.findIndex((event) => event.kind === 'types-realized');
    const { allocation } = log.find(
      (event, j) => j > seq && (event.kind === 'spot-cleared' || event.kind === 'spot-skipped'),
    ) as { allocation: readonly number[] };
    const served = allocation.findIndex((quantity) => quantity > 0);
    const event = log[seq] as Extract<MarketEvent, { kind: 'types-realized' }>;
    const types = event.types.with(served, (event.types[served] as number) / 2);
    const { identical, firstDifference } = await replayed(log.with(seq, { ...event, types }));
    expect(identical).toBe(false);
    expect(['payoffs', 'welfare', 'firstBest']).toContain(firstDifference?.field.split('[')[0]);
  });

  test('in its state is found out, even where the state does not exist', async () => {
    const seq = log.findIndex((event) => event.kind === 'state-realized');
    const event = log[seq] as Extract<MarketEvent, { kind: 'state-realized' }>;
    const other = event.state === 'tight' ? 'slack' : 'tight';
    expect((await replayed(log.with(seq, { ...event, state: other }))).identical).toBe(false);
    const made = await replayed(log.with(seq, { ...event, state: 'made up' }));
    expect(made.firstDifference).toMatchObject({ field: 'kind', recomputed: 'the scenario has no state made up' });
  });

  test('by leaving any event out is found out, but for the last one', async () => {
    const short = play({ ...busy, cycles: 3 });
    for (let seq = 0; seq < short.length - 1; seq++) {
      const found = await replayed(short.toSpliced(seq, 1));
      // A state that is left out leaves a world without states behind, whose figures differ.
      expect(found.identical, `without event ${seq}, ${short[seq]?.kind}`).toBe(false);
    }
  });

  test('by telling any event twice is found out', async () => {
    const short = play({ ...busy, cycles: 3 });
    for (const [seq, event] of short.entries()) {
      const { identical } = await replayed(short.toSpliced(seq, 0, event));
      expect(identical, `event ${seq}, ${event.kind}, twice`).toBe(false);
    }
  });

  test('by paying a market out twice is told why it cannot be', async () => {
    const seq = log.findIndex(({ kind }) => kind === 'forward-cleared');
    const { firstDifference } = await replayed(log.toSpliced(seq + 1, 0, log[seq] as MarketEvent));
    expect(firstDifference).toEqual({
      seq: seq + 1,
      field: 'kind',
      logged: 'forward-cleared',
      recomputed: "clear-forward needs the phase 'forward open', got 'forward closed'",
    });
  });

  test('and begins in the middle is found out at once', async () => {
    const found = await replayed(log.slice(1));
    expect(found.firstDifference).toMatchObject({ seq: 0, field: 'kind' });
  });
});

async function* slowly(events: readonly MarketEvent[]): AsyncGenerator<MarketEvent> {
  for (const event of events) yield await Promise.resolve(event);
}

describe('a rerun', () => {
  test('calls the agents again and reaches the same hash', async () => {
    const { stateHash } = eventsOf(log, 'run-completed')[0] as { stateHash: string };
    const again = await rerun({ logged: slowly(log), fresh: runEvents(setupOf(busy)) });
    expect(again).toEqual({ events: log.length, identical: true, stateHash, firstDifference: null });
  });

  test('of a log that stops early is compared as far as it goes', async () => {
    const again = await rerun({ logged: slowly(log.slice(0, 10)), fresh: runEvents(setupOf(busy)) });
    expect(again).toEqual({ events: 10, identical: true, stateHash: '', firstDifference: null });
  });

  test('finds the seed that is another', async () => {
    const again = await rerun({ logged: slowly(log), fresh: runEvents(setupOf(busy, { seed: 'another' })) });
    expect(again).toMatchObject({
      identical: false,
      firstDifference: { seq: 0, field: 'seed', logged: 'partners', recomputed: 'another' },
    });
  });

  test('finds the agent that answers otherwise', async () => {
    const honest = setupOf(busy);
    const forwardAgents = honest.forwardAgents.with(1, { demand: () => 1 / 64 });
    const again = await rerun({ logged: slowly(log), fresh: runEvents({ ...honest, forwardAgents }) });
    const seq = log.findIndex((event) => event.kind === 'demand-submitted' && event.agent === 'a2');
    expect(again.firstDifference).toMatchObject({ seq, field: 'demand', recomputed: 1 / 64 });
  });

  test('finds the type that a replay must believe: one of an agent that got nothing', async () => {
    const cleared = log.findIndex((event) => event.kind === 'spot-cleared' && event.allocation.includes(0));
    const seq = log.findLastIndex((event, j) => j < cleared && event.kind === 'types-realized');
    const event = log[seq] as Extract<MarketEvent, { kind: 'types-realized' }>;
    const idle = (log[cleared] as Extract<MarketEvent, { kind: 'spot-cleared' }>).allocation.indexOf(0);
    const edited = log.with(seq, { ...event, types: event.types.with(idle, nextUp(event.types[idle] as number)) });
    expect((await replayed(edited)).identical).toBe(true);
    const again = await rerun({ logged: slowly(edited), fresh: runEvents(setupOf(busy)) });
    expect(again.firstDifference).toMatchObject({ seq, field: `types[${idle}]` });
  });

  test('finds a log that goes on after its run has ended', async () => {
    const again = await rerun({ logged: slowly([...log, log[0] as MarketEvent]), fresh: runEvents(setupOf(busy)) });
    expect(again.firstDifference).toMatchObject({ seq: log.length, field: 'kind', recomputed: undefined });
  });
});
