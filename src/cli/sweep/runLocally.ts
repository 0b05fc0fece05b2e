import { nodeSha256 } from '../../log/nodeSha256.ts';
import type { Plan } from '../../studies/sweep/plan.ts';
import { studyCells } from '../../studies/sweep/studyCells.ts';
import { progressOf } from '../progress.ts';
import { createCellPool } from './cellPool.ts';
import type { CellStore } from './cellStore.ts';
import { cellNames, missingCells } from './missingCells.ts';

export interface SweepQuestion {
  readonly plan: Plan;
  /** Where the paths of users' agents start. */
  readonly folder: string;
  readonly store: CellStore;
  readonly workers: number;
  /** Megabytes a thread may take; an equal share of three quarters of the machine's if absent. */
  readonly memory?: number | undefined;
  readonly stop: AbortSignal;
}

/** How a sweep went, in different cells: a study may name one several times. */
export interface SweepCount {
  readonly cells: number;
  /** That had results before. */
  readonly reused: number;
  /** That were run now. */
  readonly computed: number;
}

/** Milliseconds between two waits for the disk. */
const SYNC = 2000;

/** Runs the cells of a plan that have no result yet on this machine's cores. */
export const runLocally = async ({
  plan,
  folder,
  store,
  workers,
  memory,
  stop,
}: SweepQuestion): Promise<SweepCount> => {
  const names = cellNames(plan);
  const missing = missingCells(names, store);
  const reused = names.size - missing.length;
  if (missing.length === 0) return { cells: names.size, reused, computed: 0 };
  const cells = studyCells(plan, nodeSha256);
  const pool = createCellPool({ plan, folder, memory, workers: Math.min(workers, missing.length) });
  const progress = progressOf(names.size, 'cells', { already: reused, lines: true });
  let computed = 0;
  let synced = performance.now();
  try {
    await pool.run(
      missing,
      (results) => {
        store.add(results.map(([index, result]) => [cells.at(index).name, result]));
        computed += results.length;
        progress.at(reused + computed);
        if (performance.now() - synced < SYNC) return;
        store.sync();
        synced = performance.now();
      },
      stop,
    );
    store.sync();
  } finally {
    progress.stop();
    await pool.close();
  }
  return { cells: names.size, reused, computed };
};
