import type { EventOf, MarketEvent } from '../domain/events.ts';

/** The events of one cycle, each under its name. */
export interface CycleStory {
  readonly cycle: number;
  readonly started: EventOf<'cycle-started'>;
  readonly opened: EventOf<'forward-opened'> | null;
  readonly refused: EventOf<'forward-refused'> | null;
  readonly cleared: EventOf<'forward-cleared'> | null;
  readonly state: EventOf<'state-realized'> | null;
  readonly types: EventOf<'types-realized'>;
  readonly spot: EventOf<'spot-opened'>;
  readonly traded: EventOf<'spot-cleared'> | null;
  readonly skipped: EventOf<'spot-skipped'> | null;
  readonly closed: EventOf<'cycle-closed'>;
  readonly refusals: readonly EventOf<'answer-refused'>[];
}

/** Collects events and calls `tell` at the end of every cycle. Memory: one cycle. */
export const storyteller = (tell: (story: CycleStory) => void): ((event: MarketEvent) => void) => {
  let events: MarketEvent[] = [];
  return (event) => {
    // Demands and reports stand in the events that clear them.
    if (event.kind === 'demand-submitted' || event.kind === 'report-submitted') return;
    if (event.kind === 'cycle-started') events = [];
    events.push(event);
    if (event.kind === 'cycle-closed') tell(storyOf(events, event));
  };
};

const storyOf = (events: readonly MarketEvent[], closed: EventOf<'cycle-closed'>): CycleStory => {
  const find = <K extends MarketEvent['kind']>(kind: K): EventOf<K> | null =>
    (events.find((event) => event.kind === kind) as EventOf<K> | undefined) ?? null;
  return {
    cycle: closed.cycle,
    started: find('cycle-started') as EventOf<'cycle-started'>,
    opened: find('forward-opened'),
    refused: find('forward-refused'),
    cleared: find('forward-cleared'),
    state: find('state-realized'),
    types: find('types-realized') as EventOf<'types-realized'>,
    spot: find('spot-opened') as EventOf<'spot-opened'>,
    traded: find('spot-cleared'),
    skipped: find('spot-skipped'),
    closed,
    refusals: events.filter((event) => event.kind === 'answer-refused'),
  };
};
