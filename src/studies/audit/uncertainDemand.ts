import type { Scenario } from '../../domain/scenario.ts';
import {
  type ClaimVerdict,
  corollary1,
  linearChargesBudget,
  proposition5Budget,
  proposition5Efficiency,
  proposition6Budget,
  proposition6Equilibrium,
} from '../uncertainty/uncertaintyClaims.ts';
import { withEqualAgents } from '../uncertainty/withEqualAgents.ts';
import type { Statement } from './statement.ts';

/** Section 5.1: equal agents, whose demand depends on a state that is drawn between the markets. */

const moneyScale = ({ supply, agents }: Scenario): number => {
  const { min, max } = (agents[0] as Scenario['agents'][number]).type;
  return supply * (max - min);
};

const about = (claim: (scenario: Scenario, m: number) => ClaimVerdict): Pick<Statement, 'kind' | 'margin'> => ({
  kind: { name: 'equal agents', make: withEqualAgents },
  margin: (scenario, draw) => claim(scenario, 0.01 + 2 * draw()).margin / moneyScale(scenario),
});

const correction = 'linear charges, which do not depend on demands, balance the budget';

export const uncertainDemand: readonly Statement[] = [
  {
    name: 'Corollary 1',
    claim: 'From equal holdings of equal agents the spot market operates in every state of demand.',
    ...about(corollary1),
  },
  {
    name: 'Proposition 5 (efficiency in every state)',
    claim:
      'Where states are not anticipated, equal holdings are an equilibrium and the spot market operates in every state.',
    ...about(proposition5Efficiency),
  },
  {
    name: 'Proposition 5 (budget balance)',
    claim: 'Where states are not anticipated, some price function of the family balances the forward market’s budget.',
    correction,
    ...about(proposition5Budget),
  },
  {
    name: 'Proposition 6 (equilibrium)',
    claim: 'Where states are anticipated, every price function of the family makes equal holdings an equilibrium.',
    ...about(proposition6Equilibrium),
  },
  {
    name: 'Proposition 6 (budget balance)',
    claim: 'Where states are anticipated, some price function of the family balances the forward market’s budget.',
    correction,
    ...about(proposition6Budget),
  },
  {
    name: 'Repair: linear charges, anticipated states',
    claim: 'Charges that do not depend on one’s demand balance the budget.',
    corrected: true,
    ...about(linearChargesBudget),
  },
];
