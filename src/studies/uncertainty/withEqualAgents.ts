import type { Scenario } from '../../domain/scenario.ts';

/**
 * The symmetric setup of section 5.1 around any scenario: every agent like the first but for its endowment, and two to four
 * states of demand. Maximum demands are raised where the good would not be scarce; scales lie between what keeps it scarce by a
 * twentieth and 2. Numbers have three decimals, so that a witness can be read. `draw` is chance from [0, 1); the same draws give
 * the same scenario. Throws a RangeError where there are no agents.
 */
export const withEqualAgents = (scenario: Scenario, draw: () => number): Scenario => {
  const { supply, agents } = scenario;
  const [first] = agents;
  if (first === undefined) throw new RangeError(`the scenario ${scenario.name} has no agents`);
  const share = supply / agents.length;
  const maxDemand = Math.max(first.maxDemand, Math.ceil(1100 * share) / 1000);
  const least = (1.05 * share) / Math.min(maxDemand, supply);
  const count = 2 + Math.floor(3 * draw());
  const weights = Array.from({ length: count }, () => 1 + Math.floor(9 * draw()));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.slice(1).map((weight) => Math.round((1000 * weight) / total));
  const rest = shares.reduce((sum, share) => sum - share, 1000);
  return {
    ...scenario,
    agents: agents.map((agent) => ({ ...agent, maxDemand, type: first.type })),
    states: {
      anticipated: true,
      outcomes: [rest, ...shares].map((thousandths, w) => ({
        id: `w${w + 1}`,
        probability: thousandths / 1000,
        demandScale: Math.ceil(1000 * (least + (2 - least) * draw())) / 1000,
      })),
    },
  };
};
