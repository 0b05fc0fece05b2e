import { fromEvent, map, merge, type Observable } from 'rxjs';

/** Statuses that a shell gives to a command which ended by this signal. */
const STATUS = { SIGINT: 130, SIGTERM: 143 } as const;

/** Emits the status to leave with when somebody asks the program to stop. As long as it is watched, the signal alone ends nothing. */
export const stopSignal = (): Observable<number> =>
  merge(
    ...Object.entries(STATUS).map(([signal, status]) => fromEvent(process, signal).pipe(map((): number => status))),
  );
