import { describe, expect, test } from 'vitest';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { streamsOf } from '../../src/engine/random.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { paperCases } from '../../src/studies/audit/paperCases.ts';
import { randomScenario } from '../../src/studies/audit/randomScenario.ts';
import { exPostRegret } from '../../src/studies/exPostRegret.ts';
import { interimSpot } from '../../src/studies/interimSpot.ts';

const randomOne = (index: number): Scenario => randomScenario(streamsOf(nodeSha256, ['spot'])(index), `spot-${index}`);
const agv = { mechanism: 'agv', claimant: 'equal', resale: false } as const;
const vcg = { mechanism: 'vcg', resale: false } as const;
/** Rounding of sums of a few products of numbers of order one. */
const ROUNDING = 1e-12;

const truthAt = (scenario: Scenario, profile: number) => {
  const { theory, markets } = marketsOf(scenario);
  const { market, maxDemands } = markets.spotIn(null);
  const round = market.open(theory.interiorHoldings);
  const draw = streamsOf(nodeSha256, ['profile'])(profile);
  const types = theory.economy.agents.map(({ distribution }) => distribution.quantile(draw()));
  return types.map((type, agent) =>
    exPostRegret({
      round,
      reports: types,
      agent,
      type,
      maxDemand: maxDemands[agent] as number,
      support: theory.economy.support,
    }),
  );
};

describe('ex post regret', () => {
  test('of a truthful report under vcg is zero to rounding at every profile', () => {
    for (let index = 0; index < 30; index++) {
      for (const { regret } of truthAt({ ...randomOne(index), spot: vcg }, index)) {
        expect(regret).toBeGreaterThanOrEqual(0);
        expect(regret).toBeLessThan(ROUNDING);
      }
    }
  });

  test('of a truthful report under agv is positive at some profile, and its best report really earns that much more', () => {
    const regrets = Array.from({ length: 10 }, (_, p) => truthAt({ ...randomOne(1), spot: agv }, p)).flat();
    const worst = regrets.reduce((most, one) => (one.regret > most.regret ? one : most));
    expect(worst.regret).toBeGreaterThan(0.001);
  });

  test('is the best of a grid of 2,001 reports or more, under either mechanism', () => {
    for (const spot of [vcg, agv]) {
      const scenario = { ...randomOne(2), spot };
      const { theory, markets } = marketsOf(scenario);
      const { market, maxDemands } = markets.spotIn(null);
      const round = market.open(theory.interiorHoldings);
      const draw = streamsOf(nodeSha256, ['grid'])(0);
      const types = theory.economy.agents.map(({ distribution }) => distribution.quantile(draw()));
      const reports = types.map((type) => Math.max(theory.lo, 0.9 * type));
      const [type, maxDemand] = [types[0] as number, maxDemands[0] as number];
      const payoff = (report: number): number => {
        const { allocation, payments } = round.clear(reports.map((own, j) => (j === 0 ? report : own)));
        return type * Math.min(allocation[0] as number, maxDemand) - (payments[0] as number);
      };
      const { regret } = exPostRegret({ round, reports, agent: 0, type, maxDemand, support: theory.economy.support });
      const grid = Array.from({ length: 2001 }, (_, j) => payoff(theory.lo + ((theory.hi - theory.lo) * j) / 2000));
      expect(Math.max(...grid) - payoff(reports[0] as number)).toBeLessThanOrEqual(regret + ROUNDING);
    }
  });
});

describe('interim and ex ante', () => {
  test.each([vcg, agv])('truth is a Bayesian equilibrium and every type joins at r*: $mechanism', (rule) => {
    for (let index = 0; index < 20; index++) {
      const { theory } = marketsOf(randomOne(index));
      const n = theory.interiorHoldings.length;
      const surplusShares = new Array<number>(n).fill(rule.mechanism === 'agv' ? 1 / n : 0);
      const found = interimSpot({ theory, holdings: theory.interiorHoldings, rule, surplusShares });
      expect(found.largestRegret.regret).toBeLessThan(ROUNDING);
      expect(found.interimParticipation.gain).toBeGreaterThan(-ROUNDING);
      expect(Math.min(...found.exAnteGains)).toBeGreaterThan(-ROUNDING);
    }
  });

  test('a seller who owns everything would not join a balanced mechanism that pays for the deficit', () => {
    const { theory } = marketsOf(paperCases[0] as Scenario);
    const found = interimSpot({ theory, holdings: [1, 0], rule: agv, surplusShares: [1, 0] });
    // Pi_e = -1/6 falls on the claimant.
    expect(found.interimParticipation.gain).toBeCloseTo(-1 / 6, 12);
  });
});
