import { startWorker } from './startWorker.ts';
import type { MarketNews, MarketTask } from './worker/marketNews.ts';

/** A busy worker is given this long to finish before a new task takes its place; milliseconds. */
const PATIENCE = 250;

export interface Runner {
  /** Starts a task; the one before says no more. */
  readonly start: (task: MarketTask, hear: (news: MarketNews) => void) => void;
  /** What is being done says no more, and what waits is not begun. */
  readonly forget: () => void;
  /** Starts the worker before there is anything to do. */
  readonly warm: () => void;
}

/**
 * Plays and reads in a worker, one task at a time. While a short task is computed new ones wait, the latest alone; a long one is
 * ended with its worker.
 */
export const createRunner = (): Runner => {
  let worker: Worker | null = null;
  let busy: { readonly since: number; readonly hear: (news: MarketNews) => void } | null = null;
  let next: { readonly task: MarketTask; readonly hear: (news: MarketNews) => void } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = (): void => {
    worker?.terminate();
    [worker, busy] = [null, null];
  };
  const begin = (): void => {
    if (next === null) return;
    const { task, hear } = next;
    [busy, next] = [{ since: performance.now(), hear }, null];
    worker ??= started();
    worker.postMessage(task);
  };
  const started = (): Worker => {
    const made = startWorker('market');
    made.onmessage = ({ data }: MessageEvent<MarketNews>) => {
      // What a task says that has been replaced is not heard, but for its end.
      if (next === null) busy?.hear(data);
      if (data.kind !== 'ended') return;
      busy = null;
      begin();
    };
    made.onerror = (event) => {
      const text = event.message || 'the worker of runs could not be started';
      busy?.hear({ kind: 'ended', verdict: { good: false, text, stateHash: null } });
      end();
      begin();
    };
    return made;
  };

  return {
    warm: () => {
      worker ??= started();
    },
    start: (task, hear) => {
      next = { task, hear };
      clearTimeout(timer);
      if (busy === null) {
        begin();
        return;
      }
      timer = setTimeout(
        () => {
          if (next === null) return;
          end();
          begin();
        },
        Math.max(0, PATIENCE - (performance.now() - busy.since)),
      );
    },
    forget: () => {
      next = null;
      clearTimeout(timer);
      if (busy !== null) busy = { ...busy, hear: () => {} };
    },
  };
};
