import { describe, expect, test } from 'vitest';
import { forwardMarketFor, spotMarketFor } from '../../markets/marketsFor.ts';
import { surplusShares } from '../../markets/spot/shares.ts';
import type { ForwardRule, SpotRule } from '../../src/domain/scenario.ts';
import { theories } from '../support/economies.ts';

const vcg: SpotRule = { mechanism: 'vcg', resale: false };
const agv = (claimant: string): SpotRule => ({ mechanism: 'agv', claimant, resale: false });

describe('the surplus of the spot market', () => {
  test('leaves the agents under vcg', () => expect(surplusShares(vcg, ['a1', 'a2'])).toEqual([0, 0]));
  test('goes to the claimant under agv', () => expect(surplusShares(agv('a2'), ['a1', 'a2'])).toEqual([0, 1]));
  test('goes to all alike where the claim is equal', () =>
    expect(surplusShares(agv('equal'), ['a1', 'a2'])).toEqual([1 / 2, 1 / 2]));
});

describe('the markets of a scenario are those that it names', () => {
  const theory = theories.bilateral();

  test.each<readonly [ForwardRule, string, string]>([
    [{ rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'none' }, 'discriminatory', 'nash'],
    [{ rule: 'discriminatory', margin: 0.25, domain: 'paper', charges: 'none' }, 'discriminatory', 'none'],
    [{ rule: 'posted', margin: 0.25, domain: 'full', charges: 'none' }, 'posted', 'dominant'],
    [{ rule: 'posted', margin: 0.25, domain: 'paper', charges: 'none' }, 'posted', 'none'],
    [{ rule: 'uniform', price: null, charges: 'none' }, 'uniform', 'none'],
    [{ rule: 'none' }, 'none', 'none'],
  ])('forward: %o', (forward, pricing, equilibrium) => {
    expect(forwardMarketFor({ forward, spot: vcg }, theory).profile).toMatchObject({ pricing, equilibrium });
  });

  test('spot: vcg, and agv whose claimant receives the surplus', () => {
    const forward: ForwardRule = { rule: 'none' };
    expect(spotMarketFor({ forward, spot: vcg }, theory).profile.mechanism).toBe('vcg');
    const [first, second] = ['a1', 'a2'].map((claimant) => {
      const market = spotMarketFor({ forward, spot: agv(claimant) }, theory);
      expect(market.profile.mechanism).toBe('agv');
      return market.open([1 / 2, 1 / 2]).clear([1 / 4, 3 / 4]).payments[0] as number;
    }) as [number, number];
    // Pi at equal halves is 1/12 (Cramton, Gibbons & Klemperer): the first pays that much less where it is the claimant.
    expect(second - first).toBeCloseTo(1 / 12, 12);
  });
});
