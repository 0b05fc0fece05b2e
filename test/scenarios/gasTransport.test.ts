import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readScenario } from '../../scenarios/readScenario.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { distributionOf } from '../../src/numerics/distributionOf.ts';
import { solve } from '../../src/studies/solve.ts';

/** Henry Hub daily prices (US Energy Information Administration), which are not part of this project. */
const PRICES = process.env['FORESPOT_HENRY_HUB'] ?? '../shared/data/henry-hub-daily.csv';
const SCENARIO = 'scenarios/gas-transport.yaml';

const there = existsSync(PRICES);

describe.skipIf(!there)('gas-transport, drawn from the prices that its quantiles were taken from', () => {
  const folder = mkdtempSync(join(tmpdir(), 'forespot-gas-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  // A suite that is skipped is read all the same.
  const [header, ...days] = (there ? readFileSync(PRICES, 'utf8') : 'Date,Price').trimEnd().split('\n');
  const since2016 = days.filter((day) => day >= '2016' && day < '2026-08-19');
  writeFileSync(join(folder, 'prices.csv'), `${[header, ...since2016].join('\n')}\n`);
  const empirical = '&hub { family: empirical, file: prices.csv, column: Price }\n  - id: utility';
  const yaml = readFileSync(SCENARIO, 'utf8').replace(/&hub[\s\S]*?- id: utility/, empirical);
  writeFileSync(join(folder, 'gas.yaml'), yaml);

  const scenarioIn = (file: string): Scenario => {
    const read = readScenario(file);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    return read.scenario;
  };
  const drawn = scenarioIn(there ? join(folder, 'gas.yaml') : SCENARIO);
  const quoted = scenarioIn(SCENARIO);

  test('the day without a price is left out, with a note that says so', () => {
    const read = readScenario(join(folder, 'gas.yaml'));
    expect(since2016).toHaveLength(2676);
    expect('notes' in read && read.notes).toEqual([
      expect.stringMatching(/prices\.csv: 1 of 2,676 rows has no Price and was left out \(line \d+\)$/),
    ]);
  });

  test('the quoted quantiles are those of the prices, to the two digits that prices have', () => {
    const { cdf } = distributionOf((drawn.agents[0] as Scenario['agents'][number]).type);
    const { type } = quoted.agents[0] as Scenario['agents'][number];
    const points = type.family === 'quantiles' ? type.points : [];
    expect(points).toHaveLength(14);
    // Many days share a price: a cent of price moves F by up to a hundredth.
    for (const [x, share] of points) expect(Math.abs(cdf(x) - share)).toBeLessThan(0.01);
  });

  test('the theory of both is the same to what fourteen quantiles leave out', () => {
    const [exact, short] = [solve(drawn), solve(quoted)];
    expect(exact.endowments.operates).toBe(short.endowments.operates);
    const off = Math.abs(exact.interior.worstOffType - short.interior.worstOffType);
    // Halfway between the quoted quantiles around the median, 2.85 and 2.97.
    expect(off).toBeLessThan(0.06);
    for (const [i, held] of exact.interior.holdings.entries())
      expect(Math.abs(held - (short.interior.holdings[i] as number))).toBeLessThan(0.01 * drawn.supply);
  });
});
