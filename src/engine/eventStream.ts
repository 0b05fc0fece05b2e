import { from, type Observable } from 'rxjs';
import type { MarketEvent } from '../domain/events.ts';
import { type RunSetup, runEvents } from './run.ts';

/**
 * A run as a stream: the public way to watch one. Every subscription plays the run anew, synchronously, and stops it when it
 * unsubscribes; a subscriber's error stops the run as well where it is thrown in an operator. States are `scan(evolve, initialState)`.
 */
export const eventStream = (setup: RunSetup): Observable<MarketEvent> =>
  from({ [Symbol.iterator]: () => runEvents(setup) });
