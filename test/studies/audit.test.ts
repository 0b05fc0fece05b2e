import { describe, expect, test, vi } from 'vitest';
import type { Scenario } from '../../src/domain/scenario.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { auditCases, auditRows, auditSome } from '../../src/studies/audit/audit.ts';
import { paperCases } from '../../src/studies/audit/paperCases.ts';
import { shrink } from '../../src/studies/audit/shrink.ts';
import { solve } from '../../src/studies/solve.ts';

const audit = (economies: number) => {
  const shares = Array.from({ length: auditCases(economies) }, (_, index) => auditSome([index], 'test', nodeSha256));
  return auditRows(shares, 'test', nodeSha256);
};

describe('the audit', () => {
  const rows = audit(12);
  const row = (statement: string) => rows.find((one) => one.statement === statement);

  test('finds that the budget of Proposition 4 cannot balance, with a witness that solve confirms', () => {
    const found = row('Proposition 4 (budget balance)');
    expect(found?.verdict).toBe('fails');
    expect(solve(found?.witness as Scenario).forward.supremumBudget).toBeLessThan(0);
    expect(found?.witness?.agents.length).toBe(2);
  });

  test('finds that charges repair it', () => {
    expect(rows.filter(({ corrected }) => corrected).map(({ verdict }) => verdict)).toEqual(
      rows.filter(({ corrected }) => corrected).map(() => 'holds corrected'),
    );
  });

  test('gives the same rows whatever the shares of the workers', () => {
    const half = auditCases(4) / 2;
    const all = Array.from({ length: auditCases(4) }, (_, index) => index);
    const [odd, even] = [all.filter((i) => i % 2 === 1), all.filter((i) => i % 2 === 0)];
    const one = auditRows([auditSome(all, 'test', nodeSha256)], 'test', nodeSha256);
    const two = auditRows(
      [auditSome(odd, 'test', nodeSha256), auditSome(even, 'test', nodeSha256)],
      'test',
      nodeSha256,
    );
    expect(half).toBeGreaterThan(0);
    expect(two).toEqual(one);
  });

  test('notices a broken formula: a spot payoff that is a hundredth too high', async () => {
    vi.resetModules();
    vi.doMock('../../src/theory/spotPayoff.ts', async (original) => {
      const real = await original<typeof import('../../src/theory/spotPayoff.ts')>();
      const wrong = (...args: Parameters<typeof real.spotPayoffAt>) => 1.01 * real.spotPayoffAt(...args);
      return { ...real, spotPayoffAt: wrong };
    });
    const broken = await import('../../src/studies/audit/audit.ts');
    const indices = paperCases.map((_, index) => index);
    const found = broken.auditRows([broken.auditSome(indices, 'test', nodeSha256)], 'test', nodeSha256);
    vi.doUnmock('../../src/theory/spotPayoff.ts');
    const failing = found.filter(({ verdict }) => verdict === 'fails').map(({ statement }) => statement);
    expect(failing).toContain('Lemma 2');
  });
});

describe('shrinking a witness', () => {
  test('keeps what fails and drops the rest', () => {
    const five = paperCases[2] as Scenario;
    const smallest = shrink(five, ({ agents }) => agents.length >= 3);
    expect(smallest.agents.length).toBe(3);
    expect(smallest.agents.reduce((sum, { endowment }) => sum + endowment, 0)).toBe(1);
  });

  test('an economy on which the check itself fails is no witness', () => {
    const failsOnTwo = ({ agents }: Scenario): boolean => {
      if (agents.length === 2) throw new Error('cannot be checked');
      return true;
    };
    expect(shrink(paperCases[2] as Scenario, failsOnTwo).agents.length).toBeGreaterThan(2);
  });
});
