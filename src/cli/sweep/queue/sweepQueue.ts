import type { Queue } from 'bullmq';
import { nodeSha256 } from '../../../log/nodeSha256.ts';
import type { Plan } from '../../../studies/sweep/plan.ts';
import { type CellResult, readResult, writeResult } from '../cellResult.ts';
import type { RedisPlace } from './connectRedis.ts';

/** What the machines that share a sweep need to know to find each other; `id` is the hash of its plan. */
export interface Announcement {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Different cells. */
  readonly cells: number;
  readonly modules: Plan['modules'];
}

/** Cells of one job, by index. */
export interface CellJob {
  readonly indices: readonly number[];
}

/**
 * A sweep in Redis. Its keys: the plan; a bit for each cell that has a result; a list of results as `index result`, in the order
 * in which they came; its queue of jobs, each with a few cells; and an entry in the list of all sweeps. A result is put on the list
 * by the same script that sets its bit, if that was not set: whoever runs a cell again changes nothing.
 */
export interface SweepQueue {
  readonly id: string;
  readonly queue: Queue<CellJob>;
  readonly plan: () => Promise<Plan | null>;
  /** Cells of these that have no result. */
  readonly missing: (indices: readonly number[]) => Promise<readonly number[]>;
  readonly record: (results: readonly (readonly [index: number, result: CellResult])[]) => Promise<void>;
  /** Results from the `offset`th on, some thousands at most. */
  readonly resultsFrom: (offset: number) => Promise<readonly (readonly [index: number, result: CellResult])[]>;
  /** Results in all. */
  readonly count: () => Promise<number>;
}

const PREFIX = 'forespot';
/** Announcements by id. */
export const SWEEPS = `${PREFIX}:sweeps`;
const PIECE = 2000;
/** Seconds that a sweep which nobody touches stays in Redis. */
const KEPT = 7 * 24 * 3600;

const RECORD = `
for i = 1, #ARGV, 2 do
  if redis.call('SETBIT', KEYS[1], ARGV[i], 1) == 0 then
    redis.call('RPUSH', KEYS[2], ARGV[i] .. ' ' .. ARGV[i + 1])
  end
end
redis.call('EXPIRE', KEYS[1], ${KEPT})
redis.call('EXPIRE', KEYS[2], ${KEPT})
`;

export const sweepId = (plan: Plan): string => nodeSha256(JSON.stringify(plan)).slice(0, 16);

export const sweepKeys = (id: string) => ({
  plan: `${PREFIX}:${id}:plan`,
  done: `${PREFIX}:${id}:done`,
  results: `${PREFIX}:${id}:results`,
});

/** Where BullMQ keeps the queue of a sweep: the same name and prefix for everybody. */
export const queueName = (id: string): string => `sweep-${id}`;
export const QUEUE_PREFIX = `${PREFIX}:queue`;

/** The sweep of an id in a Redis, whether it is there or not. */
export const openSweepQueue = async (
  { redis, another }: Pick<RedisPlace, 'redis' | 'another'>,
  id: string,
): Promise<SweepQueue> => {
  const { Queue: BullQueue } = await import('bullmq');
  const keys = sweepKeys(id);
  const queue = new BullQueue<CellJob>(queueName(id), {
    connection: another(),
    prefix: QUEUE_PREFIX,
    skipMetasUpdate: true,
  });
  queue.on('error', () => {});
  return {
    id,
    queue,
    plan: async () => {
      const text = await redis.get(keys.plan);
      return text === null ? null : (JSON.parse(text) as Plan);
    },
    missing: async (indices) => {
      const bits = redis.pipeline();
      for (const index of indices) bits.getbit(keys.done, index);
      const answers = (await bits.exec()) ?? [];
      const failed = answers.find(([error]) => error !== null);
      if (failed !== undefined) throw failed[0];
      return indices.filter((_, at) => answers[at]?.[1] === 0);
    },
    record: async (results) => {
      for (let start = 0; start < results.length; start += PIECE) {
        const piece = results.slice(start, start + PIECE);
        await redis.eval(
          RECORD,
          2,
          keys.done,
          keys.results,
          ...piece.flatMap(([index, one]) => [index, writeResult(one)]),
        );
      }
    },
    resultsFrom: async (offset) => {
      const lines = await redis.lrange(keys.results, offset, offset + PIECE - 1);
      return lines.map((line) => {
        const space = line.indexOf(' ');
        return [Number(line.slice(0, space)), readResult(line.slice(space + 1))] as const;
      });
    },
    count: () => redis.llen(keys.results),
  };
};
