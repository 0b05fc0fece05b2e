import { show, showSum } from '../../../scenarios/show.ts';
import type { PerAgent } from '../../domain/economy.ts';
import type { Edit } from '../../domain/edits.ts';
import type { Assignment } from './changedScenario.ts';
import { type CycleContext, needCycle, past } from './cycleContext.ts';
import { Fault, idIn, within } from './fault.ts';

/** As far as sums of decimals can be trusted; the loader of scenarios allows the same. */
const SUM_TOLERANCE = 1e-9;

/** All endowments of the next cycle, of which some are set; they must add up to the supply. */
export const endowmentsEdit = (assignments: readonly Assignment[], context: CycleContext): Edit => {
  const { point, scenario } = context;
  needCycle(context);
  past(
    'the cycle started with these endowments',
    point.said.find(({ event }) => event.kind === 'cycle-started'),
  );
  const { agents, supply } = scenario;
  const carried = point.state.cycle > 0 && scenario.carry === 'allocation';
  const each: number[] = carried ? [...point.state.allocation] : agents.map(({ endowment }) => endowment);
  for (const { path, value } of assignments) {
    const id = path.slice('endowments.'.length);
    if (path !== 'endowments') {
      each[agents.findIndex((agent) => agent.id === idIn(scenario, id))] = within(
        value,
        0,
        supply,
        `${id}'s endowment`,
      );
      continue;
    }
    if (!Array.isArray(value) || value.length !== agents.length) {
      throw new Fault(`expected a list of ${agents.length} numbers, one an agent, got ${show(value)}`);
    }
    value.forEach((one, i) => {
      each[i] = within(one, 0, supply, `${agents[i]?.id}'s endowment`);
    });
  }
  const sum = each.reduce((all, one) => all + one, 0);
  if (Math.abs(sum - supply) > SUM_TOLERANCE * supply) {
    const off = showSum(Math.abs(sum - supply));
    throw new Fault(
      `they would add up to ${showSum(sum)}, which is ${off} too ${sum < supply ? 'little' : 'much'}: set others, too, so that they add up to the supply of ${show(supply)}`,
    );
  }
  return { path: 'endowments', value: each as PerAgent };
};
