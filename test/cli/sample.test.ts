import { describe, expect, test } from 'vitest';
import { readScenario } from '../../scenarios/readScenario.ts';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { createSampler } from '../../src/studies/sampling/createSampler.ts';
import { sampleInTurn } from '../../src/studies/sampling/sampleBlocks.ts';
import { sampledMarket } from '../../src/studies/sampling/sampledMarket.ts';
import { sampleReport } from '../../src/studies/sampling/sampleReport.ts';
import { sampleScale } from '../../src/studies/sampling/sampleScale.ts';
import { succeeding } from './succeeding.ts';
import { bundled, workplace } from './workplace.ts';

const { run, write } = workplace();
const { text, answer } = succeeding(run);

/** The same sample in this one thread, block after block. */
const alone = (name: string, draws: number) => {
  const read = readScenario(`scenarios/${name}.yaml`);
  if ('faults' in read) throw new Error(`${name} has faults`);
  const { scenario } = read;
  const market = sampledMarket(scenario, marketsOf(scenario).theory.interiorHoldings);
  const sampler = createSampler({ market, seed: scenario.seed, hash: nodeSha256 });
  const scale = sampleScale(market, sampler, draws);
  const whole = sampleInTurn(sampler, scale, draws);
  return sampleReport({ market, seed: scenario.seed, draws, scale, whole });
};

describe('forespot sample', () => {
  test('shows how sure shares and prices are, however large the sums of money', () => {
    write(
      'big.yaml',
      `name: big
supply: 1e9
agents:
  - { id: a, maxDemand: 1e9, endowment: 1e9, type: { family: uniform, min: 0, max: 1 } }
  - { id: b, maxDemand: 1e9, endowment: 0, type: { family: uniform, min: 0, max: 1 } }
`,
    );
    const shown = text('sample', 'big.yaml', '--draws', '1e4');
    expect(shown).toMatch(/\n share without trade +0\.7\d+ +\+- 0\.00\d\d +0\.14\d+ +[▁-█]{8}/);
    expect(shown).toMatch(/\n price +0\.66\d+ +\+- 0\.00\d\d +0\.23\d+ +[▁-█]{8}/);
    expect(shown).toMatch(/\n welfare +66\d,\d{3},\d{3} +\+- 4,\d{3},\d{3} /);
  });

  test('prints sampled figures beside exact ones', () => {
    const shown = text('sample', bundled('bilateral-trade'), '--draws', '2e4', '--holdings', 'endowments');
    expect(shown).toMatch(/^bilateral-trade: 20,000 draws of the spot market, vcg, seed bilateral-trade \(money\)\n/);
    expect(shown).toMatch(/ surplus +-0\.16\d+ +\+- 0\.00\d+ +-0\.16667 +-?\d\.\d /);
    expect(shown).toContain('the spot market would run a deficit at these holdings and stay shut');
    expect(shown).toMatch(/5 means have an exact value; the one furthest from it is \d\.\d standard errors away/);
  });

  test('says the same to the byte every time, on one thread and on several, and something else with another seed', () => {
    const args = ['sample', bundled('two-sided-2x3'), '--draws', '1200000', '--json'];
    const [first, second] = [run(...args), run(...args)];
    expect(first.status).toBe(0);
    expect(first.stdout).toBe(second.stdout);
    const few = answer('sample', bundled('two-sided-2x3'), '--draws', '20000');
    expect(few.figures.price.mean).not.toBe(
      answer('sample', bundled('two-sided-2x3'), '--draws', '20000', '--seed', 'other').figures.price.mean,
    );
    expect(JSON.parse(first.stdout)).toEqual(JSON.parse(JSON.stringify(alone('two-sided-2x3', 1_200_000))));
  });

  test('under agv the surplus is nothing, draw by draw', () => {
    const { figures, payments, mechanism } = answer('sample', bundled('partnership-5'), '--draws', '1000');
    expect(mechanism).toBe('agv');
    expect(figures.surplus).toMatchObject({ exact: 0, z: 0 });
    expect(Math.max(-figures.surplus.least, figures.surplus.greatest)).toBeLessThan(1e-14);
    expect(payments.length).toBe(5);
  });

  test('takes holdings by name and as numbers, and starts from the interior', () => {
    const at = (...args: readonly string[]) =>
      answer('sample', bundled('bilateral-trade'), '--draws', '100', ...args).holdings;
    expect(at()).toEqual(at('--holdings', 'interior'));
    expect(at('--holdings', 'endowments')).toEqual([1, 0]);
    expect(at('--holdings', '1/4,0.75')).toEqual([0.25, 0.75]);
  });

  test.each([
    [['--draws', '1'], 'Expected a whole number between 2 and 1,000,000,000, such as 1e7.'],
    [['--draws', '1e10'], 'Expected a whole number between 2 and 1,000,000,000, such as 1e7.'],
    [['--draws', '2.5'], 'Expected a whole number between 2 and 1,000,000,000, such as 1e7.'],
    [['--holdings', 'corner'], 'Expected interior, endowments or numbers or fractions with commas between.'],
    [['--holdings', '1,2'], '--holdings: expected numbers that add up to the supply, 1 units; these add up to 3'],
  ])('refuses %j', (args, sentence) => {
    const { status, stderr, stdout } = run('sample', bundled('bilateral-trade'), ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });
});
