#!/usr/bin/env node
import { Console } from 'node:console';
import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.ts';
import { EXIT, reportFailure, reportOutputFailure } from './failure.ts';
import type { Act } from './program/act.ts';
import { agentsCommands } from './program/agents.ts';
import { gameCommands } from './program/game.ts';
import { picturesCommands } from './program/pictures.ts';
import { proofCommands } from './program/proof.ts';
import { runsCommands } from './program/runs.ts';
import { sweepsCommands } from './program/sweeps.ts';
import { tablesCommands } from './program/tables.ts';
import { theoryCommands } from './program/theory.ts';
import { timelineCommands } from './program/timeline.ts';

/** The command. Each subcommand is loaded when it is called, so that help comes at once. */

const program = new Command('forespot')
  .description(
    'Simulates forward markets followed by efficient spot markets, with exact theory and a log that replays.',
  )
  .version(VERSION)
  .option('--verbose', 'say on stderr what the program does')
  .showHelpAfterError('(forespot --help lists the commands, forespot COMMAND --help its options)')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'forespot: ')) });

const verbose = (): boolean => program.opts<{ verbose?: boolean }>().verbose === true;

/** Undefined until the command has come to its end. */
let status: number | undefined;
/** Runs a subcommand and keeps the status that it leaves with. */
const act: Act =
  (run) =>
  async (...args) => {
    status = await run(...args);
  };

runsCommands(program, act);
tablesCommands(program, act);
timelineCommands(program, act);
picturesCommands(program, act);
proofCommands(program, act);
theoryCommands(program, act);
gameCommands(program, act);
sweepsCommands(program, act);
agentsCommands(program, act);

process.stdout.on('error', (error) => {
  status = reportOutputFailure(error, status ?? EXIT.done);
  process.exit(status);
});
// Where nobody hears us, the status still speaks.
process.stderr.on('error', () => {});
// What the modules of users say is none of our output, which a script may be parsing.
globalThis.console = new Console(process.stderr);
process.on('exit', (code) => {
  if (status !== undefined || code > EXIT.done) return;
  process.stderr.write("forespot: ended in the middle: an agent's module ended the program\n");
  process.exitCode = EXIT.badInput;
});

try {
  await program.parseAsync();
} catch (error) {
  const usage = error instanceof CommanderError;
  // Help and version were asked for: they are no failure.
  status = usage ? (error.exitCode === 0 ? EXIT.done : EXIT.badInput) : reportFailure(error, verbose());
}
process.exitCode = status;
