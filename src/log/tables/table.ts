/** Types as DuckDB names them; a BIGINT is a whole number, a VARCHAR a text, JSON a text that holds JSON. */
export type ColumnType = 'BOOLEAN' | 'BIGINT' | 'DOUBLE' | 'VARCHAR' | 'JSON';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** What it is, in one sentence without a full stop, and its unit. */
  readonly comment: string;
}

/** A table's name and columns, as files and DuckDB carry them. */
export interface Table {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly Column[];
}

/** A value of a row: `null` where there is none, a whole number in a BIGINT column. */
export type Cell = string | number | boolean | null;
