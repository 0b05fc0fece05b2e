import { describe, expect, test } from 'vitest';
import { workplace } from './workplace.ts';

const { run, write, path } = workplace();

/** Agents of whom no two want the same. */
const unequal = (n: number): string =>
  [
    `name: many\nsupply: ${n / 2}\nagents:`,
    ...Array.from(
      { length: n },
      (_, i) =>
        `  - { id: a${i}, maxDemand: ${0.6 + Math.sqrt((i * 389) % n) / Math.sqrt(n)}, endowment: 0.5, type: { family: power, exponent: ${1 + (i % 5) / 4}, min: 0, max: 1 } }`,
    ),
  ].join('\n');

describe('four hundred agents, no two alike', () => {
  write('many.yaml', unequal(400));

  test('are solved with a bound that the method is named with', () => {
    const { stdout, status } = run('solve', path('many.yaml'), '--json');
    const { accuracy, interior, supply } = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(accuracy.method).toBe('contour integrals with proved bounds');
    expect(accuracy.errorBound).toBeLessThan(1e-6 * supply);
    const sum = interior.holdings.reduce((total: number, held: number) => total + held, 0);
    expect(Math.abs(sum - supply)).toBeLessThan(1e-9 * supply);
  });

  test('are solved more finely for the asking', () => {
    const bound = (precision: string): number =>
      JSON.parse(run('solve', path('many.yaml'), '--precision', precision, '--json').stdout).accuracy.errorBound;
    expect(bound('1e-7')).toBeLessThan(bound('1e-5') / 20);
    const { stderr, status } = run('solve', path('many.yaml'), '--precision', '0');
    expect(status).toBe(2);
    expect(stderr).toMatch("argument '0' is invalid. Expected a number between 1e-10 and 0.01.");
  });

  test('play, and the run replays', () => {
    expect(run('run', path('many.yaml'), '--out', path('run')).status).toBe(0);
    expect(run('replay', path('run')).stdout).toMatch('identical to the last bit');
  });

  test('are too many for studies of each one’s deviations, which say so', () => {
    for (const command of ['deviate', 'equilibria']) {
      const { stderr, status } = run(command, path('many.yaml'));
      expect(status).toBe(2);
      expect(stderr).toMatch(/^forespot: 400 agents are too many to .*: at most 250; solve and run take any number/);
    }
  });
});
