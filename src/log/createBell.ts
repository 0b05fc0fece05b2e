import { type FSWatcher, watch } from 'node:fs';

/** Tells when something may have changed in a folder. */
export interface Bell {
  /** Resolves at the next change, at once if there was one since the last time, and after `milliseconds` in any case. */
  readonly ring: (milliseconds: number) => Promise<void>;
  readonly close: () => void;
}

/**
 * Listens to a folder, which need not be there yet. Where the system does not tell of changes (a network's disks, a folder that
 * comes later) only the milliseconds are left. `signal` ends every wait.
 */
export const createBell = (folder: string, signal: AbortSignal): Bell => {
  let watcher: FSWatcher | undefined;
  let changed = false;
  let wake: (() => void) | undefined;
  const ring = (): void => {
    changed = true;
    wake?.();
  };
  const close = (): void => {
    watcher?.close();
    watcher = undefined;
  };
  const listen = (): void => {
    try {
      watcher ??= watch(folder, { persistent: false }, ring).on('error', close);
    } catch {
      // Not there yet, or not to be watched.
    }
  };
  listen();
  signal.addEventListener('abort', ring);
  return {
    ring: async (milliseconds) => {
      listen();
      if (!changed && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = undefined;
      changed = false;
    },
    close: () => {
      close();
      signal.removeEventListener('abort', ring);
    },
  };
};
