import type { Column, Table } from './table.ts';

/** A column and what it is in SQL. */
export interface LogColumn extends Column {
  readonly value: string;
}

/**
 * A table of what happened in a run. `from` is one of the relations of src/log/tables/relations.ts, on which the values of the
 * columns are written; the first column of every table is the run, which no table lists.
 */
export interface LogTable extends Table {
  readonly from: string;
  readonly columns: readonly LogColumn[];
  /** The columns that tell the rows of one run apart. */
  readonly key: readonly string[];
}

/** The first column of every table. */
export const RUN: Column = {
  name: 'run',
  type: 'VARCHAR',
  comment: 'the run: the name of its folder, with as many folders before it as tell the runs apart',
};

export const CYCLE: LogColumn = { name: 'cycle', type: 'BIGINT', comment: 'the cycle, from 1', value: 'cycle' };

/** One row an agent: beside columns that unnest arrays in the agents' order. */
export const AGENT: LogColumn = { name: 'agent', type: 'VARCHAR', comment: 'the agent’s id', value: 'unnest(agents)' };

/** A table with its first column. */
export const withRun = ({ columns, ...table }: LogTable): Table => ({ ...table, columns: [RUN, ...columns] });

/** The rows of a table for one run, named by the SQL `run`. */
export const rowsOf = ({ columns, from }: LogTable, run: string): string =>
  `select ${[`${run} as run`, ...columns.map(({ name, type, value }) => `(${value})::${type} as "${name}"`)].join(', ')} from ${from}`;
