import { lastValueFrom, takeUntil, tap } from 'rxjs';
import type { MarketEvent } from '../domain/events.ts';
import type { Run } from '../log/createRunWriter.ts';
import { LogError } from '../log/LogError.ts';
import { pacedEvents } from './pacedEvents.ts';
import { shellWord } from './shellWord.ts';
import { stopSignal } from './stopSignal.ts';

interface Written {
  readonly run: Run;
  readonly events: Iterator<MarketEvent, unknown>;
  readonly directory: string;
  readonly measured: boolean;
  /** Hears every event after it was appended; `endsCycle` of the last of a cycle. */
  readonly take: (event: MarketEvent, endsCycle: boolean) => void;
}

/**
 * Plays a run into its log and completes it, or stops after a whole cycle where a signal asks for that: then the status to leave
 * with, else null. Closes the run in any case.
 */
export const writeRun = async ({ run, events, directory, measured, take }: Written): Promise<number | null> => {
  const lastOfCycle = measured ? 'cycle-measured' : 'cycle-closed';
  let stopped: number | null = null;
  const stop = stopSignal().pipe(
    tap((status) => {
      stopped = status;
    }),
  );
  try {
    await lastValueFrom(
      pacedEvents(events, lastOfCycle).pipe(
        takeUntil(stop),
        tap((event) => {
          run.append(event);
          take(event, event.kind === lastOfCycle);
          // Every line is where it must be before the next cycle begins.
          if (event.kind === lastOfCycle) run.flush();
        }),
      ),
      { defaultValue: null },
    );
    if (stopped === null) run.complete();
    return stopped;
  } catch (error) {
    throw error instanceof LogError ? withWhatIsKept(error, run, directory) : error;
  } finally {
    run.close();
  }
};

export const goesOn = (directory: string): string => `forespot resume ${shellWord(directory)} goes on`;

/** A disk that fails ends a run, but takes nothing that is written. */
const withWhatIsKept = (error: LogError, run: Run, directory: string): LogError => {
  if (error.about !== 'file') return error;
  const kept = run.kept();
  const what = kept === 1 ? 'the first event is kept' : `the first ${kept} events are kept`;
  return new LogError(`${error.message}; ${kept === 0 ? 'no event is kept' : what}, and ${goesOn(directory)}`, 'file', {
    cause: error,
  });
};
