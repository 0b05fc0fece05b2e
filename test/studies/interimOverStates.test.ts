import { describe, expect, test } from 'vitest';
import { marketsOf } from '../../src/assembly/marketsOf.ts';
import { interimOverStates } from '../../src/studies/interimOverStates.ts';
import { interimSpot } from '../../src/studies/interimSpot.ts';
import { agent, scenario } from '../support/setups.ts';

const outcomes = [
  { id: 'wide', probability: 1 / 4, demandScale: 1 },
  { id: 'never', probability: 0, demandScale: 0.6 },
  { id: 'narrow', probability: 3 / 4, demandScale: 3 / 4 },
];
const holdings = [0.7, 0.3];

describe('the spot market before types are known', () => {
  const given = scenario({
    agents: [agent('a1', { endowment: 1 }), agent('a2')],
    spot: { mechanism: 'agv', claimant: 'a1', resale: false },
    states: { anticipated: false, outcomes },
  });
  const { theoryIn } = marketsOf(given);
  const question = { holdings, rule: given.spot, surplusShares: [1, 0] };
  const found = interimOverStates({ scenario: given, theoryIn, holdings, surplusShares: [1, 0] });
  const [wide, narrow] = ['wide', 'narrow'].map((id) => interimSpot({ theory: theoryIn(id), ...question }));

  test('gives each agent the mean of what it gains in the states that can come true', () => {
    for (const [i, gain] of found.exAnteGains.entries()) {
      const mean = (wide?.exAnteGains[i] as number) / 4 + ((narrow?.exAnteGains[i] as number) * 3) / 4;
      expect(Math.abs(gain - mean)).toBeLessThan(1e-15);
    }
    expect(Math.abs((wide?.exAnteGains[0] as number) - (narrow?.exAnteGains[0] as number))).toBeGreaterThan(0.01);
  });

  test('is judged in the state in which a type gains least, and in which truth falls shortest', () => {
    // In the narrow state the market would lose money, which the claimant would have to bring.
    expect(found.interimParticipation).toEqual({ ...narrow?.interimParticipation, state: 'narrow' });
    expect(found.interimParticipation.gain).toBeLessThan(wide?.interimParticipation.gain as number);
    const regrets = [wide, narrow].map((each) => each?.largestRegret.regret as number);
    expect(found.largestRegret.regret).toBe(Math.max(...regrets));
  });

  test('is that of the economy itself where there are no states', () => {
    const plain = interimOverStates({
      scenario: { ...given, states: null },
      theoryIn,
      holdings,
      surplusShares: [1, 0],
    });
    const own = interimSpot({ theory: theoryIn(null), ...question });
    expect(plain.exAnteGains).toEqual(own.exAnteGains);
    expect(plain.interimParticipation).toEqual({ ...own.interimParticipation, state: null });
  });
});
