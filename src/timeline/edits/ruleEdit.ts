import type { Edit } from '../../domain/edits.ts';
import type { EventKind } from '../../domain/events.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { type EditTarget, editTarget } from '../../engine/edits.ts';
import type { ForkPoint } from '../forkPoint.ts';
import type { PlacedEvent } from '../moment.ts';
import { demandedBy, reportedBy } from './answered.ts';
import { Fault } from './fault.ts';

/** The whole rule or strategy that a path leads into, if it can still make a difference. */
export const ruleEdit = (path: string, changed: Scenario, point: ForkPoint): Edit => {
  const target = targetOf(path);
  const { cycle } = point.state;
  if (changed.cycles < cycle) {
    throw new Fault(`cycle ${cycle} has begun: expected ${cycle} cycles or more, got ${changed.cycles}`);
  }
  const opened = (...kinds: readonly EventKind[]): PlacedEvent | undefined =>
    point.said.find(({ event }) => kinds.includes(event.kind));
  /** Refuses what would come too late for this cycle where no other follows. */
  const late = (what: string, by: PlacedEvent | undefined): void => {
    if (changed.cycles > cycle) return;
    if (point.said.length === 0) throw new Fault(`no cycle follows: set cycles, too, which are ${cycle}`);
    if (by === undefined) return;
    throw new Fault(
      `${what} in event ${by.seq}, and no cycle follows: fork at ${by.seq} or before, or set cycles, too`,
    );
  };
  switch (target.kind) {
    case 'forward':
      late('the forward market opened', opened('forward-opened', 'forward-refused'));
      return { path: 'forward', value: changed.forward };
    case 'spot':
      late('the spot market opened', opened('spot-opened'));
      return { path: 'spot', value: changed.spot };
    case 'carry':
      late('the last cycle started', opened('cycle-started'));
      return { path: 'carry', value: changed.carry };
    case 'cycles':
    case 'discount':
      return { path: target.kind, value: changed[target.kind] };
    case 'strategy': {
      const { agent, market } = target;
      const own = changed.agents.find(({ id }) => id === agent) as Scenario['agents'][number];
      late(`${agent} was asked`, market === 'forward' ? demandedBy(point, agent) : reportedBy(point, agent));
      return { path: `agents.${agent}.${market}`, value: own[market] };
    }
    default:
      throw new Fault('it is no rule');
  }
};

/** Of `agents.a1.forward.factor` that of `agents.a1.forward`. */
const targetOf = (path: string): EditTarget => {
  const whole = path.startsWith('agents.')
    ? path.replace(/^(agents\..+?\.(?:forward|spot))\..*$/s, '$1')
    : (path.split('.')[0] as string);
  const target = editTarget(whole);
  if (target === null) throw new Fault('nothing is called so');
  return target;
};
