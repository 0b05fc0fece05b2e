import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RepeatedDeviations } from '../../src/studies/repeated/repeatedDeviations.ts';
import { bundled, refused, workplace } from './workplace.ts';

const { run, write } = workplace();
const trade = readFileSync(bundled('bilateral-trade'), 'utf8');
write('once.yaml', trade);
write('twice.yaml', `${trade}cycles: 2\n`);
write(
  'resold.yaml',
  `${trade}cycles: 3\ndiscount: 0.9\nforward: { rule: posted, charges: linear }\nspot: { resale: true }\n`,
);
/** The line of a table, or of text, that begins with a word. */
const line = (text: string, word: string): string => text.split('\n').find((one) => one.trim().startsWith(word)) ?? '';

describe('forespot deviate --repeated', () => {
  test('shows what leaving resale out of a market costs, variant by variant, and what to write', () => {
    const { status, stdout, stderr } = run('deviate', 'twice.yaml', '--repeated');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('a unit is worth 0.5000 in one cycle alone, 0.5000 for resale, 1.0000 together');
    // 5/48 and 7/32 for each of the two.
    expect(line(stdout, 'posted, both leave')).toMatch(/posted +linear +0\.5000 +2\.08e-1 +2\.08e-1 +0\.00e\+0/);
    expect(line(stdout, 'posted, forward leaves')).toMatch(/0\.00e\+0 +\S+ +4\.38e-1 +4\.38e-1$/);
    expect(stdout).toContain('posted, resale in both: nobody gains more than 1.0e-9 money');
    expect(stdout).toContain(
      'posted, both leave it out: seller gains 1.04e-1 by its reports and 0.00e+0 by its demand',
    );
    expect(stdout).toContain('next: write forward: { rule: posted, charges: linear } and spot: { resale: true }');
    for (const each of stdout.split('\n').slice(3, 11)) expect(each.length).toBeLessThanOrEqual(140);
  });

  test('--json has the same figures, for any horizon', () => {
    const found: RepeatedDeviations = JSON.parse(run('deviate', 'resold.yaml', '--repeated', '--json').stdout);
    expect(found).toMatchObject({ name: 'bilateral-trade', horizon: 3, discount: 0.9, worstOffType: 0.5 });
    expect(found.variants[0]).toMatchObject({ name: 'as written', resale: { forward: true, spot: true } });
    expect(found.variants[0]?.spotUpperBound).toBeLessThan(1e-9);
    const forever = run('deviate', 'resold.yaml', '--repeated', '--horizon', 'infinite', '--json');
    // t^ / (1 - beta).
    expect(JSON.parse(forever.stdout)).toMatchObject({ horizon: null, unitValue: 0.5 / (1 - 0.9) });
  });

  test('a scenario with resale runs, and its log replays and reruns to the last bit', () => {
    expect(run('run', 'resold.yaml', '--out', 'r')).toMatchObject({ status: 0 });
    expect(run('replay', 'r')).toMatchObject({ status: 0, stderr: '' });
    expect(run('rerun', 'r')).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('bad input', () => {
  test('one cycle has no resale', () => {
    expect(run('deviate', 'once.yaml', '--repeated')).toEqual(
      refused(
        'once.yaml: expected 2 cycles or more, found 1: after the last cycle a unit is worth nothing, so there is no resale to study; write cycles: 2, or add --horizon 2 or --horizon infinite',
      ),
    );
  });

  test('without an end units are worth infinitely much undiscounted', () => {
    expect(run('deviate', 'twice.yaml', '--repeated', '--horizon', 'infinite')).toEqual(
      refused(
        'twice.yaml: expected a discount below 1 with --horizon infinite, found 1: a unit would be worth infinitely much; write discount: 0.95, say',
      ),
    );
  });

  test('agents of whom no two want the same are refused in a sentence where they are many', () => {
    const agents = Array.from(
      { length: 20 },
      (_, i) =>
        `  - { id: a${i}, maxDemand: ${0.6 + Math.sqrt(i) / 5}, endowment: 0.5, type: { family: uniform, min: 0, max: 1 } }`,
    );
    write('many.yaml', `name: many\nsupply: 10\ncycles: 2\nagents:\n${agents.join('\n')}\n`);
    const found = run('deviate', 'many.yaml', '--repeated');
    expect(found).toMatchObject({ status: 2, stdout: '' });
    expect(found.stderr).toMatch(/^forespot: the allocations that these agents can expect are too many to follow/);
    expect(found.stderr).toMatch(/round the demands to a common step\n$/);
  });

  test('endowments that are reset, states, readings and options that do not fit are refused with a sentence', () => {
    write('reset.yaml', `${trade}cycles: 2\ncarry: reset\n`);
    expect(run('deviate', 'reset.yaml', '--repeated').stderr).toContain('expected carry: allocation, found reset');
    const winters = readFileSync(bundled('uncertain-demand'), 'utf8').replace('carry: reset', 'carry: allocation');
    write('winters.yaml', winters);
    expect(run('deviate', 'winters.yaml', '--repeated').stderr).toContain('expected no states of demand');
    for (const [args, sentence] of [
      [['--repeated', '--reading', 'gated'], '--reading gated: a repeated economy is read as paper or rationed'],
      [['--repeated', '--demands', '0,1'], '--repeated studies deviations from demands of r*'],
      [['--horizon', '3'], '--horizon counts the cycles of a repeated economy'],
      [['--repeated', '--horizon', '0'], 'Expected a whole number between 1 and 1,000,000,000'],
    ] as const) {
      const found = run('deviate', 'twice.yaml', ...args);
      expect(found).toMatchObject({ status: 2, stdout: '' });
      expect(found.stderr).toContain(sentence);
    }
  });
});
