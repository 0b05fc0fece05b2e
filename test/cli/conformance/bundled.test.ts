import { describe, expect, test } from 'vitest';
import { bundledForward, bundledSpot } from '../../../agents/bundled.ts';
import type { Strategy } from '../../../src/domain/agents.ts';
import { broken, examine } from './examine.ts';

/** For parameters that a scenario must set; 3/2 is a type in every situation. */
const CHOSEN: Readonly<Record<string, number>> = { factor: 0.9, demand: 1 / 2, report: 3 / 2 };

const parametersOf = ({ name, parameters }: Strategy<unknown>) =>
  Object.fromEntries(
    Object.entries(parameters).map(([key, spec]) => {
      const value = spec.default ?? CHOSEN[key];
      if (value === undefined) throw new Error(`${name}: choose a value for ${key} in this test`);
      return [key, value];
    }),
  );

describe.each([
  ['forward', bundledForward as readonly Strategy<unknown>[]],
  ['spot', bundledSpot as readonly Strategy<unknown>[]],
])('every bundled %s strategy keeps every rule', (market, strategies) => {
  test.each(strategies.map((strategy) => [strategy.name, strategy] as const))('%s', (_, strategy) => {
    const result = examine(strategy, parametersOf(strategy));
    expect(broken(result)).toEqual({});
    expect(result).toMatchObject({ holds: true, markets: [market] });
    expect(result.calls).toBeGreaterThan(200);
  });
});
