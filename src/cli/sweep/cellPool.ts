import { totalmem } from 'node:os';
import { Piscina } from 'piscina';
import type { Plan } from '../../studies/sweep/plan.ts';
import { messageOf } from '../agentModule.ts';
import type { CellFailure, CellResult } from './cellResult.ts';
import type { BatchResult, CellBatch } from './cellWorker.ts';
import { cellRunner } from './runCell.ts';

/** Threads that run the cells of one plan. */
export interface CellPool {
  /** Runs cells and hands over their results, in whatever order they come; ends early, with cells not run, when stopped. */
  readonly run: (indices: Iterable<number>, take: Take, stop?: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
}

type Take = (results: readonly (readonly [index: number, result: CellResult])[]) => void | Promise<void>;

interface PoolQuestion {
  readonly plan: Plan;
  /** Where the paths of users' agents start. */
  readonly folder: string;
  readonly workers: number;
  /** Megabytes a thread may take; an equal share of three quarters of the machine's if absent. */
  readonly memory?: number | undefined;
}

/** Milliseconds of work that a thread is handed at once: its round trip costs 0.1 ms, and a thread that dies loses this much. */
const BATCH = 50;
const LARGEST_BATCH = 1000;

/**
 * A pool with one batch at work in each thread. A cell that throws is a result; one that exceeds the time limit ends its thread,
 * and so does one that runs out of memory or calls process.exit: it alone is told so, and the cells beside it are run again. A
 * thread may have died of what an earlier cell left behind: the cell that it died in gets a second thread of its own first.
 * Under a TypeScript loader threads cannot start, so the cells are taken in turn, without a limit.
 */
export const createCellPool = ({ plan, folder, workers, memory }: PoolQuestion): CellPool => {
  if (import.meta.url.endsWith('.ts')) return inTurn(plan, folder);
  const share = Math.floor((0.75 * totalmem()) / 2 ** 20 / workers);
  const piscina = new Piscina({
    filename: new URL('./cellWorker.js', import.meta.url).href,
    workerData: { plan, folder },
    minThreads: workers,
    maxThreads: workers,
    resourceLimits: { maxOldGenerationSizeMb: memory ?? Math.max(256, Math.min(4096, share)) },
  });
  const failure = (kind: CellFailure['kind'], reason: string): CellResult => ({
    values: plan.outcomes.map(() => null),
    failure: { kind, reason },
  });
  /** Of one cell, smoothed. */
  let milliseconds = BATCH;
  let closed = false;

  const run: CellPool['run'] = async (indices, take, stop) => {
    const ended = (): boolean => closed || stop?.aborted === true;
    const source = indices[Symbol.iterator]();
    /** Cells to run again before new ones, each list as a batch of its own. */
    const again: number[][] = [];
    const suspects = new Set<number>();
    const nextBatch = (): readonly number[] => {
      const repeated = again.pop();
      if (repeated !== undefined) return repeated;
      const size = Math.max(1, Math.min(LARGEST_BATCH, Math.floor(BATCH / milliseconds)));
      const batch: number[] = [];
      while (batch.length < size) {
        const { value, done } = source.next();
        if (done === true) break;
        batch.push(value);
      }
      return batch;
    };
    /** One batch; false when none is left. */
    const turn = async (): Promise<boolean> => {
      const batch = nextBatch();
      if (batch.length === 0 || ended()) return false;
      const position = new Int32Array(new SharedArrayBuffer(4)).fill(-1);
      const watch = watchPosition(position, plan.timeLimit);
      const abandon = (): void => watch.abort.abort();
      stop?.addEventListener('abort', abandon);
      try {
        const task: CellBatch = { indices: batch, position };
        const answer = (await piscina.run(task, { signal: watch.abort.signal })) as BatchResult;
        milliseconds = 0.5 * milliseconds + (0.5 * answer.milliseconds) / batch.length;
        await take(answer.results.map((result, at) => [batch[at] as number, result] as const));
      } catch (error) {
        if (ended()) return false;
        const at = Atomics.load(position, 0);
        const index = batch[at];
        // Not the fault of a cell: the thread did not start, or what takes the results throws.
        if (index === undefined || !endedThread(error)) throw error;
        const [before, after] = [batch.slice(0, at), batch.slice(at + 1)];
        again.push(...[before, after].filter((part) => part.length > 0));
        if (watch.late()) {
          const seconds = plan.timeLimit / 1000;
          const reason = `not done within the time limit of ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
          await take([[index, failure('late', reason)]]);
        } else if (suspects.has(index)) await take([[index, failure('died', deathOf(error))]]);
        else {
          suspects.add(index);
          again.push([index]);
        }
      } finally {
        watch.stop();
        stop?.removeEventListener('abort', abandon);
      }
      return true;
    };
    const lane = async (): Promise<void> => {
      while (await turn());
    };
    // A lane that finds nothing left may leave while another still has cells to put back: it takes them itself.
    await Promise.all(Array.from({ length: workers }, lane));
  };
  return {
    run,
    close: () => {
      closed = true;
      return piscina.destroy();
    },
  };
};

/** Aborts when the thread has stood at one position for longer than `limit` milliseconds. */
const watchPosition = (position: Int32Array, limit: number) => {
  const abort = new AbortController();
  let [seen, since, late] = [-1, 0, false];
  const timer = setInterval(
    () => {
      const at = Atomics.load(position, 0);
      if (at !== seen) [seen, since] = [at, performance.now()];
      else if (at >= 0 && performance.now() - since > limit) {
        late = true;
        abort.abort();
      }
    },
    Math.max(10, Math.min(250, limit / 4)),
  );
  return { abort, late: () => late, stop: () => clearInterval(timer) };
};

const endedThread = (error: unknown): boolean => {
  const { name, code } = error as { readonly name?: string; readonly code?: string };
  return (
    name === 'AbortError' || code === 'ERR_WORKER_OUT_OF_MEMORY' || /worker exited|terminating/i.test(messageOf(error))
  );
};

const deathOf = (error: unknown): string => {
  if ((error as { readonly code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY')
    return 'its thread ran out of memory, twice';
  const status = /code:? (\d+)/.exec(messageOf(error))?.[1];
  return `its thread was ended, twice${status === undefined ? '' : `: something in it called process.exit(${status})`}`;
};

const inTurn = (plan: Plan, folder: string): CellPool => {
  const one = cellRunner(plan, folder);
  return {
    run: async (indices, take, stop) => {
      for (const index of indices) {
        if (stop?.aborted === true) return;
        await take([[index, await one(index)]]);
      }
    },
    close: async () => {},
  };
};
