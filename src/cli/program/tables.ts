import { type Command, Option } from 'commander';
import type { Act } from './act.ts';
import { folder, listed } from './options.ts';

/** Logs as tables, and while they grow. */
export const tablesCommands = (program: Command, act: Act): void => {
  program.commandsGroup('Logs as tables, and while they grow:');
  program
    .command('query')
    .argument('[words...]', "runs (folders, or patterns as in 'runs/*'), then SQL; without SQL: list the tables")
    .summary('SQL over the logs of runs, or the table of a sweep')
    .description('SQL over the logs of runs: tables runs, cycles, agents, demands, reports, payments ...')
    .addOption(new Option('--format <name>', 'of the rows (default: table)').choices(['table', 'csv', 'json']))
    .option('--verify', 'check every hash before, as verify does')
    .addOption(new Option('--json', 'one JSON value on stdout: a list of rows').conflicts('format'))
    .action(act(async (words, options) => (await import('../commands/query.ts')).queryCommand(words, options)));

  program
    .command('export')
    .argument('<runs...>', "folders of runs, or patterns as in 'runs/*'")
    .summary('the tables of runs as Parquet, CSV or Arrow')
    .description('the tables of query as Parquet, CSV or Arrow files, a folder for each table and run')
    .addOption(
      new Option('--format <name>', 'of the files').choices(['parquet', 'csv', 'arrow']).default('parquet' as const),
    )
    .option(
      '--out <dir>',
      'folder for the files (default: one named after the format in the folder of the run)',
      folder,
    )
    .option('--tables <names>', 'tables to write (default: all but events)', listed)
    .option('--verify', 'check every hash before, as verify does')
    .option('--force', 'replace an export that is already there')
    .option('--json', 'one JSON value on stdout')
    .action(act(async (runs, options) => (await import('../commands/export.ts')).exportCommand(runs, options)));

  program
    .command('watch')
    .argument('<run>', 'folder of a run, or its events.ndjson; it need not be there yet')
    .summary('follow a run as it is written')
    .description('follow a run as it is written: a table in place on a terminal, else a line a cycle')
    .option('--json', 'one JSON value on stdout at the end')
    .action(act(async (run, options) => (await import('../commands/watch.ts')).watchCommand(run, options)));
};
