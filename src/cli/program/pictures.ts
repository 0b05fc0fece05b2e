import { type Command, InvalidArgumentError } from 'commander';
import type { Act } from './act.ts';
import { folder, wholeNumber } from './options.ts';

/** Markets to look at. */
export const picturesCommands = (program: Command, act: Act): void => {
  program.commandsGroup('Pictures:');
  program
    .command('lab')
    .argument('[dir]', 'a run to look at or to follow while it is played: its folder or its events.ndjson')
    .summary('a page in the browser to see and touch markets')
    .description('a page in the browser: see markets work, drag demands, scrub through runs, branch them')
    .option('--port <number>', 'port; 0 for any that is free', port, 4321)
    .option('--host <address>', 'address to listen on; anything but the default shows the page to others', '127.0.0.1')
    .action(act(async (dir, options) => (await import('../commands/lab.ts')).labCommand(dir, options)));

  program
    .command('report')
    .argument('<dir>', 'a run: its folder or its events.ndjson')
    .summary('one HTML page about a run')
    .description(
      'one HTML page about a run: markets as pictures, lines over cycles, tables, and what holds of its claims',
    )
    .addHelpText(
      'after',
      `
The page needs no network and runs no scripts; the same log makes the same bytes. It says whether the log is whole and replays:
a broken log is reported up to the break, in red, with status 1. Of a redacted log it shows what is open.`,
    )
    .option('--out <file>', 'where to write the page (default: report.html beside the log)', folder)
    .option(
      '--cycles <numbers>',
      'cycles to show as pictures, such as 1,2,50 (default: first, most wasteful, last)',
      cycles,
    )
    .option('--force', 'replace a report that is already there')
    .option('--json', 'what was found as one JSON value on stdout')
    .action(act(async (dir, options) => (await import('../commands/report.ts')).reportCommand(dir, options)));
};

/** More pictures would make the page too long to read. */
const MOST_SHOWN = 12;
const cycles = (text: string): readonly number[] => {
  const list = [...new Set(text.split(',').map((part) => wholeNumber(part.trim())))].sort((a, b) => a - b);
  if (list.length > MOST_SHOWN) throw new InvalidArgumentError(`Expected at most ${MOST_SHOWN} cycles.`);
  return list;
};

const port = (text: string): number => {
  const value = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= 65_535)) throw new InvalidArgumentError('Expected a whole number between 0 and 65,535.');
  return value;
};
