import { setTimeout } from 'node:timers/promises';
import { UserFault } from '../../failure.ts';
import { progressOf } from '../../progress.ts';
import type { CellResult } from '../cellResult.ts';
import { missingCells } from '../missingCells.ts';
import type { SweepCount } from '../runLocally.ts';
import { type Announced, announceSweep, forgetSweep, MOST_DEATHS, retireSweep } from './announceSweep.ts';
import type { RedisPlace } from './connectRedis.ts';
import { openSweepQueue, sweepId } from './sweepQueue.ts';

interface CollectQuestion extends Announced {
  readonly queue: RedisPlace;
  /** Collects what another command has put into Redis, and puts nothing there. */
  readonly attach: boolean;
  readonly stop: AbortSignal;
}

/** Milliseconds between two looks at an idle queue. */
const PAUSE = 200;
/** Looks without news after which it is asked whether anybody works. */
const IDLE = 25;

/**
 * Shares a sweep through Redis and collects its results into the store, until all are there or it is stopped. The collector may
 * die and come back, here or elsewhere: everything that it has is in its store, everything else in Redis. If Redis comes back
 * without the sweep, whoever put it there puts it there again.
 */
export const collectSweep = async ({
  queue: place,
  plan,
  names,
  store,
  attach,
  stop,
}: CollectQuestion): Promise<SweepCount> => {
  const sweep = await openSweepQueue(place, sweepId(plan));
  const nameOf = new Map([...names].map(([name, index]) => [index, name]));
  const before = missingCells(names, store);
  const wanted = new Set(before);
  const reused = names.size - wanted.size;
  const there = (await sweep.plan()) !== null;
  if (attach && !there && wanted.size > 0) {
    throw new UserFault([
      `--attach: Redis at ${place.shown} has no such sweep: start it with forespot sweep --queue, from the same study and version`,
    ]);
  }
  let offset = 0;
  const take = async (): Promise<number> => {
    const results = await sweep.resultsFrom(offset);
    offset += results.length;
    const fresh = results.filter(([index]) => wanted.has(index));
    for (const [index] of fresh) wanted.delete(index);
    store.add(fresh.map(([index, result]) => [nameOf.get(index) as string, result]));
    return results.length;
  };
  if (!attach && wanted.size > 0) {
    // What is left of a sweep that came to its end has the failures that are to be tried again.
    if (there && (await sweep.count()) >= names.size) await forgetSweep(place, sweep);
    await announceSweep(place, sweep, { plan, names, store });
  }
  const progress = progressOf(names.size, 'cells', { already: reused, lines: true });
  let idle = 0;
  try {
    while (wanted.size > 0 && !stop.aborted) {
      const came = await take();
      progress.at(names.size - wanted.size);
      if (came > 0) {
        idle = 0;
        continue;
      }
      idle += 1;
      // Redis lost its last second when it was restarted, or all of it.
      const count = await sweep.count();
      if (count < offset || count >= names.size) offset = 0;
      if (idle % IDLE === 0) await lookAround(idle === IDLE);
      await setTimeout(PAUSE, undefined, { signal: stop }).catch(() => {});
    }
    store.sync();
    if (wanted.size === 0 && !attach) await retireSweep(place, sweep);
  } finally {
    progress.stop();
  }
  return { cells: names.size, reused, computed: before.length - wanted.size };

  async function lookAround(first: boolean): Promise<void> {
    if ((await sweep.plan()) === null) {
      if (attach) {
        throw new UserFault([
          `--attach: the sweep is no longer in Redis at ${place.shown}: who started it has all results, or Redis lost it`,
        ]);
      }
      process.stderr.write(`Redis at ${place.shown} has lost the sweep: it is put there again\n`);
      await announceSweep(place, sweep, { plan, names, store });
      return;
    }
    if (!attach) await giveUpFailed();
    const workers = await sweep.queue.getWorkersCount().catch(() => 1);
    if (workers === 0 && first) {
      process.stderr.write(
        'no worker is there yet: start some, on any machine, with npx forespot worker --queue ...\n',
      );
    }
  }

  /** Jobs whose workers ended too often are not tried again: their cells have a reason. */
  async function giveUpFailed(): Promise<void> {
    for (const job of await sweep.queue.getFailed(0, 99)) {
      const left = await sweep.missing(job.data.indices);
      const reason = `its job was given up after ${MOST_DEATHS} workers that took it ended`;
      const result: CellResult = { values: plan.outcomes.map(() => null), failure: { kind: 'died', reason } };
      await sweep.record(left.map((index) => [index, result]));
      await job.remove();
    }
  }
};
