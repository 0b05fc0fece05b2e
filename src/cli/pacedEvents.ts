import { Observable } from 'rxjs';
import type { EventKind, MarketEvent } from '../domain/events.ts';

/** Milliseconds of playing between two looks at what else there is to do. */
const SLICE = 50;

/**
 * The events of a run, as `eventStream` gives them, but with pauses in which signals and timers are heard: a run can be stopped
 * after every whole cycle, which ends with an event of the kind `last`. A cycle itself is never interrupted.
 */
export const pacedEvents = (events: Iterator<MarketEvent, unknown>, last: EventKind): Observable<MarketEvent> =>
  new Observable((subscriber) => {
    let next: NodeJS.Immediate | undefined;
    const play = (): void => {
      const end = performance.now() + SLICE;
      try {
        while (!subscriber.closed) {
          const step = events.next();
          if (step.done === true) {
            subscriber.complete();
            return;
          }
          subscriber.next(step.value);
          if (step.value.kind === last && performance.now() > end) {
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
