import { type LogTable, RUN } from './logTable.ts';

/** docs/tables.md: the tables of a log, for those who read Parquet or write SQL. */
export const tablesPage = (tables: readonly LogTable[]): string =>
  [
    '# Tables of a log',
    '',
    '`forespot query DIR "select ..."` answers SQL over these tables, in the dialect of DuckDB, and `forespot export DIR` writes them to',
    'files. Numbers keep every bit of the log. Money and units are those of the scenario; the table `runs` names them. Payments run from',
    'agent to market. Null is what has not happened, or is hidden in a redacted log. A log without an event for every demand and',
    'report (`--log compact`) has the same tables, `events` apart.',
    '',
    `Every table begins with the column \`run\`: ${RUN.comment}.`,
    ...tables.flatMap(({ name, comment, key, columns }) => [
      '',
      `## ${name}`,
      '',
      `${sentence(comment)} Key: ${[RUN.name, ...key].map((column) => `\`${column}\``).join(', ')}.`,
      '',
      '| column | type | what it is |',
      '| --- | --- | --- |',
      ...columns.map((column) => `| \`${column.name}\` | ${column.type} | ${column.comment.replaceAll('|', '\\|')} |`),
    ]),
    '',
  ].join('\n');

const sentence = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
