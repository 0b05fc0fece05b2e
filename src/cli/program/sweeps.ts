import { type Command, Option } from 'commander';
import type { Act } from './act.ts';
import { folder, threads, wholeNumber } from './options.ts';

/** Studies of many cells. */
export const sweepsCommands = (program: Command, act: Act): void => {
  program.commandsGroup('Studies of many cells:');
  program
    .command('sweep')
    .argument('<study>', 'study (YAML or JSON)')
    .summary('a scenario with parts that vary, on every core')
    .description('run a scenario with parts that vary, on every core, into one table (Parquet and CSV)')
    .option('--out <dir>', 'folder for the results (default: runs/sweep-<name>); cells that are there are kept', folder)
    .option('--workers <number>', 'threads (default: one for each core)', threads)
    .option(
      '--memory <MB>',
      'megabytes that one thread may take (default: an equal share of three quarters)',
      wholeNumber,
    )
    .addOption(queueOption('share the cells with workers on other machines through this Redis'))
    .option('--attach', 'with --queue: only collect the results of a sweep that was started elsewhere')
    .option('--json', 'one JSON value on stdout')
    .action(act(async (study, options) => (await import('../commands/sweep.ts')).sweepCommand(study, options)));

  program
    .command('worker')
    .summary('run cells of sweeps on this machine')
    .description('run cells of the sweeps in a Redis on this machine, until it is stopped')
    .addOption(queueOption('the Redis of the sweeps').makeOptionMandatory())
    .option('--workers <number>', 'threads (default: one for each core)', threads)
    .option(
      '--memory <MB>',
      'megabytes that one thread may take (default: an equal share of three quarters)',
      wholeNumber,
    )
    .option('--agents <dir>', 'folder that the paths of agents of yours start from', folder, '.')
    .action(act(async (options) => (await import('../commands/worker.ts')).workerCommand(options)));
};

const queueOption = (about: string): Option =>
  new Option('--queue <address>', `${about}, such as redis://host:6379; a password may be in FORESPOT_REDIS_PASSWORD`);
