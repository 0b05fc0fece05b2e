import type { Scenario } from '../../domain/scenario.ts';
import type { ForkPoint } from '../forkPoint.ts';
import type { PlacedEvent } from '../moment.ts';
import { Fault } from './fault.ts';

/** Where something of one cycle is set; `scenario` has the rules that are set beside it. */
export interface CycleContext {
  readonly point: ForkPoint;
  readonly scenario: Scenario;
}

/** Between cycles, that another one follows. */
export const needCycle = ({ point, scenario }: CycleContext): void => {
  if (point.said.length === 0 && point.state.cycle >= scenario.cycles) {
    throw new Fault(`no cycle follows: set cycles, too, which are ${scenario.cycles}`);
  }
};

/** What has been said already, in words: `a1 demanded in event 9: fork at 9 or before`. */
export const past = (what: string, by: PlacedEvent | undefined): void => {
  if (by !== undefined) throw new Fault(`${what} in event ${by.seq}: fork at ${by.seq} or before`);
};
