import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { DataType, Field, RecordBatch } from 'apache-arrow';
import { codeOf, fileError } from '../fileError.ts';
import { removeQuietly } from '../runFiles.ts';
import type { ColumnType, Table } from '../tables/table.ts';
import { quoted } from './sql.ts';
import type { Database } from './withDuckDB.ts';

/** Rows of a batch in the file. */
const BATCH = 64 * 1024;

/**
 * Writes columns of a table of the database to an Arrow file (IPC, also called Feather), of which comments are the metadata of the
 * fields. By apache-arrow: DuckDB writes Arrow by an extension that has to be fetched from a network.
 * Throws a LogError if the file system refuses.
 */
export const writeArrow = async (
  { connection }: Database,
  { table, path }: { readonly table: Table; readonly path: string },
): Promise<void> => {
  const arrow = await import('apache-arrow');
  const types: Readonly<Record<ColumnType, DataType>> = {
    BOOLEAN: new arrow.Bool(),
    BIGINT: new arrow.Int64(),
    DOUBLE: new arrow.Float64(),
    VARCHAR: new arrow.Utf8(),
    JSON: new arrow.Utf8(),
  };
  const fields: readonly Field[] = table.columns.map(
    ({ name, type, comment }) => new arrow.Field(name, types[type], true, new Map([['comment', comment]])),
  );
  const schema = new arrow.Schema([...fields], new Map([['table', `${table.name}: ${table.comment}`]]));

  const batchOf = (columns: readonly (readonly unknown[])[]): RecordBatch => {
    const children = columns.map(
      (column, c) => arrow.vectorFromArray(column, types[table.columns[c]?.type ?? 'JSON']).data[0],
    );
    const length = columns[0]?.length ?? 0;
    const struct = new arrow.Struct(schema.fields);
    return new arrow.RecordBatch(
      schema,
      arrow.makeData({ type: struct, length, children: children as never, nullCount: 0 }),
    );
  };

  async function* batches(): AsyncGenerator<RecordBatch> {
    const names = table.columns.map(({ name }) => quoted(name)).join(', ');
    const result = await connection.stream(`select ${names} from ${quoted(table.name)}`);
    let columns: unknown[][] = table.columns.map(() => []);
    for await (const chunk of result) {
      for (const [c, values] of chunk.getColumns().entries()) for (const value of values) columns[c]?.push(value);
      if ((columns[0]?.length ?? 0) < BATCH) continue;
      yield batchOf(columns);
      columns = table.columns.map(() => []);
    }
    if ((columns[0]?.length ?? 0) > 0) yield batchOf(columns);
  }

  const writer = new arrow.RecordBatchFileWriter();
  writer.reset(undefined, schema);
  try {
    const writing = pipeline(writer.toNodeStream(), createWriteStream(path));
    await Promise.all([writing, writer.writeAll(batches())]);
  } catch (error) {
    removeQuietly(path);
    throw codeOf(error) === '' ? error : fileError(error, `write ${path}`);
  }
};
