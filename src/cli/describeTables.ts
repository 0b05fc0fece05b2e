import { type LogTable, RUN, withRun } from '../log/tables/logTable.ts';

/** The tables of a log with their columns, as a person reads them before writing SQL. */
export const describeTables = (tables: readonly LogTable[]): string => {
  const widest = Math.max(...tables.flatMap(({ columns }) => columns.map(({ name }) => name.length)));
  return [
    `every table begins with the column run: ${RUN.comment}`,
    ...tables.map(({ name, comment, columns }) =>
      [
        `${name}: ${comment}`,
        ...columns.map((column) => `  ${column.name.padEnd(widest)}  ${column.type.padEnd(7)}  ${column.comment}`),
      ].join('\n'),
    ),
  ].join('\n\n');
};

/** The same as short as it gets, a line a table, for those whose SQL names something else. */
export const listTables = (tables: readonly LogTable[]): readonly string[] =>
  tables.map(
    (table) =>
      `  ${table.name}(${withRun(table)
        .columns.map(({ name }) => name)
        .join(', ')})`,
  );
