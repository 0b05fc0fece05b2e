import type { Scenario, ScenarioAgent } from '../../domain/scenario.ts';
import type { Theory } from '../../theory/theory.ts';
import { proposition10, proposition10Others } from '../boundary.ts';
import { figure1Claims, figure1Reason } from '../figure1Claims.ts';
import { forwardGame } from '../forwardGame.ts';
import { proposition9 } from '../proposition9.ts';
import { corollary2, corollary3, proposition7, type StrengthVerdict } from '../strength/strengthClaims.ts';
import { strengthOrder } from '../strength/strengthOrder.ts';
import { proposition8 } from '../strength/transformation.ts';
import { figure1Cases } from './paperCases.ts';
import type { Statement } from './statement.ts';

/** Sections 5.2 and 5.3: who holds how much at r*, and which holdings earn the spot market most. */

const theoryFor = (scenario: Scenario): Theory => forwardGame(scenario).baseTheory;
const moneyScale = ({ supply, lo, hi }: Theory): number => supply * (hi - lo);

const ofStrength =
  (claim: (theory: Theory) => StrengthVerdict): Statement['margin'] =>
  (scenario) => {
    const { worst } = claim(theoryFor(scenario));
    return worst === null ? null : worst / scenario.supply;
  };

/** Two groups, half the agents each, from the first two agents of which one is strictly stronger. */
const withTwoGroups = (scenario: Scenario): Scenario | null => {
  const { classes, classOf } = theoryFor(scenario);
  const pair = strengthOrder(classes).ordered.find(({ strict }) => strict);
  if (pair === undefined) return null;
  const [strong, weak] = [pair.stronger, pair.weaker].map((c) => scenario.agents[classOf.indexOf(c)] as ScenarioAgent);
  const half = Math.ceil(scenario.agents.length / 2);
  const agents = scenario.agents.map(({ id, endowment }, i) => ({
    ...((i < half ? strong : weak) as ScenarioAgent),
    id,
    endowment,
  }));
  const wanted = agents.reduce((sum, { maxDemand }) => sum + Math.min(maxDemand, scenario.supply), 0);
  // The weaker ones may want too little between them for the good to be scarce.
  return wanted > 1.01 * scenario.supply ? { ...scenario, agents } : null;
};

/** Proposition 10 on supports that begin at zero, or on the others, by the paper's rule or the corrected one. */
const cornering =
  (where: (lo: number) => boolean, rule: 'paper' | 'corrected'): Statement['margin'] =>
  (scenario) => {
    const theory = theoryFor(scenario);
    const { applies, margin } = proposition10(theory, rule);
    return applies && where(theory.lo) ? margin / moneyScale(theory) : null;
  };

export const holdings: readonly Statement[] = [
  {
    name: 'Proposition 7',
    claim: 'A stronger agent, with types that dominate and no smaller maximum demand, holds no less at r*.',
    margin: ofStrength(proposition7),
  },
  { name: 'Corollary 2', claim: 'Equal agents hold the same at r*.', margin: ofStrength(corollary2) },
  {
    name: 'Corollary 3',
    claim: 'Members of a stronger group hold no less at r* than those of a weaker one.',
    margin: ofStrength(corollary3),
  },
  {
    name: 'Proposition 8',
    claim: 'An agent that moves from the weak group to the strong one holds no less at r* than before.',
    kind: { name: 'two groups', make: withTwoGroups },
    // For every division of as many agents into the two groups.
    margin: (scenario) => {
      const { classes, supply } = theoryFor(scenario);
      const order = strengthOrder(classes).ordered.find(({ strict }) => strict);
      const [strong, weak] = [classes[order?.stronger ?? -1], classes[order?.weaker ?? -1]];
      if (strong === undefined || weak === undefined) return null;
      const { worst } = proposition8({ strong, weak, agents: scenario.agents.length, supply });
      return worst === null ? null : worst / supply;
    },
  },
  {
    name: 'Proposition 9',
    claim: 'Of all holdings with r_i <= k_i, r* earns the spot market the largest expected surplus.',
    margin: (scenario, draw) => {
      const theory = theoryFor(scenario);
      return proposition9({ theory, draws: 60, random: draw }).worst / moneyScale(theory);
    },
  },
  {
    name: 'Proposition 10 (lo = 0)',
    claim:
      'If holdings at the boundary earn the spot market most, the agent with the least integral of k_i - q_i holds everything; types from zero.',
    margin: cornering((lo) => lo === 0, 'paper'),
  },
  {
    name: 'Proposition 10 (lo > 0)',
    claim:
      'If holdings at the boundary earn the spot market most, the agent with the least integral of k_i - q_i holds everything; types above zero.',
    correction: 'the agent that corners best minimises lo k_i + the integral of k_i - q_i',
    margin: cornering((lo) => lo > 0, 'paper'),
  },
  {
    name: 'Repair: lo k_i in the choice of the agent',
    claim:
      'If holdings at the boundary earn the spot market most, the agent with the least lo k_i + integral of k_i - q_i holds everything.',
    corrected: true,
    margin: cornering((lo) => lo > 0, 'corrected'),
  },
  {
    name: 'Proposition 10 (holdings of the others)',
    claim: 'Where one agent corners the market best, the others may hold anything up to q_j(lo).',
    correction: 'with lo > 0 they hold nothing',
    margin: (scenario) => {
      const theory = theoryFor(scenario);
      const { applies, margin } = proposition10Others(theory);
      return applies ? margin / moneyScale(theory) : null;
    },
  },
  {
    name: 'Figure 1',
    claim:
      'Both curves rise with k_1 up to 1/3; from there the interior’s rises less and the corner’s falls; the corner earns more for small k_1, the interior for large ones.',
    // The curves are one matter and not one an economy.
    margin: (scenario) =>
      scenario === figure1Cases[0] ? Math.min(...figure1Claims(50).map(({ margin }) => margin)) : null,
  },
  {
    name: 'Figure 1 (why the interior earns more)',
    claim: 'As k_1 grows the common worst-off type falls.',
    margin: (scenario) =>
      scenario === figure1Cases[3] ? Math.min(...figure1Reason(50).map(({ margin }) => margin)) : null,
  },
];
