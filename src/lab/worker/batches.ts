import type { MarketEvent } from '../../domain/events.ts';
import { createMeasurer, type Measurer } from '../../studies/measures/createMeasurer.ts';
import type { MarketNews, Measured } from './marketNews.ts';

/** Most events of one message: the page takes them between two frames. */
const MOST = 1500;
/** Events that a page holds: beyond, memory and the scrubber suffer. */
export const MOST_EVENTS = 400_000;

/** Gathers events for the page, with the measures of each cycle; those that a log holds are taken as they are. */
export const createBatches = (tell: (news: MarketNews) => void) => {
  let events: MarketEvent[] = [];
  let measures: Measured[] = [];
  let measurer: Measurer | null = null;
  let sent = 0;
  const flush = (): void => {
    if (events.length === 0) return;
    tell({ kind: 'events', events, measures });
    events = [];
    measures = [];
  };
  return {
    take: (event: MarketEvent): void => {
      if (event.kind === 'run-started') measurer = createMeasurer(event.scenario);
      events.push(event);
      sent += 1;
      measurer?.take(event);
      if (event.kind === 'cycle-measured') measures.push(event);
      if (event.kind === 'cycle-closed' && measurer !== null) measures.push(measurer.measured());
      // The first cycle is shown at once.
      if (events.length >= MOST || (event.kind === 'cycle-closed' && event.cycle === 1)) flush();
    },
    flush,
    full: (): boolean => sent >= MOST_EVENTS,
  };
};
