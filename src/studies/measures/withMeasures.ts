import type { MarketEvent } from '../../domain/events.ts';
import { createMeasurer, type Measurer } from './createMeasurer.ts';

/**
 * The events of a run, each cycle followed by its measures; measures that are there already are left out and computed again.
 * Memory: one cycle. Throws IntractableEconomy.
 */
export function* withMeasures(events: Iterable<MarketEvent>): Generator<MarketEvent> {
  let measurer: Measurer | undefined;
  for (const event of events) {
    if (event.kind === 'cycle-measured') continue;
    if (event.kind === 'run-started') measurer = createMeasurer(event.scenario);
    measurer?.take(event);
    yield event;
    if (event.kind === 'cycle-closed' && measurer !== undefined) yield measurer.measured();
  }
}
