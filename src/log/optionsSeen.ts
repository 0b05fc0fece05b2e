import type { Detail } from '../engine/commands.ts';
import type { VisibleEvent } from './visibleEvent.ts';

/** What the events of a log show of how its run was asked for; undefined as long as they show nothing. */
export interface OptionsSeen {
  readonly take: (event: VisibleEvent) => void;
  /** Full where an answer has an event of its own, compact where a spot market cleared with answers that have none. */
  readonly log: () => Detail | undefined;
  readonly measure: () => boolean | undefined;
}

export const createOptionsSeen = (): OptionsSeen => {
  let log: Detail | undefined;
  let measure: boolean | undefined;
  let refused = 0;
  let closed = false;
  return {
    take: (event) => {
      if (closed) measure ??= event.kind === 'cycle-measured';
      closed = event.kind === 'cycle-closed';
      if (event.kind === 'demand-submitted' || event.kind === 'report-submitted') log ??= 'full';
      if (event.kind === 'spot-opened') refused = 0;
      // A refusal is an event in both.
      if (event.kind === 'answer-refused') refused += 1;
      if (event.kind === 'spot-cleared' && refused < event.reports.length) log ??= 'compact';
    },
    log: () => log,
    measure: () => measure,
  };
};
