import type { Plan } from '../../../studies/sweep/plan.ts';
import { UserFault } from '../../failure.ts';
import type { CellResult } from '../cellResult.ts';
import { isPassing } from '../cellResult.ts';
import type { CellStore } from '../cellStore.ts';
import { isFull, type RedisPlace } from './connectRedis.ts';
import { type Announcement, SWEEPS, type SweepQueue, sweepKeys } from './sweepQueue.ts';

/** Cells that one job has at most; their results are recorded as they come. */
const LARGEST_JOB = 100;
/** Jobs that a sweep has at least, so that many workers share it. */
const JOBS = 2000;
const BATCH = 1000;

/** Times that a job may lose its worker before its cells are given up. */
export const MOST_DEATHS = 5;

/**
 * Puts a sweep into Redis: its plan, the results that the store already has, and a job for every few cells. Done again, it adds
 * nothing that is there: job k of a sweep has the same name and the same cells whoever adds it. Throws a UserFault if Redis is
 * full; what was added stays, and the next try goes on from there.
 */
export const announceSweep = async (
  place: RedisPlace,
  sweep: SweepQueue,
  { plan, names, store }: Announced,
): Promise<void> => {
  const { redis, shown } = place;
  const firsts = [...names.values()];
  const known = [...names].flatMap(([name, index]): readonly (readonly [number, CellResult])[] => {
    const result = store.get(name);
    return result === undefined || isPassing(result) ? [] : [[index, result]];
  });
  const size = Math.max(1, Math.min(LARGEST_JOB, Math.ceil(firsts.length / JOBS)));
  try {
    await redis.set(sweepKeys(sweep.id).plan, JSON.stringify(plan), 'EX', 7 * 24 * 3600);
    await sweep.record(known);
    const jobs = Array.from({ length: Math.ceil(firsts.length / size) }, (_, k) => ({
      name: 'cells',
      data: { indices: firsts.slice(k * size, (k + 1) * size) },
      opts: { jobId: `cells-${k}`, attempts: 1_000_000, backoff: { type: 'fixed', delay: 500 }, removeOnFail: false },
    }));
    for (let start = 0; start < jobs.length; start += BATCH)
      await sweep.queue.addBulk(jobs.slice(start, start + BATCH));
    const { name, version, modules } = plan;
    const announcement: Announcement = { id: sweep.id, name, version, cells: firsts.length, modules };
    await redis.hset(SWEEPS, sweep.id, JSON.stringify(announcement));
  } catch (error) {
    if (!isFull(error)) throw error;
    throw new UserFault([
      `--queue: Redis at ${shown} is full: raise its maxmemory, or empty it, and give the command again; nothing is lost`,
    ]);
  }
};

export interface Announced {
  readonly plan: Plan;
  /** Of `cellNames`. */
  readonly names: ReadonlyMap<string, number>;
  readonly store: CellStore;
}

/** Takes a sweep off the list and drops its jobs; its results stay for a day, for whoever else collects them. */
export const retireSweep = async ({ redis }: RedisPlace, sweep: SweepQueue): Promise<void> => {
  await redis.hdel(SWEEPS, sweep.id);
  for (const key of Object.values(sweepKeys(sweep.id))) await redis.expire(key, 24 * 3600);
  await sweep.queue.obliterate({ force: true });
};

/** Removes every trace of a sweep. */
export const forgetSweep = async ({ redis }: RedisPlace, sweep: SweepQueue): Promise<void> => {
  await redis.hdel(SWEEPS, sweep.id);
  await redis.del(...Object.values(sweepKeys(sweep.id)));
  await sweep.queue.obliterate({ force: true });
};
