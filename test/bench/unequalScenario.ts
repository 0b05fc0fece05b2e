import type { Scenario } from '../../src/domain/scenario.ts';

const FAMILIES = [
  (x: number) => ({ family: 'power', exponent: 0.6 + x, min: 0, max: 1 }) as const,
  (x: number) => ({ family: 'truncated-normal', mean: 0.3 + 0.4 * x, sd: 0.25, min: 0, max: 1 }) as const,
  () => ({ family: 'triangular', mode: 0.5, min: 0, max: 1 }) as const,
] as const;

/** `different` agents of whom no two are alike, with demands on no step, each `copies` times over. */
export const unequalScenario = (different: number, copies = 1): Scenario => ({
  name: `unequal-${different}`,
  about: '',
  seed: 'bench',
  units: { quantity: 'units', money: 'money' },
  supply: (different * copies) / 2,
  agents: Array.from({ length: different * copies }, (_, j) => {
    const i = j % different;
    return {
      id: `a${j}`,
      maxDemand: 0.6 + 0.8 * Math.sqrt(((i * 389) % different) / different),
      endowment: 0.5,
      type: FAMILIES[(i % 3) as 0 | 1 | 2](((i * 211) % different) / different),
      forward: { strategy: 'equilibrium' },
      spot: { strategy: 'truthful' },
    };
  }),
  forward: { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'none' },
  spot: { mechanism: 'vcg', resale: false },
  states: null,
  cycles: 1,
  carry: 'allocation',
  discount: 1,
});
