import { Console } from 'node:console';
import { workerData } from 'piscina';
import type { Plan } from '../../studies/sweep/plan.ts';
import type { CellResult } from './cellResult.ts';
import { cellRunner } from './runCell.ts';

/** A batch of cells for one thread. */
export interface CellBatch {
  readonly indices: readonly number[];
  /** The thread writes the position that it works at; -1 before it begins. */
  readonly position: Int32Array;
}

export interface BatchResult {
  readonly results: readonly CellResult[];
  readonly milliseconds: number;
}

// What the modules of users say is none of our output.
globalThis.console = new Console(process.stderr);
process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;

const { plan, folder } = workerData as { readonly plan: Plan; readonly folder: string };
const run = cellRunner(plan, folder);

/** A thread's share of a sweep; nothing but the calls. */
export default async ({ indices, position }: CellBatch): Promise<BatchResult> => {
  const started = performance.now();
  const results: CellResult[] = [];
  for (const [at, index] of indices.entries()) {
    Atomics.store(position, 0, at);
    results.push(await run(index));
  }
  return { results, milliseconds: performance.now() - started };
};
