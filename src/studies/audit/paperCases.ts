import type { DistributionSpec } from '../../domain/distribution.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { plain } from './randomScenario.ts';

const uniform: DistributionSpec = { family: 'uniform', min: 0, max: 1 };

const economy = (
  name: string,
  agents: readonly { readonly maxDemand: number; readonly endowment: number; readonly type?: DistributionSpec }[],
): Scenario => ({
  ...plain(name),
  agents: agents.map(({ maxDemand, endowment, type = uniform }, i) => ({
    id: `a${i + 1}`,
    maxDemand,
    endowment,
    type,
    forward: { strategy: 'equilibrium' },
    spot: { strategy: 'truthful' },
  })),
});

/** Liu, Loertscher and Marx (2020), Figure 1 at k_1 = 0.1, 1/3, 1/2 and 2/3. */
export const figure1Cases: readonly Scenario[] = [0.1, 1 / 3, 1 / 2, 2 / 3].map((k) =>
  economy(`figure-1 at ${k}`, [
    { maxDemand: k, endowment: 1 },
    { maxDemand: 2 / 3, endowment: 0 },
    { maxDemand: 2 / 3, endowment: 0 },
  ]),
);

/** The economies that the paper and the literature before it speak of. */
export const paperCases: readonly Scenario[] = [
  // Myerson and Satterthwaite (1983)
  economy('bilateral-trade', [
    { maxDemand: 1, endowment: 1 },
    { maxDemand: 1, endowment: 0 },
  ]),
  // Cramton, Gibbons and Klemperer (1987)
  economy(
    'partnership',
    [0.6, 0.2, 0.1, 0.1].map((endowment) => ({ maxDemand: 1, endowment })),
  ),
  // Loertscher and Mezzetti (2019)
  economy(
    'two-sided',
    [0.5, 0.5, 0, 0, 0].map((endowment) => ({ maxDemand: 0.5, endowment })),
  ),
  // Lu and Robert (2001)
  economy(
    'equal demands',
    [1, 0, 0, 0].map((endowment) => ({
      maxDemand: 0.4,
      endowment,
      type: { family: 'beta', alpha: 2, beta: 3, min: 0, max: 1 },
    })),
  ),
  ...figure1Cases,
];
