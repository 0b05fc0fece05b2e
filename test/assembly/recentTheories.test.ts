import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseScenario } from '../../scenarios/parseScenario.ts';
import { economyOf } from '../../src/assembly/economyOf.ts';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { theoryOf } from '../../src/theory/theory.ts';

const scenario = ((): Scenario => {
  const parsed = parseScenario(readFileSync('scenarios/eu-ets-2025.yaml', 'utf8'), {
    file: 'eu-ets-2025',
    readColumn: () => ({ error: 'none' }),
  });
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed.scenario;
})();
const withAgent = (change: Partial<Scenario['agents'][number]>): Scenario => ({
  ...scenario,
  agents: scenario.agents.map((agent, i) => (i === 2 ? { ...agent, ...change } : agent)),
});

test('other endowments share the theory and say their own economy', () => {
  const { theory } = marketsOf(scenario);
  const other = marketsOf(withAgent({ endowment: 1 }));
  expect(other.theory.table).toBe(theory.table);
  expect(other.economy.agents[2]?.endowment).toBe(1);
  expect(other.theory.economy).toBe(other.economy);
  expect(theory.economy.agents[2]?.endowment).toBe(58.88);
});

test.each([
  ['maximum demand', withAgent({ maxDemand: 100 })],
  ['type', withAgent({ type: { family: 'uniform', min: 20, max: 150 } })],
  ['supply', { ...scenario, supply: 900 }],
  ['support', { ...scenario, agents: scenario.agents.map((a) => ({ ...a, type: { ...a.type, max: 151 } })) }],
] as const)('another %s has a theory of its own, which is what theoryOf makes', (_, changed) => {
  const { table } = marketsOf(scenario).theory;
  const { theory } = marketsOf(changed as Scenario);
  expect(theory.table).not.toBe(table);
  expect(theory.interiorHoldings).toEqual(theoryOf(economyOf(changed as Scenario)).interiorHoldings);
});

test('a theory that was asked for with another precision is another', () => {
  expect(marketsOf(withAgent({}), 1e-3).theory.table).not.toBe(marketsOf(scenario).theory.table);
});
