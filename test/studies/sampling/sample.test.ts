import { describe, expect, test } from 'vitest';
import { readScenario } from '../../../scenarios/readScenario.ts';
import { marketsOf } from '../../../src/assembly/marketsOf.ts';
import type { Scenario } from '../../../src/domain/scenario.ts';
import { spotKernel } from '../../../src/kernels/spotKernel.ts';
import { nodeSha256 } from '../../../src/log/nodeSha256.ts';
import { BLOCK, createSampler } from '../../../src/studies/sampling/createSampler.ts';
import { priceBand } from '../../../src/studies/sampling/priceBand.ts';
import { createCollector, sampleBlocks, sampleInTurn } from '../../../src/studies/sampling/sampleBlocks.ts';
import { FIGURES, sampledMarket } from '../../../src/studies/sampling/sampledMarket.ts';
import { sampleReport } from '../../../src/studies/sampling/sampleReport.ts';
import { sampleScale } from '../../../src/studies/sampling/sampleScale.ts';
import { theoryOf } from '../../../src/theory/theory.ts';
import { groupsScenario } from '../../bench/groupsScenario.ts';

const bundled = (name: string): Scenario => {
  const read = readScenario(`scenarios/${name}.yaml`);
  if ('faults' in read) throw new Error(read.faults.map(({ message }) => message).join());
  return read.scenario;
};
const sampled = (scenario: Scenario, holdings: readonly number[], draws: number) => {
  const market = sampledMarket(scenario, holdings);
  const sampler = createSampler({ market, seed: 'test', hash: nodeSha256 });
  const scale = sampleScale(market, sampler, draws);
  const whole = sampleInTurn(sampler, scale, draws);
  return { market, sampler, scale, report: sampleReport({ market, seed: 'test', draws, scale, whole }) };
};
const endowments = (scenario: Scenario) => scenario.agents.map(({ endowment }) => endowment);

describe('a sample', () => {
  test('of the case of Myerson and Satterthwaite loses a sixth', () => {
    const scenario = bundled('bilateral-trade');
    const { report } = sampled(scenario, [1, 0], 200_000);
    const { surplus, gains } = report.figures;
    expect(surplus.exact).toBeCloseTo(-1 / 6, 12);
    expect(Math.abs(surplus.mean + 1 / 6)).toBeLessThan(4 * surplus.standardError);
    expect(Math.abs(gains.mean - 1 / 6)).toBeLessThan(4 * gains.standardError);
    expect(report.operates).toBe(false);
    // The buyer's types above the seller's make a deficit of their difference, which has the law P(d > x) = (1 - x)^2 / 2.
    const median = surplus.quantiles.find(({ probability }) => probability === 0.25);
    expect(Math.abs((median?.value ?? 0) + (1 - Math.sqrt(1 / 2)))).toBeLessThan(0.01);
  });

  test.each(['bilateral-trade', 'eu-ets-2025', 'partnership-5', 'two-sided-2x3', 'forty-agents'])(
    'of %s comes within four standard errors of every exact expectation, at the interior and at the endowments',
    (name) => {
      const scenario = bundled(name);
      for (const holdings of [marketsOf(scenario).theory.interiorHoldings, endowments(scenario)]) {
        const { report } = sampled(scenario, holdings, 5000);
        expect(report.compared).toBe(3 + scenario.agents.length);
        expect(Math.abs(report.largestZ)).toBeLessThan(4);
      }
    },
  );

  test.each(['vcg', 'agv'] as const)('has the figures of the %s market round by round', (mechanism) => {
    const base = groupsScenario(7, 1);
    const scenario: Scenario = {
      ...base,
      spot: { mechanism, resale: false, ...(mechanism === 'agv' ? { claimant: 'equal' } : {}) } as Scenario['spot'],
    };
    const draws = 300;
    const { market, report } = sampled(scenario, endowments(scenario), draws);
    const { theory, round } = market;
    const kernel = spotKernel(
      { ...theory, holdings: market.kept, worstOffTypes: round.worstOffTypes, band: [0, 1] },
      draws,
    );
    scenario.agents.forEach(({ id }, i) => {
      kernel.seed(i, nodeSha256(JSON.stringify(['test', 'sample', id, 0])));
    });
    kernel.draw(draws, 0, 1);
    let [surplus, welfare, payment] = [0, 0, 0];
    for (let r = 0; r < draws; r++) {
      const outcome = round.clear(
        theory.economy.agents.map(({ distribution }, i) =>
          distribution.quantile(kernel.types[r * kernel.stride + i] as number),
        ),
      );
      surplus += outcome.surplus / draws;
      welfare += outcome.welfare / draws;
      payment += (outcome.payments[3] as number) / draws;
    }
    expect(report.figures.surplus.mean).toBeCloseTo(surplus, 12);
    expect(report.figures.welfare.mean).toBeCloseTo(welfare, 11);
    expect(report.payments[3]?.mean).toBeCloseTo(payment, 12);
  });

  test('is the same whichever blocks are drawn when', () => {
    const scenario = bundled('two-sided-2x3');
    const { sampler, scale } = sampled(scenario, endowments(scenario), 2 * BLOCK + 5);
    const draws = 2 * BLOCK + 5;
    const collector = createCollector(scale);
    collector.add(1, sampleBlocks(sampler, scale, { from: 2, to: 3, draws }));
    collector.add(0, sampleBlocks(sampler, scale, { from: 0, to: 2, draws }));
    expect(collector.whole()).toEqual(sampleInTurn(sampler, scale, draws));
  });

  test('counts every draw of every figure', () => {
    const scenario = bundled('two-sided-2x3');
    const { report } = sampled(scenario, endowments(scenario), 777);
    for (const { histogram } of [...Object.values(report.figures), ...report.payments]) {
      const { counts, below, above } = histogram;
      expect(counts.reduce((sum, count) => sum + count, below + above)).toBe(777);
    }
    expect(Object.keys(report.figures)).toEqual([...FIGURES]);
  });

  test('draws types by name: another agent before it shifts nobody’s', () => {
    const pair = bundled('bilateral-trade');
    const [seller, buyer] = pair.agents as [Scenario['agents'][number], Scenario['agents'][number]];
    const [one, other] = [pair, { ...pair, agents: [buyer, seller] }].map(
      (scenario) => sampled(scenario, endowments(scenario), 1000).report.figures,
    );
    expect(one?.price.mean).toBe(other?.price.mean);
    expect(one?.welfare.mean).toBe(other?.welfare.mean);
  });
});

describe('the band in which prices are expected', () => {
  test('of 400 agents has nearly all of them and is less than half of the support', () => {
    const scenario = groupsScenario(400, 1);
    const { economy } = marketsOf(scenario);
    const [low, high] = priceBand(theoryOf(economy));
    const { report } = sampled(scenario, endowments(scenario), 2000);
    expect(high - low).toBeLessThan(1 / 2);
    const { quantiles } = report.figures.price;
    expect(quantiles[0]?.value).toBeGreaterThan(low);
    expect(quantiles.at(-1)?.value).toBeLessThan(high);
  });

  test('of two agents is the whole support', () => {
    const [low, high] = priceBand(marketsOf(bundled('bilateral-trade')).theory);
    expect([low, high].map((end) => Math.round(end * 1e9) / 1e9)).toEqual([0, 1]);
  });
});
