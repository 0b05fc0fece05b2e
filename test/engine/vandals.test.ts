import { describe, expect, test } from 'vitest';
import { ownForward, ownSpot } from '../../src/cli/ownFields.ts';
import type { ForwardObservation, SpotObservation } from '../../src/domain/agents.ts';
import type { ForwardRule } from '../../src/domain/scenario.ts';
import { agent, play, scenario, setupOf } from '../support/setups.ts';

/** Overwrites whatever it can reach from a value, and says how many writes were taken. */
const spoil = (value: unknown, seen = new Set<unknown>()): number => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return 0;
  seen.add(value);
  let written = 0;
  for (const key of Reflect.ownKeys(value)) {
    written += spoil(Reflect.get(value, key), seen);
    const spoiled = typeof Reflect.get(value, key) === 'function' ? () => Number.NaN : 1e9;
    if (key !== 'length' && Reflect.set(value, key, spoiled)) written++;
  }
  return written;
};

const empirical = agent('a1', { endowment: 1, type: { family: 'empirical', min: 0, max: 1, values: [0.2, 0.4, 0.7] } });
const rules: readonly ForwardRule[] = [
  { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'none' },
  { rule: 'uniform', price: null, charges: 'none' },
];

describe.each(rules)('an agent that writes to all that it is shown under $rule prices', (forward) => {
  const given = scenario({
    agents: [empirical, agent('a2'), agent('a3')],
    forward,
    states: {
      anticipated: true,
      outcomes: [
        { id: 'tight', probability: 1 / 2, demandScale: 1 },
        { id: 'slack', probability: 1 / 2, demandScale: 3 / 4 },
      ],
    },
    cycles: 3,
  });

  test('reaches its own observation alone, and changes nothing in the run', () => {
    const honest = play(given);
    const { forwardAgents, spotAgents } = setupOf(given);
    let [taken, own] = [0, 0];
    const vandals = {
      forwardAgents: forwardAgents.map((inner) => ({
        demand: (observation: ForwardObservation) => {
          const answer = inner.demand(observation);
          taken += spoil(observation.public);
          taken += spoil(observation);
          own += spoil(ownForward(observation));
          return answer;
        },
      })),
      spotAgents: spotAgents.map((inner) => ({
        report: (observation: SpotObservation) => {
          const answer = inner.report(observation);
          const { holdings, worstOffTypes, maxDemands } = observation;
          taken += spoil(
            [observation.public, holdings, worstOffTypes, maxDemands].map((part) => Object.freeze([part])),
          );
          taken += spoil(observation);
          own += spoil(ownSpot(observation));
          return answer;
        },
      })),
    };
    expect(play(given, vandals)).toEqual(honest);
    // The list around the four parts is this test's own.
    expect(taken % 4).toBe(0);
    expect(own).toBeGreaterThan(0);
  });
});
