import { nearest } from '../../../scenarios/nearest.ts';
import { show } from '../../../scenarios/show.ts';
import type { Edit } from '../../domain/edits.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { editTarget } from '../../engine/edits.ts';
import { demandedBy, reportedBy } from './answered.ts';
import type { Assignment } from './changedScenario.ts';
import { type CycleContext, needCycle, past } from './cycleContext.ts';
import { Fault, idIn, within } from './fault.ts';

/** A demand, a report, a type or the state of the cycle that is going on, or of the next, if it is not said yet. */
export const cycleEdit = ({ path, value }: Assignment, context: CycleContext): Edit => {
  const { point, scenario } = context;
  if (path === 'state') return stateEdit(value, context);
  const target = editTarget(path);
  if (target === null || !('agent' in target))
    throw new Fault(`expected an agent's id behind it, as in ${path}.${scenario.agents[0]?.id}`);
  const agent = idIn(scenario, target.agent);
  needCycle(context);
  const { min, max } = (scenario.agents[0] as Scenario['agents'][number]).type;
  switch (target.kind) {
    case 'demand': {
      const by = demandedBy(point, agent);
      past(
        by?.event.kind === 'forward-refused'
          ? 'the forward market stayed shut'
          : by?.event.kind === 'forward-cleared'
            ? 'the forward market cleared'
            : `${agent} demanded`,
        by,
      );
      const opened = point.said.some(({ event }) => event.kind === 'forward-opened');
      if (((opened ? point.state.openedWith.forward : null) ?? scenario).forward.rule === 'none') {
        throw new Fault('nobody is asked for a demand: the rule of the forward market is none');
      }
      return { path, value: within(value, 0, scenario.supply, 'a demand') };
    }
    case 'report': {
      const by = reportedBy(point, agent);
      past(
        by?.event.kind === 'spot-opened'
          ? 'the spot market stayed shut'
          : by?.event.kind === 'spot-cleared'
            ? 'the spot market cleared'
            : `${agent} reported`,
        by,
      );
      return { path, value: within(value, min, max, 'a report') };
    }
    case 'type':
      past(
        'types were drawn',
        point.said.find(({ event }) => event.kind === 'types-realized'),
      );
      return { path, value: within(value, min, max, 'a type') };
    default:
      throw new Fault('it cannot be set');
  }
};

const stateEdit = (value: unknown, context: CycleContext): Edit => {
  const { point, scenario } = context;
  if (scenario.states === null) throw new Fault('the scenario has no states of demand');
  needCycle(context);
  past(
    'the state came true',
    point.said.find(({ event }) => event.kind === 'state-realized'),
  );
  const ids = scenario.states.outcomes.map(({ id }) => id);
  const id = String(value);
  if (ids.includes(id)) return { path: 'state', value: id };
  const meant = nearest(id, ids);
  throw new Fault(
    `expected ${ids.join(' or ')}, got ${show(value)}${meant === null ? '' : `: did you mean ${meant}?`}`,
  );
};
