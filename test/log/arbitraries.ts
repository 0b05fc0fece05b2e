import fc from 'fast-check';
import type { Edit } from '../../src/domain/edits.ts';
import type { MarketEvent } from '../../src/domain/events.ts';
import { startOf } from './fixtures.ts';

/** Every double but NaN, the infinities and -0, which comes back as 0. */
export const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (x === 0 ? 0 : x));

const words = fc.string({ unit: 'binary', maxLength: 12 });

/** A run of one to five agents with any events in any order, complete or not: valid by construction. */
export const runs: fc.Arbitrary<readonly MarketEvent[]> = fc
  .record({ agents: fc.uniqueArray(words, { minLength: 1, maxLength: 5 }), seed: words })
  .chain(({ agents, seed }) => {
    const completed = fc.record({
      kind: fc.constant('run-completed' as const),
      cycle: fc.nat(),
      cycles: fc.nat(),
      stateHash: words,
    });
    return fc
      .tuple(fc.array(eventsOf(agents), { maxLength: 10 }), fc.option(completed, { nil: null }))
      .map(([events, end]) => [startOf(agents, seed), ...events, ...(end === null ? [] : [end])]);
  });

function eventsOf(agents: readonly string[]): fc.Arbitrary<MarketEvent> {
  const cycle = fc.nat({ max: 3 });
  const agent = fc.constantFrom(...agents);
  const each = fc.array(numbers, { minLength: agents.length, maxLength: agents.length });
  const kind = <K extends string>(name: K): fc.Arbitrary<K> => fc.constant(name);
  return fc.oneof(
    fc.record({ kind: kind('cycle-started'), cycle, endowments: each }),
    fc.record({
      kind: kind('forward-opened'),
      cycle,
      priceAtZero: numbers,
      interiorHoldings: each,
      rule: fc.record({ rule: kind('uniform'), price: fc.option(numbers), charges: kind('none') }),
    }),
    fc.record({ kind: kind('forward-refused'), cycle, reason: words }),
    fc.record({ kind: kind('demand-submitted'), cycle, agent, demand: numbers }),
    fc.record({ kind: kind('report-submitted'), cycle, agent, report: numbers }),
    fc.record({
      kind: kind('answer-refused'),
      cycle,
      agent,
      market: fc.constantFrom('forward' as const, 'spot' as const),
      reason: words,
      instead: fc.constantFrom('endowment' as const, 'type' as const),
    }),
    fc.record({
      kind: kind('forward-cleared'),
      cycle,
      demands: each,
      holdings: each,
      payments: each,
      charges: each,
      budget: numbers,
    }),
    fc.record({ kind: kind('state-realized'), cycle, state: words }),
    fc.record({ kind: kind('types-realized'), cycle, types: each }),
    fc.record({
      kind: kind('spot-opened'),
      cycle,
      worstOffTypes: each,
      expectedSurplus: numbers,
      operates: fc.boolean(),
      mechanism: words,
    }),
    fc.record({
      kind: kind('spot-cleared'),
      cycle,
      reports: each,
      allocation: each,
      payments: each,
      surplus: numbers,
      welfare: numbers,
    }),
    fc.record({ kind: kind('spot-skipped'), cycle, reason: words, allocation: each, welfare: numbers }),
    fc.record({
      kind: kind('cycle-closed'),
      cycle,
      payoffs: each,
      welfare: numbers,
      firstBest: numbers,
      cash: each,
      operatorCash: numbers,
    }),
    fc.record({
      kind: kind('run-forked'),
      cycle,
      parent: fc.constant('fade'.repeat(16)),
      edits: fc.array(edits(agents)),
    }),
    fc.record({
      kind: kind('cycle-measured'),
      cycle,
      efficiency: numbers,
      distanceToInterior: numbers,
      gini: numbers,
      forwardAccount: numbers,
      spotAccount: numbers,
      forwardRegretExAnte: each,
      forwardRegretInterim: each,
      forwardRegretRealized: each,
      spotRegretInterim: each,
      spotRegretRealized: each,
    }),
  );
}

function edits(agents: readonly string[]): fc.Arbitrary<Edit> {
  const own = fc.constantFrom(...agents.filter((id) => id !== ''), 'nobody').filter((id) => agents.includes(id));
  const each = fc.array(numbers, { minLength: agents.length, maxLength: agents.length });
  const ofCycle = fc.oneof(
    fc.record({ path: fc.constant('endowments'), value: each }),
    fc.record({ path: fc.constant('state'), value: words }),
    fc.record({ path: fc.constantFrom('cycles', 'discount'), value: fc.nat() }),
  );
  if (agents.every((id) => id === '')) return ofCycle;
  return fc.oneof(
    ofCycle,
    fc.record({ path: own.map((id) => `types.${id}`), value: numbers }),
    fc.record({ path: own.map((id) => `agents.${id}.spot`), value: fc.record({ strategy: words }) }),
  );
}
