import { Worker } from 'node:worker_threads';
import { type CellPool, createCellPool } from '../../src/cli/sweep/cellPool.ts';
import { openStudy } from '../../src/cli/sweep/openStudy.ts';

/** What two threads gain over one: times as fast. */
export interface Gain {
  /** Cells of the study of Figure 1. */
  readonly sweep: number;
  /** A loop of additions that shares nothing: what the machine gives at that moment. */
  readonly busyLoop: number;
  /** Milliseconds of the sweep's cells in one thread. */
  readonly milliseconds: number;
  readonly cells: number;
}

const ROUNDS = 7;
const CELLS = 200;

/** Medians over rounds in which the four are taken in turn, with warm threads. */
export const twoThreads = async (): Promise<Gain> => {
  const { plan, folder } = await openStudy('studies/figure-1.yaml');
  const pools = [1, 2].map((workers) => createCellPool({ plan, folder, workers })) as [CellPool, CellPool];
  const loops = [new Worker(LOOP, { eval: true }), new Worker(LOOP, { eval: true })] as const;
  const indices = Array.from({ length: CELLS }, (_, index) => index);
  const sweep = (pool: CellPool) => timed(() => pool.run(indices, () => {}));
  const loop = (threads: readonly Worker[]) => timed(() => Promise.all(threads.map(inLoop(2 / threads.length))));
  const rounds: { readonly one: number; readonly sweep: number; readonly busyLoop: number }[] = [];
  try {
    for (const pool of pools) await sweep(pool);
    for (let round = 0; round < ROUNDS; round++) {
      const [loopOne, one] = [await loop(loops.slice(0, 1)), await sweep(pools[0])];
      const [loopTwo, two] = [await loop(loops), await sweep(pools[1])];
      rounds.push({ one, sweep: one / two, busyLoop: loopOne / loopTwo });
    }
  } finally {
    await Promise.all([...pools.map((pool) => pool.close()), ...loops.map((thread) => thread.terminate())]);
  }
  return {
    sweep: median(rounds.map((round) => round.sweep)),
    busyLoop: median(rounds.map((round) => round.busyLoop)),
    milliseconds: median(rounds.map(({ one }) => one)),
    cells: CELLS,
  };
};

/** Does the work that it is told, and says when it is done. */
const LOOP = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', (work) => {
  let sum = 0;
  for (let i = 0; i < work * 5e8; i++) sum += i;
  parentPort.postMessage(sum);
});`;

const inLoop =
  (work: number) =>
  (thread: Worker): Promise<unknown> =>
    new Promise((done) => {
      thread.once('message', done);
      thread.postMessage(work);
    });

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
