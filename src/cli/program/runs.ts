import { type Command, Option } from 'commander';
import type { Act } from './act.ts';
import { answerLimit, folder, wholeNumber } from './options.ts';

/** Runs and their logs. */
export const runsCommands = (program: Command, act: Act): void => {
  program.commandsGroup('Runs and their logs:');
  program
    .command('run')
    .argument('<file>', 'scenario (YAML or JSON)')
    .summary('play a scenario and write its event log')
    .description('play a scenario and write its event log')
    .option('--out <dir>', 'folder for the log (default: runs/<name>-<seed>)', folder)
    .option('--cycles <number>', 'cycles to play instead of the scenario’s', wholeNumber)
    .option('--seed <text>', 'seed instead of the scenario’s')
    .addOption(
      new Option('--log <detail>', 'full: an event for every demand and report; compact: without')
        .choices(['full', 'compact'])
        .default('full'),
    )
    .addOption(
      new Option(
        '--durable <when>',
        'when lines are safe from a power cut: cycle (at its end, 0.2 to 10 ms each), event, or none (as the system likes)',
      )
        .choices(['cycle', 'event', 'none'])
        .default('cycle'),
    )
    .addOption(answerLimit())
    .option('--measure', 'also measure what agents could have gained (regret), and write the measures to the log')
    .option('--force', 'replace a run that is already there')
    .option('--json', 'one JSON value on stdout')
    .action(
      act(async (file, options) =>
        (await import('../commands/run.ts')).runCommand(file, {
          ...options,
          verbose: program.opts<{ verbose?: boolean }>().verbose === true,
        }),
      ),
    );

  program
    .command('resume')
    .argument('<dir>', 'folder of a run that was cut off')
    .summary('go on with a run that was cut off')
    .description('go on with a run that was cut off; its log becomes that of a run never disturbed')
    .addHelpText(
      'after',
      `
What the log holds is played again, agents and all, and compared with it; then the run goes on behind it. A torn last line is
cut off. Nothing is changed where the two differ: the log was edited, an agent's module is another, or the clock decided
whether an answer came in time.`,
    )
    .option(
      '--answer-limit <ms>',
      'milliseconds that an answer of an agent of yours may take, instead of the run’s',
      wholeNumber,
    )
    .option('--json', 'one JSON value on stdout')
    .action(
      act(async (directory, options) =>
        (await import('../commands/resume.ts')).resumeCommand(directory, {
          ...options,
          verbose: program.opts<{ verbose?: boolean }>().verbose === true,
        }),
      ),
    );

  program
    .command('replay')
    .argument('<log>', 'events.ndjson or its folder')
    .summary('compute a run again from its log alone, bit for bit')
    .description('rebuild a run from its log alone and compute every market outcome again, bit for bit')
    .option('--json', 'one JSON value on stdout')
    .action(act(async (log, options) => (await import('../commands/replay.ts')).replayCommand(log, options)));

  program
    .command('rerun')
    .argument('<log>', 'events.ndjson or its folder')
    .summary('play a logged run again, agents and all, and compare')
    .description('play the run of a log again, agents and all, and compare')
    .addOption(answerLimit())
    .option('--json', 'one JSON value on stdout')
    .action(act(async (log, options) => (await import('../commands/replay.ts')).rerunCommand(log, options)));

  program
    .command('trace')
    .argument('<log>', 'events.ndjson or its folder')
    .summary('what one agent saw, did, got and paid')
    .description('what one agent saw, did, got and paid')
    .requiredOption('--agent <id>', 'the agent')
    .option('--cycle <number>', 'one cycle only', wholeNumber)
    .option('--json', 'one JSON value on stdout')
    .action(act(async (log, options) => (await import('../commands/trace.ts')).traceCommand(log, options)));

  program
    .command('measure')
    .argument('<log>', 'events.ndjson or its folder')
    .summary('efficiency, distance to r*, accounts, regrets by cycle')
    .description(
      'every cycle of a log measured: efficiency, distance to r*, Gini, operator’s accounts, regrets by agent',
    )
    .addOption(new Option('--csv', 'a row for each cycle and agent as CSV at full precision').conflicts('json'))
    .option('--json', 'one JSON value on stdout')
    .action(act(async (log, options) => (await import('../commands/measure.ts')).measureCommand(log, options)));
};
