import { resolve, sep } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Worker } from 'bullmq';
import { VERSION } from '../../../version.ts';
import { UserFault } from '../../failure.ts';
import { type CellPool, createCellPool } from '../cellPool.ts';
import { hashOfFile } from '../planOf.ts';
import { MOST_DEATHS } from './announceSweep.ts';
import { isFull, type RedisPlace } from './connectRedis.ts';
import { type Announcement, type CellJob, openSweepQueue, QUEUE_PREFIX, queueName, SWEEPS } from './sweepQueue.ts';

interface ServeQuestion {
  readonly queue: RedisPlace;
  /** Threads. */
  readonly workers: number;
  readonly memory?: number | undefined;
  /** Where the modules of users' agents are, under the paths that scenarios name. */
  readonly agents: string;
  readonly stop: AbortSignal;
}

/** Milliseconds between two looks for sweeps. */
const PERIOD = 1000;
/** Milliseconds: a worker that does not renew the lock of its job within this has died. Cells run in threads and block nothing. */
const LOCK = 5000;

/** A sweep that this worker takes part in. */
interface Served {
  readonly announcement: Announcement;
  readonly close: () => Promise<void>;
}

/**
 * Takes part in every sweep of a Redis that this worker can run: of its own version, with the same modules of agents. Says once of
 * each other why it does not; throws a UserFault if there is nothing else when it comes. Ends when it is stopped.
 */
export const serveSweeps = async (question: ServeQuestion): Promise<void> => {
  const { queue: place, stop } = question;
  const served = new Map<string, Served>();
  const refused = new Map<string, string>();
  let first = true;
  try {
    while (!stop.aborted) {
      const listed = Object.values(await place.redis.hgetall(SWEEPS)).map((text) => JSON.parse(text) as Announcement);
      for (const [id, { announcement, close }] of served) {
        if (listed.some((one) => one.id === id)) continue;
        await close();
        served.delete(id);
        process.stderr.write(`${announcement.name}: done\n`);
      }
      for (const announcement of listed) {
        const { id, name, cells } = announcement;
        if (served.has(id) || refused.has(id)) continue;
        const reason = refusalOf(announcement, question.agents);
        if (reason === null) {
          served.set(id, await serve(announcement, question));
          process.stderr.write(`${name}: taking part, ${cells} cells in all\n`);
        } else refused.set(id, reason);
        if (reason !== null && !first) process.stderr.write(`${reason}\n`);
      }
      if (first && refused.size > 0) {
        if (served.size === 0) throw new UserFault([...refused.values()]);
        process.stderr.write(`${[...refused.values()].join('\n')}\n`);
      }
      first = false;
      await setTimeout(PERIOD, undefined, { signal: stop }).catch(() => {});
    }
  } finally {
    await Promise.all([...served.values()].map(({ close }) => close()));
  }
};

/** Why this worker must not run cells of a sweep: results of two programs would be mixed. */
const refusalOf = ({ name, version, modules }: Announcement, agents: string): string | null => {
  if (version !== VERSION) {
    return `${name}: this sweep is of forespot ${version} and this worker of ${VERSION}, whose results may differ: install ${version} here`;
  }
  for (const [path, hash] of Object.entries(modules)) {
    const file = resolve(agents, path);
    if (!file.startsWith(`${resolve(agents)}${sep}`)) {
      return `${name}: its agent ${path} lies outside of the folder ${agents}: name the folder that its path starts from with --agents`;
    }
    let own: string;
    try {
      own = hashOfFile(file);
    } catch {
      return `${name}: its agent ${path} is not here: copy it to ${file}, or name the folder that its path starts from with --agents`;
    }
    if (own !== hash) return `${name}: its agent ${path} is another file than ${file} here: copy it again`;
  }
  return null;
};

const serve = async (announcement: Announcement, question: ServeQuestion): Promise<Served> => {
  const { queue: place, workers, memory, agents, stop } = question;
  const { Worker: BullWorker } = await import('bullmq');
  const sweep = await openSweepQueue(place, announcement.id);
  let pool: Promise<CellPool> | null = null;
  const makePool = async (): Promise<CellPool> => {
    const plan = await sweep.plan();
    if (plan === null) throw new Error('the plan of the sweep is gone');
    return createCellPool({ plan, folder: agents, workers, memory });
  };
  const take = async (indices: readonly number[]): Promise<void> => {
    pool ??= makePool();
    pool.catch(() => {
      pool = null;
    });
    const missing = await sweep.missing(indices);
    await (await pool).run(missing, (results) => patiently(() => sweep.record(results), place.shown, stop), stop);
    // The job goes back to the others: its cells are not done.
    if (stop.aborted) throw new Error('the worker was stopped');
  };
  const worker: Worker<CellJob> = new BullWorker<CellJob>(
    queueName(announcement.id),
    ({ data }) => take(data.indices),
    {
      connection: place.another(),
      prefix: QUEUE_PREFIX,
      concurrency: workers,
      lockDuration: LOCK,
      stalledInterval: LOCK / 2,
      maxStalledCount: MOST_DEATHS - 1,
    },
  );
  worker.on('error', () => {});
  return {
    announcement,
    close: async () => {
      await worker.close(stop.aborted ? undefined : true);
      await sweep.queue.close();
      if (pool !== null) await (await pool).close();
    },
  };
};

/** Waits where Redis is full: whoever runs it can make room, and the result is not lost meanwhile. */
const patiently = async (work: () => Promise<void>, shown: string, stop: AbortSignal): Promise<void> => {
  for (let told = false; ; told = true) {
    try {
      return await work();
    } catch (error) {
      if (!isFull(error) || stop.aborted) throw error;
      if (!told) process.stderr.write(`Redis at ${shown} is full: waiting until its maxmemory is raised\n`);
      await setTimeout(PERIOD, undefined, { signal: stop }).catch(() => {});
    }
  }
};
