import { expect } from 'vitest';
import type { Scenario } from '../../src/domain/scenario.ts';
import { streamsOf } from '../../src/engine/random.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { paperCases } from '../../src/studies/audit/paperCases.ts';
import { randomScenario } from '../../src/studies/audit/randomScenario.ts';
import { shrink } from '../../src/studies/audit/shrink.ts';
import { type Statement, TOLERANCE } from '../../src/studies/audit/statement.ts';
import { statements } from '../../src/studies/audit/statements.ts';

/** Random economies besides the paper's own; statements that speak of few economies ask for more. */
const RANDOM_ONES = 15;

const chance = (purpose: string, index: number) => streamsOf(nodeSha256, ['paper', purpose])(index);
const economies = (randomOnes: number): readonly Scenario[] => [
  ...paperCases,
  ...Array.from({ length: randomOnes }, (_, index) =>
    randomScenario(chance('economy', index), `random economy ${index}`),
  ),
];

interface Fare {
  readonly scenario: Scenario;
  readonly index: number;
  readonly margin: number;
}

const marginOf = (statement: Statement, scenario: Scenario, index: number): number | null =>
  statement.margin(scenario, chance('checks', index));

/** How one statement of the audit fares in every economy that it speaks of. */
const fares = (statement: Statement, randomOnes: number): readonly Fare[] =>
  economies(randomOnes).flatMap((own, index) => {
    const { kind } = statement;
    const scenario = kind === undefined ? own : kind.make(own, chance('kind', index));
    const margin = scenario === null ? null : marginOf(statement, scenario, index);
    return scenario === null || margin === null ? [] : [{ scenario, index, margin }];
  });

const named = (name: string): Statement => {
  const statement = statements.find((one) => one.name === name);
  if (statement === undefined) throw new Error(`the audit has no statement '${name}'`);
  return statement;
};

/** The statement speaks of at least `least` of the economies, and holds in all of these. */
export const expectToHold = (name: string, { among = RANDOM_ONES, least = RANDOM_ONES } = {}): void => {
  const found = fares(named(name), among);
  expect(found.length).toBeGreaterThanOrEqual(least);
  expect(found.filter(({ margin }) => margin < -TOLERANCE)).toEqual([]);
};

/** The statement fails in some economy; the worst of them, shrunk as the audit shrinks its witnesses. */
export const witnessAgainst = (name: string, { among = RANDOM_ONES } = {}): Scenario => {
  const statement = named(name);
  const worst = fares(statement, among).reduce((least, one) => (one.margin < least.margin ? one : least));
  expect(worst.margin).toBeLessThan(-TOLERANCE);
  return shrink(worst.scenario, (smaller) => {
    const margin = marginOf(statement, smaller, worst.index);
    return margin !== null && margin < -TOLERANCE;
  });
};
