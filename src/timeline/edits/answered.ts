import type { ForkPoint } from '../forkPoint.ts';
import type { PlacedEvent } from '../moment.ts';

/** The event after which an agent's demand in the cycle that is going on comes too late. */
export const demandedBy = ({ said }: ForkPoint, agent: string): PlacedEvent | undefined =>
  said.find(
    ({ event }) =>
      (event.kind === 'demand-submitted' && event.agent === agent) ||
      (event.kind === 'answer-refused' && event.market === 'forward' && event.agent === agent) ||
      event.kind === 'forward-cleared' ||
      event.kind === 'forward-refused',
  );

/** The same of its report. */
export const reportedBy = ({ said }: ForkPoint, agent: string): PlacedEvent | undefined =>
  said.find(
    ({ event }) =>
      (event.kind === 'report-submitted' && event.agent === agent) ||
      (event.kind === 'answer-refused' && event.market === 'spot' && event.agent === agent) ||
      (event.kind === 'spot-opened' && !event.operates) ||
      event.kind === 'spot-cleared',
  );
