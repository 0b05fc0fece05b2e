import { join } from 'node:path';
import { nearest } from '../../../scenarios/nearest.ts';
import { type ExportFormat, exportRun } from '../../log/duckdb/exportRun.ts';
import { withDuckDB } from '../../log/duckdb/withDuckDB.ts';
import { makeFolder } from '../../log/makeFolder.ts';
import { locateLog } from '../../log/runFiles.ts';
import type { LogTable } from '../../log/tables/logTable.ts';
import { LOG_TABLES } from '../../log/tables/tables.ts';
import { writeAtOnce } from '../../log/writeAtOnce.ts';
import { VERSION } from '../../version.ts';
import { eachRun, type NamedRun } from '../eachRun.ts';
import { EXIT, UserFault } from '../failure.ts';
import { print, printJson, table } from '../format.ts';
import { replaceFolder } from '../replaceFolder.ts';
import { shellWord } from '../shellWord.ts';
import { untilStopped } from '../untilStopped.ts';

interface ExportOptions {
  readonly format: ExportFormat;
  readonly out?: string;
  readonly tables?: readonly string[];
  readonly verify?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Beside the tables: what they and their columns are, and of which runs. */
const SCHEMA_FILE = 'schema.json';

/** `forespot export RUN...`: the tables of runs as files. */
export const exportCommand = (words: readonly string[], options: ExportOptions): Promise<number> => {
  const { format } = options;
  const tables = tablesOf(options.tables);
  const folder = options.out ?? folderFor(words, format);
  return withDuckDB((database) =>
    untilStopped(database, async () => {
      const runs: NamedRun[] = [];
      const rows = tables.map(() => 0);
      const fill = async (draft: string): Promise<void> => {
        makeFolder(draft);
        for await (const run of eachRun(database, { words, tables, verify: options.verify === true })) {
          const counts = await exportRun(database, { tables, run: run.name, folder: draft, format });
          for (const [i, count] of counts.entries()) rows[i] = (rows[i] as number) + count;
          runs.push(run);
        }
        writeSchema(draft, { format, runs, tables });
      };
      await replaceFolder({ folder, mark: SCHEMA_FILE, force: options.force === true }, fill);
      const written = tables.map(({ name }, i) => ({ name, rows: rows[i] as number }));
      if (options.json === true) printJson({ out: folder, format, runs: runs.map(described), tables: written });
      else print(describe(folder, format, runs, written));
      return runs.some(({ fault }) => fault !== null) ? EXIT.no : EXIT.done;
    }),
  );
};

const tablesOf = (names: readonly string[] | undefined): readonly LogTable[] => {
  if (names === undefined) return LOG_TABLES.filter(({ name }) => name !== 'events');
  const known = LOG_TABLES.map(({ name }) => name);
  const wrong = names.find((name) => !known.includes(name));
  if (wrong === undefined) return LOG_TABLES.filter(({ name }) => names.includes(name));
  const meant = nearest(wrong, known);
  const hint = meant === null ? `they are ${known.join(', ')}` : `did you mean ${meant}?`;
  throw new UserFault([`forespot: --tables: there is no table ${JSON.stringify(wrong)}: ${hint}`]);
};

/** In the folder of the run, if it is one. */
const folderFor = (words: readonly string[], format: ExportFormat): string => {
  const [word, ...more] = words;
  if (word === undefined || more.length > 0 || /[*?[]/.test(word)) {
    throw new UserFault(['forespot: for several runs, name the folder of the export: --out DIR']);
  }
  const { directory } = locateLog(word);
  if (directory === null) throw new UserFault(['forespot: for a file, name the folder of the export: --out DIR']);
  return join(directory, format);
};

const described = ({ name, path, events, complete, redacted, fault }: NamedRun) => ({
  run: name,
  path,
  events,
  complete,
  redacted,
  fault: fault?.reason ?? null,
});

interface Exported {
  readonly format: ExportFormat;
  readonly runs: readonly NamedRun[];
  readonly tables: readonly LogTable[];
}

const writeSchema = (folder: string, { format, runs, tables }: Exported): void => {
  const schema = {
    version: VERSION,
    format,
    layout: `TABLE/run=RUN/data.${format}, RUN as in a URL; run is the first column of every key`,
    runs: runs.map(described),
    tables: tables.map(({ name, comment, key, columns }) => ({
      name,
      comment,
      key: ['run', ...key],
      columns: columns.map(({ name, type, comment }) => ({ name, type, comment })),
    })),
  };
  writeAtOnce(join(folder, SCHEMA_FILE), `${JSON.stringify(schema, null, 2)}\n`);
};

/** A way to read it, where the path needs no quotes of its own. */
const next = (path: string, format: ExportFormat): readonly string[] =>
  format === 'parquet' && shellWord(path) === path
    ? ['next:', `  python3 -c "import pandas; print(pandas.read_parquet('${path}'))"`]
    : [];

const describe = (
  folder: string,
  format: ExportFormat,
  runs: readonly NamedRun[],
  tables: readonly { readonly name: string; readonly rows: number }[],
): string =>
  [
    `${runs.length} ${runs.length === 1 ? 'run' : 'runs'} in ${folder}, a folder for each table and run`,
    table(
      ['table', 'rows'],
      tables.map(({ name, rows }) => [name, rows.toLocaleString('en')]),
    ),
    `${join(folder, SCHEMA_FILE)} says what the columns are`,
    ...next(join(folder, 'cycles'), format),
  ].join('\n');
