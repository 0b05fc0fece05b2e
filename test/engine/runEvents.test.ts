import { describe, expect, test } from 'vitest';
import type { ForwardAgent, ForwardObservation, SpotAgent, SpotObservation } from '../../src/domain/agents.ts';
import type { MarketEvent } from '../../src/domain/events.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { runEvents } from '../../src/engine/run.ts';
import { negativeZeroIn } from '../support/negativeZero.ts';
import { agent, eventsOf, play, scenario, setupOf } from '../support/setups.ts';

const word = (events: readonly MarketEvent[]): string => events.map(({ kind }) => kind).join(' ');

/** The table of the contract as a grammar. */
const FORWARD = '(forward-opened( demand-submitted| answer-refused)* forward-cleared|forward-refused)';
const SPOT = 'spot-opened(( report-submitted| answer-refused)* spot-cleared| spot-skipped)';
const GRAMMAR = new RegExp(
  `^run-started( cycle-started ${FORWARD}( state-realized)? types-realized ${SPOT} cycle-closed)* run-completed$`,
);

const owner = (given: Partial<Scenario> = {}): Scenario =>
  scenario({ agents: [agent('a1', { endowment: 1 }), agent('a2'), agent('a3')], ...given });

const states = {
  anticipated: true,
  outcomes: [
    { id: 'tight', probability: 1 / 2, demandScale: 1 },
    { id: 'slack', probability: 1 / 2, demandScale: 1 / 2 },
  ],
} as const;

describe('the events of a run', () => {
  test('come in the order of the table', () => {
    expect(word(play(owner({ cycles: 1 })))).toBe(
      'run-started cycle-started forward-opened demand-submitted demand-submitted demand-submitted forward-cleared ' +
        'types-realized spot-opened report-submitted report-submitted report-submitted spot-cleared cycle-closed run-completed',
    );
  });

  test.each<readonly [string, Scenario]>([
    ['with aggregate states', owner({ states, cycles: 4 })],
    ['without a forward market', owner({ forward: { rule: 'none' } })],
    ['with charges that do not exist', refusing()],
    ['of no cycle', owner({ cycles: 0 })],
  ])('%s come in the order of the table', (_what, given) => {
    const events = play(given);
    expect(word(events)).toMatch(GRAMMAR);
    expect(eventsOf(events, 'cycle-closed')).toHaveLength(given.cycles);
    expect(events.every(({ cycle }, j) => cycle >= (events[j - 1]?.cycle ?? 0))).toBe(true);
  });

  test('are the same for the same file and seed', () => {
    expect(play(owner({ states }))).toEqual(play(owner({ states })));
  });

  test('have other types under another seed', () => {
    const types = (seed: string) => eventsOf(play(owner(), { seed }), 'types-realized').flatMap((event) => event.types);
    expect(new Set([...types('one'), ...types('two')]).size).toBe(12);
  });

  test('compact leave out submitted demands and reports, and change nothing else', () => {
    const given = owner({ states, cycles: 3 });
    const full = play(given);
    const kept = full.filter(({ kind }) => kind !== 'demand-submitted' && kind !== 'report-submitted');
    expect(kept.length).toBeLessThan(full.length);
    expect(play(given, { detail: 'compact' })).toEqual(kept);
  });

  test('are computed one by one: nothing of a cycle is asked before the last event of the one before is taken', () => {
    let asked = 0;
    const counting: ForwardAgent = { demand: () => ++asked / 64 };
    const events = runEvents(setupOf(owner({ cycles: 100 }), { forwardAgents: [counting, counting, counting] }));
    for (const event of events) if (event.kind === 'cycle-closed') break;
    expect(asked).toBe(3);
  });
});

function refusing(): Scenario {
  const strong = { family: 'power', exponent: 4, min: 1, max: 2 } as const;
  return scenario({
    agents: [agent('a1', { endowment: 1, type: strong }), agent('a2', { type: { family: 'uniform', min: 1, max: 2 } })],
    forward: { rule: 'discriminatory', margin: 1 / 4, domain: 'full', charges: 'participation' },
    carry: 'reset',
  });
}

describe('an agent more', () => {
  const three = scenario({
    agents: ['a1', 'a2', 'a3'].map((id, i) =>
      agent(id, { endowment: i === 0 ? 1 : 0, forward: { strategy: 'random' }, spot: { strategy: 'random' } }),
    ),
    forward: { rule: 'uniform', price: 1 / 2, charges: 'none' },
    spot: { mechanism: 'agv', claimant: 'equal', resale: false },
    states,
    cycles: 6,
    carry: 'reset',
  });
  // First in order, so that it would shift everybody if draws were taken in turn.
  const four = { ...three, agents: [agent('a0', { forward: { strategy: 'random' } }), ...three.agents] };

  test('shifts no draw of types, states and demands', () => {
    const [before, after] = [play(three), play(four)];
    const typesBefore = eventsOf(before, 'types-realized').map(({ types }) => types);
    expect(eventsOf(after, 'types-realized').map(({ types }) => types.slice(1))).toEqual(typesBefore);
    expect(eventsOf(after, 'state-realized')).toEqual(eventsOf(before, 'state-realized'));
    const demands = eventsOf(before, 'demand-submitted');
    expect(eventsOf(after, 'demand-submitted').filter((event) => event.agent !== 'a0')).toEqual(demands);
    expect(new Set(demands.map(({ demand }) => demand)).size).toBe(18);
  });
});

describe('the next cycle', () => {
  test('starts from the spot allocation where it is carried', () => {
    const events = play(owner({ cycles: 4, carry: 'allocation' }));
    const allocations = eventsOf(events, 'spot-cleared').map(({ allocation }) => allocation);
    const endowments = eventsOf(events, 'cycle-started').map((event) => event.endowments);
    expect(endowments).toEqual([[1, 0, 0], ...allocations.slice(0, 3)]);
    expect(allocations.some((allocation) => allocation[0] !== 1)).toBe(true);
  });

  test('starts from the endowments again where they are reset', () => {
    const events = play(owner({ cycles: 3, carry: 'reset' }));
    expect(eventsOf(events, 'cycle-started').map((event) => event.endowments)).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [1, 0, 0],
    ]);
  });
});

describe('a cycle', () => {
  test('whose spot market would run a deficit skips it: everybody keeps its holding and no report is asked for', () => {
    // One owns all and nobody trades forward: Pi = -1/6 for two, and worse for three.
    const never: SpotAgent = { report: () => expect.unreachable('nobody is asked') };
    const events = play(owner({ forward: { rule: 'none' }, cycles: 1 }), { spotAgents: [never, never, never] });
    expect(word(events)).toBe(
      'run-started cycle-started forward-opened forward-cleared types-realized spot-opened spot-skipped cycle-closed run-completed',
    );
    const [skipped] = eventsOf(events, 'spot-skipped');
    const [opened] = eventsOf(events, 'spot-opened');
    expect(skipped?.allocation).toEqual([1, 0, 0]);
    expect(skipped?.reason).toBe(
      `the efficient spot market would run an expected deficit of ${-(opened?.expectedSurplus as number)}`,
    );
    const [{ types } = { types: [] }] = eventsOf(events, 'types-realized');
    const [closed] = eventsOf(events, 'cycle-closed');
    expect(closed).toMatchObject({
      payoffs: [types[0], 0, 0],
      welfare: types[0],
      firstBest: Math.max(...types),
      cash: [0, 0, 0],
    });
  });

  test('whose forward market refuses leaves everybody its endowment, and says why', () => {
    const never: ForwardAgent = { demand: () => expect.unreachable('nobody is asked') };
    const events = play({ ...refusing(), cycles: 1 }, { forwardAgents: [never, never] });
    const [refused] = eventsOf(events, 'forward-refused');
    expect(refused?.reason).toMatch(/^participation charges do not exist: the forward deficit of 0\.\d+ is larger/);
    const [outcome] = [...eventsOf(events, 'spot-cleared'), ...eventsOf(events, 'spot-skipped')];
    expect(outcome?.kind).toBe('spot-skipped');
    expect(outcome?.allocation).toEqual([1, 0]);
  });

  test('without a forward market asks nobody for a demand', () => {
    const never: ForwardAgent = { demand: () => expect.unreachable('nobody is asked') };
    const given = scenario({ forward: { rule: 'none' }, cycles: 1 });
    const events = play(given, { forwardAgents: [never, never, never] });
    expect(word(events)).not.toMatch(/demand-submitted|answer-refused/);
    expect(eventsOf(events, 'forward-cleared')[0]).toMatchObject({
      demands: [1 / 2, 1 / 4, 1 / 4],
      holdings: [1 / 2, 1 / 4, 1 / 4],
      payments: [0, 0, 0],
      budget: 0,
    });
  });
});

describe('aggregate states', () => {
  const events = play(owner({ states, cycles: 64, carry: 'reset' }));
  const realized = eventsOf(events, 'state-realized').map(({ state }) => state);

  test('are drawn each cycle and logged before the types', () => {
    expect(realized).toHaveLength(64);
    expect(new Set(realized)).toEqual(new Set(['tight', 'slack']));
    // 64 fair coins: 8 standard deviations on either side of 32.
    expect(Math.abs(realized.filter((state) => state === 'tight').length - 32)).toBeLessThan(20);
    expect(word(events)).toMatch(GRAMMAR);
  });

  test('scale what agents want in that cycle', () => {
    eventsOf(events, 'spot-cleared').forEach(({ cycle, allocation }) => {
      const most = realized[cycle - 1] === 'slack' ? 1 / 2 : 1;
      expect(Math.max(...allocation)).toBeLessThanOrEqual(most);
    });
    expect(eventsOf(events, 'spot-cleared').some(({ allocation }) => Math.max(...allocation) === 1)).toBe(true);
  });

  test('of probability 0 are never drawn', () => {
    const outcomes = [
      { id: 'never', probability: 0, demandScale: 1 },
      { id: 'always', probability: 1, demandScale: 1 },
    ];
    const drawn = eventsOf(play(owner({ states: { anticipated: true, outcomes }, cycles: 50 })), 'state-realized');
    expect(new Set(drawn.map(({ state }) => state))).toEqual(new Set(['always']));
  });
});

describe('an answer that cannot be used costs the agent its answer and nobody the run', () => {
  const useless: readonly (readonly [string, () => unknown, string])[] = [
    ['is not a number', () => Number.NaN, 'expected a demand between 0 and 1, got NaN'],
    ['is out of range', () => 1.5, 'expected a demand between 0 and 1'],
    ['is negative', () => -1e-9, 'expected a demand between 0 and 1'],
    ['is text', () => '0.5', 'expected a number, got string'],
    ['is nothing', () => undefined, 'expected a number, got undefined'],
    ['comes later', () => Promise.resolve(0.5), 'expected a number, got object'],
    [
      'is an error',
      () => {
        throw new Error('out of ideas');
      },
      'the agent failed: out of ideas',
    ],
    [
      'is a thrown word',
      () => {
        throw 'no';
      },
      'the agent failed: no',
    ],
    [
      'is thrown and has no text',
      () => {
        throw Object.create(null);
      },
      'the agent failed: what it threw has no text',
    ],
  ];

  test.each(useless)('when a demand %s the endowment stands', (_what, answer, reason) => {
    const honest = setupOf(scenario({ cycles: 1 }));
    const bad = { demand: answer as () => number };
    const events = [...runEvents({ ...honest, forwardAgents: [bad, ...honest.forwardAgents.slice(1)] })];
    expect(eventsOf(events, 'answer-refused')).toEqual([
      { kind: 'answer-refused', cycle: 1, agent: 'a1', market: 'forward', reason, instead: 'endowment' },
    ]);
    expect(eventsOf(events, 'forward-cleared')[0]?.demands[0]).toBe(1 / 2);
    expect(word(events)).toMatch(GRAMMAR);
  });

  test.each(useless)('when a report %s the type stands', (_what, answer, reason) => {
    const honest = setupOf(scenario({ cycles: 1 }));
    const bad = { report: answer as () => number };
    const events = [...runEvents({ ...honest, spotAgents: [bad, ...honest.spotAgents.slice(1)] })];
    expect(eventsOf(events, 'answer-refused')).toEqual([
      {
        kind: 'answer-refused',
        cycle: 1,
        agent: 'a1',
        market: 'spot',
        reason: reason.replace('a demand', 'a report'),
        instead: 'type',
      },
    ]);
    const [drawn] = eventsOf(events, 'types-realized');
    expect(eventsOf(events, 'spot-cleared')[0]?.reports).toEqual(drawn?.types);
    // What stands is the truth, so the run is that of honest agents.
    const rest = (all: readonly MarketEvent[]) =>
      all.filter(({ kind }) => kind !== 'report-submitted' && kind !== 'answer-refused');
    expect(rest(events)).toEqual(rest([...runEvents(honest)]));
  });

  test('when it is -0 it is logged as 0', () => {
    const honest = setupOf(scenario({ cycles: 1 }));
    const zero = { demand: () => -0 };
    const low = { report: () => -0 };
    const events = [...runEvents({ ...honest, forwardAgents: [zero, zero, zero], spotAgents: [low, low, low] })];
    expect(eventsOf(events, 'demand-submitted').map(({ demand }) => demand)).toEqual([0, 0, 0]);
    expect(negativeZeroIn(events)).toBeNull();
  });
});

describe('what an agent sees', () => {
  const watch = () => {
    const [forward, spot]: [ForwardObservation[], SpotObservation[]] = [[], []];
    const honest = setupOf(owner({ cycles: 2, carry: 'reset' }));
    const events = [
      ...runEvents({
        ...honest,
        forwardAgents: honest.forwardAgents.map(({ demand }) => ({
          demand: (observation) => {
            forward.push(observation);
            return demand(observation);
          },
        })),
        spotAgents: honest.spotAgents.map(({ report }) => ({
          report: (observation) => {
            spot.push(observation);
            return report(observation);
          },
        })),
      }),
    ];
    return { events, forward, spot };
  };

  test('is its own type and no other, and nothing of the reports of the cycle before', () => {
    const { events, forward, spot } = watch();
    const drawn = eventsOf(events, 'types-realized').flatMap(({ types }) => types);
    expect(spot.map(({ type }) => type)).toEqual(drawn);
    const [cleared] = eventsOf(events, 'spot-cleared');
    expect(forward[3]?.public.previous).toEqual({
      demands: eventsOf(events, 'forward-cleared')[0]?.demands,
      holdings: eventsOf(events, 'forward-cleared')[0]?.holdings,
      allocation: cleared?.allocation,
      operated: true,
    });
    const publicText = JSON.stringify([...forward, ...spot].map((observation) => observation.public));
    for (const type of drawn) expect(publicText).not.toContain(String(type));
  });

  test('has the shape of the contract in the first cycle', () => {
    const { forward, events } = watch();
    expect(forward[0]).toMatchObject({
      self: 0,
      endowment: 1,
      public: { cycle: 1, endowments: [1, 0, 0], previous: null },
    });
    expect(forward[0]?.public.priceAtZero).toBe(eventsOf(events, 'forward-opened')[0]?.priceAtZero);
  });

  test('has random draws that are the same however often it asks for the stream', () => {
    const { forward } = watch();
    const draws = (stream: () => number) => [stream(), stream(), stream()];
    const [first, second] = forward as [ForwardObservation, ForwardObservation];
    expect(draws(first.random())).toEqual(draws(first.random()));
    expect(draws(first.random())).not.toEqual(draws(second.random()));
  });

  test('cannot be written to: an agent that sorts an array in place hurts itself alone', () => {
    const honest = setupOf(owner({ cycles: 1 }));
    const vandals: readonly ((observation: ForwardObservation) => unknown)[] = [
      ({ public: { endowments } }) => (endowments as number[]).sort(),
      ({ public: { interiorHoldings } }) => (interiorHoldings as number[]).fill(0),
      ({ public: { economy } }) => (economy.agents as unknown[]).reverse(),
      ({ public: common }) => Object.assign(common, { priceAtZero: 0 }),
    ];
    for (const vandal of vandals) {
      const demand = (observation: ForwardObservation): number => {
        vandal(observation);
        return 1;
      };
      const events = [...runEvents({ ...honest, forwardAgents: [{ demand }, ...honest.forwardAgents.slice(1)] })];
      expect(eventsOf(events, 'answer-refused').map(({ agent: id, reason }) => [id, reason])).toEqual([
        ['a1', expect.stringMatching(/^the agent failed: Cannot assign to read only property/)],
      ]);
      expect(eventsOf(events, 'cycle-started')[0]?.endowments).toEqual([1, 0, 0]);
    }
    const report = ({ holdings, worstOffTypes }: SpotObservation): number => {
      (holdings as number[]).sort();
      return (worstOffTypes as number[]).reverse()[0] as number;
    };
    const events = [...runEvents({ ...honest, spotAgents: [{ report }, ...honest.spotAgents.slice(1)] })];
    expect(eventsOf(events, 'answer-refused')).toHaveLength(1);
  });
});
