import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MarketEvent } from '../../src/domain/events.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { DifferentAgents, diffRuns } from '../../src/timeline/diffRuns.ts';
import type { CycleDiff, RunDiff } from '../../src/timeline/runDiff.ts';
import { agent, forksOf, play, scenario } from '../support/setups.ts';

const compared = async (a: Iterable<MarketEvent>, b: Iterable<MarketEvent>) => {
  const cycles: CycleDiff[] = [];
  const running = diffRuns(a, b);
  let step = await running.next();
  for (; step.done !== true; step = await running.next()) cycles.push(step.value);
  return { cycles, diff: step.value };
};

/** One owns everything; the spot market opens after the forward market, and stays shut where the owner keeps what it has. */
const trade: Scenario = scenario({
  agents: [agent('owner', { endowment: 1 }), agent('buyer')],
  cycles: 1,
  seed: 'trade-4',
});
const parent = play(trade);
const at = parent.findIndex(({ kind }) => kind === 'demand-submitted');

const expectToAddUp = ({ change, roundingBound }: RunDiff): void => {
  const { welfare, firstBest, shut, misallocation } = change;
  expect(Math.abs(welfare - (firstBest - shut - misallocation))).toBeLessThanOrEqual(roundingBound);
};

describe('welfare changes', () => {
  const types = [
    { path: 'types.owner', value: 0.25 },
    { path: 'types.buyer', value: 0.75 },
  ];

  test('by a spot market that stays shut: a unit that is worth 1/4 more to the other is not sold', async () => {
    const base = play(trade, { forks: forksOf(trade, [{ at, edits: types }]) });
    const kept = [
      { path: 'demands.owner', value: 1 },
      { path: 'demands.buyer', value: 0 },
    ];
    const shut = play(trade, { forks: forksOf(trade, [{ at, edits: [...types, ...kept] }]) });
    const { diff, cycles } = await compared(base, shut);
    expect(cycles[0]?.a?.operates).toBe(true);
    expect(diff.change).toEqual({ welfare: -0.5, firstBest: 0, shut: 0.5, misallocation: 0 });
    expectToAddUp(diff);
  });

  test('by a report that is not the type: the seller who says 7/8 keeps what is worth 1/2 more to the buyer', async () => {
    const base = play(trade, { forks: forksOf(trade, [{ at, edits: types }]) });
    const lied = play(trade, {
      forks: forksOf(trade, [{ at, edits: [...types, { path: 'reports.owner', value: 0.875 }] }]),
    });
    const { diff } = await compared(base, lied);
    expect(diff.change).toEqual({ welfare: -0.5, firstBest: 0, shut: 0, misallocation: 0.5 });
  });

  test('by types: half a unit more of first best is half a unit more of welfare', async () => {
    const base = play(trade, { forks: forksOf(trade, [{ at, edits: types }]) });
    const richer = play(trade, {
      forks: forksOf(trade, [{ at, edits: types.with(1, { path: 'types.buyer', value: 1 }) }]),
    });
    const { diff } = await compared(base, richer);
    expect(diff.change).toEqual({ welfare: 0.25, firstBest: 0.25, shut: 0, misallocation: 0 });
    expect(diff.firstDifference).toMatchObject({ seq: at, field: 'edits[1].value', a: 0.75, b: 1 });
  });
});

/** Runs of the same three agents under other rules, strategies, seeds and lengths. */
const worlds = fc
  .record(
    {
      seed: fc.nat({ max: 500 }).map(String),
      cycles: fc.integer({ min: 1, max: 4 }),
      forward: fc.constantFrom<Scenario['forward']>(
        { rule: 'none' },
        { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'none' },
        { rule: 'uniform', price: 0.5, charges: 'linear' },
      ),
      lies: fc.array(fc.constantFrom(0, 0.5, 0.9, 1), { minLength: 3, maxLength: 3 }),
      order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
    },
    { noNullPrototype: true },
  )
  .map(({ lies, order, ...given }) => {
    const all = [1, 0, 0].map((endowment, i) =>
      agent(`a${i}`, {
        endowment,
        maxDemand: 3 / 4,
        spot: lies[i] === 1 ? { strategy: 'truthful' } : { strategy: 'shade', factor: lies[i] as number },
      }),
    );
    return scenario({ ...given, agents: order.map((i) => all[i] as (typeof all)[number]) });
  });

describe('of any two runs', () => {
  test('welfare is first best less the two losses, in every cycle and in total, and back again', async () => {
    let [shut, misallocated] = [0, 0];
    await fc.assert(
      fc.asyncProperty(worlds, worlds, async (one, two) => {
        const { diff, cycles } = await compared(play(one), play(two));
        expectToAddUp(diff);
        for (const { a, b } of cycles) {
          for (const figures of [a, b]) {
            if (figures === null) continue;
            const { welfare, firstBest, shut: closed, misallocation } = figures;
            expect(firstBest - closed - misallocation).toBeCloseTo(welfare, 14);
            expect(Math.min(closed, misallocation)).toBeGreaterThanOrEqual(-1e-15);
            if (closed > 1e-9) shut += 1;
            if (misallocation > 1e-9) misallocated += 1;
          }
        }
        const back = await compared(play(two), play(one));
        expect(back.diff.change.welfare).toBe(0 - diff.change.welfare);
        expect(diff.cycles).toMatchObject({ a: one.cycles, b: two.cycles, common: Math.min(one.cycles, two.cycles) });
        expect(cycles).toHaveLength(Math.max(one.cycles, two.cycles));
      }),
      { numRuns: 60 },
    );
    // Both losses were met.
    expect(Math.min(shut, misallocated)).toBeGreaterThan(20);
  });

  test('agents in another order are compared by their ids', async () => {
    const [a, b] = [agent('a', { endowment: 1 }), agent('b')];
    const { cycles, diff } = await compared(play(scenario({ agents: [a, b] })), play(scenario({ agents: [b, a] })));
    expect(cycles.every(({ same }) => same)).toBe(true);
    expect(diff).toMatchObject({ equal: false, firstDifference: { seq: 0 }, cycles: { changed: 0 } });
  });

  test('a full log and a compact one of one run part, and are the same in every cycle', async () => {
    const { diff } = await compared(play(scenario()), play(scenario(), { detail: 'compact' }));
    expect(diff).toMatchObject({
      equal: false,
      firstDifference: { seq: 3, field: 'kind', a: 'demand-submitted', b: 'forward-cleared' },
      cycles: { a: 2, b: 2, common: 2, changed: 0 },
    });
  });

  test('one that stops early is compared as far as it goes', async () => {
    const whole = play(scenario({ cycles: 3 }));
    const end = whole.findIndex(({ kind, cycle }) => kind === 'types-realized' && cycle === 2);
    const { diff, cycles } = await compared(whole.slice(0, end), whole);
    expect(diff).toMatchObject({
      equal: false,
      firstDifference: { seq: end, field: 'kind', a: undefined, b: 'types-realized' },
      cycles: { a: 1, b: 3, common: 1, changed: 0 },
    });
    expect(cycles.slice(1).map(({ a }) => a)).toEqual([null, null]);
  });

  test('the same is equal', async () => {
    expect((await compared(play(scenario()), play(scenario()))).diff).toMatchObject({
      equal: true,
      firstDifference: null,
    });
  });

  test('other agents are nothing to compare', async () => {
    const other = play(scenario({ agents: [agent('a1', { endowment: 1 }), agent('b')] }));
    await expect(compared(play(scenario()), other)).rejects.toThrow(
      new DifferentAgents(
        'the runs have other agents, so there is nothing to compare: only the first has a2, a3; only the second has b',
      ),
    );
  });
});
