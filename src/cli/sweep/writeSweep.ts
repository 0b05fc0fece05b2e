import { join } from 'node:path';
import { writeTable } from '../../log/duckdb/writeTable.ts';
import { writeAtOnce } from '../../log/writeAtOnce.ts';
import type { Plan } from '../../studies/sweep/plan.ts';
import type { StudyCells } from '../../studies/sweep/studyCells.ts';
import type { CellResult } from './cellResult.ts';
import { sweepTable } from './sweepTable.ts';

/** Files of a finished sweep, beside its store. */
export const PARQUET_FILE = 'cells.parquet';
const CSV_FILE = 'cells.csv';
const PLAN_FILE = 'study.json';

interface SweepFiles {
  readonly plan: string;
  readonly parquet: string;
  readonly csv: string;
}

/** Writes the plan of a sweep to its folder: what its cells follow from, and its version. */
export const writePlan = (folder: string, plan: Plan): void => {
  writeAtOnce(join(folder, PLAN_FILE), `${JSON.stringify(plan, null, 2)}\n`);
};

/** Writes the table of a finished sweep, each file at one stroke. */
export const writeSweep = async (
  folder: string,
  plan: Plan,
  cells: StudyCells,
  resultOf: (name: string) => CellResult,
): Promise<SweepFiles> => {
  const { table, rows } = sweepTable(plan, cells, resultOf);
  const [parquet, csv] = [join(folder, PARQUET_FILE), join(folder, CSV_FILE)];
  const files = [
    { path: parquet, format: 'parquet' },
    { path: csv, format: 'csv' },
  ] as const;
  await writeTable({ table, rows: rows(), files });
  return { plan: join(folder, PLAN_FILE), parquet, csv };
};
