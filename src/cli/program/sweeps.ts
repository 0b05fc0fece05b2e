import type { Command } from 'commander';
import type { Act } from './act.ts';
import { folder, wholeNumber } from './options.ts';

/** Studies of many cells. */
export const sweepsCommands = (program: Command, act: Act): void => {
  program.commandsGroup('Studies of many cells:');
  program
    .command('sweep')
    .argument('<study>', 'study (YAML or JSON)')
    .description('run a scenario with parts that vary, on every core, into one table (Parquet and CSV)')
    .option('--out <dir>', 'folder for the results (default: runs/sweep-<name>); cells that are there are kept', folder)
    .option('--workers <number>', 'threads (default: one for each core)', wholeNumber)
    .option(
      '--memory <MB>',
      'megabytes that one thread may take (default: an equal share of three quarters)',
      wholeNumber,
    )
    .option('--json', 'one JSON value on stdout')
    .action(act(async (study, options) => (await import('../commands/sweep.ts')).sweepCommand(study, options)));
};
