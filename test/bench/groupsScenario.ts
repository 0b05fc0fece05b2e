import type { Scenario } from '../../src/domain/scenario.ts';

const FAMILIES = [
  { family: 'uniform' },
  { family: 'power', exponent: 2 },
  { family: 'triangular', mode: 0.6 },
  { family: 'truncated-normal', mean: 0.5, sd: 0.25 },
] as const;

/** n agents in four groups (fewer for small n) who own equal shares; each spot allocation is the next endowment. */
export const groupsScenario = (n: number, cycles: number): Scenario => ({
  name: `groups-${n}`,
  about: '',
  seed: 'bench',
  units: { quantity: 'units', money: 'money' },
  supply: n,
  agents: Array.from({ length: n }, (_, i) => ({
    id: `a${i}`,
    maxDemand: 1 + (i % 4),
    endowment: 1,
    type: { ...FAMILIES[(i % 4) as 0 | 1 | 2 | 3], min: 0, max: 1 },
    forward: { strategy: 'equilibrium' },
    spot: { strategy: 'truthful' },
  })),
  forward: { rule: 'discriminatory', margin: 0.25, domain: 'full', charges: 'none' },
  spot: { mechanism: 'vcg', resale: false },
  states: null,
  cycles,
  carry: 'allocation',
  discount: 1,
});
