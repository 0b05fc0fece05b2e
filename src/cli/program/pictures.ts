import { type Command, InvalidArgumentError } from 'commander';
import type { Act } from './act.ts';

/** Markets to look at. */
export const picturesCommands = (program: Command, act: Act): void => {
  program.commandsGroup('Pictures:');
  program
    .command('lab')
    .argument('[dir]', 'a run to look at or to follow while it is played: its folder or its events.ndjson')
    .description('a page in the browser: see markets work, drag demands, scrub through runs, branch them')
    .option('--port <number>', 'port; 0 for any that is free', port, 4321)
    .option('--host <address>', 'address to listen on; anything but the default shows the page to others', '127.0.0.1')
    .action(act(async (dir, options) => (await import('../commands/lab.ts')).labCommand(dir, options)));
};

const port = (text: string): number => {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= 65_535)) throw new InvalidArgumentError('Expected a whole number between 0 and 65,535.');
  return value;
};
