import { Observable } from 'rxjs';
import type { MarketEvent } from '../domain/events.ts';
import { type RunSetup, runEvents } from '../engine/run.ts';

/** Milliseconds of playing between two looks at what else there is to do. */
const SLICE = 50;

/**
 * The events of a run, as `eventStream` gives them, but with pauses at the end of cycles in which signals and timers are heard:
 * a run can be stopped after every whole cycle. A cycle itself is never interrupted.
 */
export const pacedEvents = (setup: RunSetup): Observable<MarketEvent> =>
  new Observable((subscriber) => {
    const events = runEvents(setup);
    let next: NodeJS.Immediate | undefined;
    const play = (): void => {
      const end = performance.now() + SLICE;
      try {
        while (!subscriber.closed) {
          const { done, value } = events.next();
          if (done === true) {
            subscriber.complete();
            return;
          }
          subscriber.next(value);
          if (value.kind === 'cycle-closed' && performance.now() > end) {
            next = setImmediate(play);
            return;
          }
        }
      } catch (error) {
        subscriber.error(error);
      }
    };
    play();
    return () => clearImmediate(next);
  });
