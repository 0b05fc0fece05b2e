import { checkAgents, type LooseAgents } from './checkAgents.ts';
import { checkClaimant, checkResale, checkStates } from './checkMarkets.ts';
import type { Support } from './checkType.ts';
import { checkTypes } from './checkTypes.ts';
import type { Column } from './column.ts';
import { isWritten, type Loose } from './loose.ts';
import type { Problem } from './problem.ts';
import { refusal } from './refusal.ts';
import type { WrittenScenario } from './schema.ts';
import { show } from './show.ts';
import { type Numeric, toNumber } from './toNumber.ts';

/** Everything that one part of a file says about another. Parts that are missing or faulty are passed over. */
export function checkScenario(
  scenario: Loose<WrittenScenario>,
  columnOf: (file: string, column: string) => Column,
): readonly Problem[] {
  const { agents, spot, states } = scenario;
  if (agents === undefined) return [];
  const supply = isWritten(scenario, 'supply') ? toNumber(scenario.supply) : 1;
  const group = checkAgents(agents, supply);
  const types = checkTypes(agents, columnOf);
  return [
    ...group,
    ...types.problems,
    ...checkAnswers(agents, supply, types.supports),
    ...checkClaimant(spot, agents),
    ...checkResale(scenario),
    ...checkStates(states, agents, supply),
  ];
}

/** Fixed answers that the markets would refuse in every cycle. */
function checkAnswers(
  agents: LooseAgents,
  supply: number | null,
  supports: readonly (Support | null)[],
): readonly Problem[] {
  return agents.flatMap((agent, index): readonly Problem[] => {
    const problems: Problem[] = [];
    const written = fixedAnswer(agent?.forward, 'demand');
    const demand = toNumber(written);
    if (supply !== null && demand !== null && demand > supply) {
      const message = refusal(`at most ${show(supply)}, the supply`, written);
      problems.push({ path: ['agents', index, 'forward', 'demand'], message });
    }
    const report = fixedAnswer(agent?.spot, 'report');
    const type = toNumber(report);
    const support = supports[index] ?? null;
    if (support !== null && type !== null && (type < support.min || type > support.max)) {
      const message = refusal(`between ${show(support.min)} and ${show(support.max)}, the support`, report);
      problems.push({ path: ['agents', index, 'spot', 'report'], message });
    }
    return problems;
  });
}

function fixedAnswer(choice: unknown, parameter: string): Numeric | undefined {
  if (typeof choice !== 'object' || choice === null) return undefined;
  const { strategy, [parameter]: value } = choice as Record<string, Numeric | undefined>;
  return strategy === 'fixed' ? value : undefined;
}
