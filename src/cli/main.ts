#!/usr/bin/env node
import { Console } from 'node:console';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { toNumber } from '../../scenarios/toNumber.ts';
import { VERSION } from '../version.ts';
import { EXIT, reportFailure, reportOutputFailure } from './failure.ts';
import { ANSWER_LIMIT } from './timeLimit.ts';

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
const act =
  <Args extends readonly unknown[]>(run: (...args: Args) => Promise<number> | number) =>
  async (...args: Args): Promise<void> => {
    status = await run(...args);
  };

/** As large as a scenario file may ask for cycles. */
const MOST = 1_000_000_000;
const wholeNumber = (text: string): number => {
  const value = /^\d+$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > MOST) throw new InvalidArgumentError('Expected a whole number between 1 and 1,000,000,000.');
  return value;
};
const horizon = (text: string): number => (text === 'infinite' ? Number.POSITIVE_INFINITY : wholeNumber(text));
const folder = (text: string): string => {
  if (text === '') throw new InvalidArgumentError("Expected a folder's path.");
  return text;
};
const positiveNumber = (text: string): number => {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError(`Expected a number above 0, got ${text}.`);
  return value;
};
const numbers = (text: string): readonly number[] => {
  return text.split(',').map((part) => {
    const written = part.trim();
    const value = toNumber(written) ?? (written === '' ? null : toNumber(Number(written)));
    if (value === null) throw new InvalidArgumentError('Expected numbers or fractions with commas between.');
    return value;
  });
};

/** An option that may come more than once. */
const gathered = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
const listed = (text: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...text.split(',').map((part) => part.trim()),
];

/** For commands that run modules of users. */
const answerLimit = (): Option =>
  new Option('--answer-limit <ms>', 'milliseconds that an answer of an agent of yours may take')
    .argParser(wholeNumber)
    .default(ANSWER_LIMIT);

program
  .command('solve')
  .argument('<file>', 'scenario (YAML or JSON)')
  .description('the exact theory: interior holdings, worst-off types, expected surplus, forward payments')
  .option('--holdings <numbers>', 'also the spot market at these holdings, e.g. 0.2,0.3,1/2', numbers)
  .option('--json', 'one JSON value on stdout')
  .action(act(async (file, options) => (await import('./commands/solve.ts')).solveCommand(file, options)));

program
  .command('run')
  .argument('<file>', 'scenario (YAML or JSON)')
  .description('play a scenario and write its event log')
  .option('--out <dir>', 'folder for the log (default: runs/<name>-<seed>)', folder)
  .option('--cycles <number>', 'cycles to play instead of the scenario’s', wholeNumber)
  .option('--seed <text>', 'seed instead of the scenario’s')
  .addOption(
    new Option('--log <detail>', 'full: an event for every demand and report; compact: without')
      .choices(['full', 'compact'])
      .default('full'),
  )
  .addOption(answerLimit())
  .option('--measure', 'also measure what agents could have gained (regret), and write the measures to the log')
  .option('--force', 'replace a run that is already there')
  .option('--json', 'one JSON value on stdout')
  .action(
    act(async (file, options) =>
      (await import('./commands/run.ts')).runCommand(file, { ...options, verbose: verbose() }),
    ),
  );

program
  .command('replay')
  .argument('<log>', 'events.ndjson or its folder')
  .description('rebuild a run from its log alone and compute every market outcome again, bit for bit')
  .option('--json', 'one JSON value on stdout')
  .action(act(async (log, options) => (await import('./commands/replay.ts')).replayCommand(log, options)));

program
  .command('rerun')
  .argument('<log>', 'events.ndjson or its folder')
  .description('play the run of a log again, agents and all, and compare')
  .addOption(answerLimit())
  .option('--json', 'one JSON value on stdout')
  .action(act(async (log, options) => (await import('./commands/replay.ts')).rerunCommand(log, options)));

program
  .command('measure')
  .argument('<log>', 'events.ndjson or its folder')
  .description('every cycle of a log measured: efficiency, distance to r*, Gini, operator’s accounts, regrets by agent')
  .addOption(new Option('--csv', 'a row for each cycle and agent as CSV at full precision').conflicts('json'))
  .option('--json', 'one JSON value on stdout')
  .action(act(async (log, options) => (await import('./commands/measure.ts')).measureCommand(log, options)));

program
  .command('verify')
  .argument('<log>', 'events.ndjson or its folder')
  .description('check the hash chain of a log and name the first event that is not whole')
  .option('--json', 'one JSON value on stdout')
  .action(act(async (log, options) => (await import('./commands/verify.ts')).verifyCommand(log, options)));

program
  .command('trace')
  .argument('<log>', 'events.ndjson or its folder')
  .description('what one agent saw, did, got and paid')
  .requiredOption('--agent <id>', 'the agent')
  .option('--cycle <number>', 'one cycle only', wholeNumber)
  .option('--json', 'one JSON value on stdout')
  .action(act(async (log, options) => (await import('./commands/trace.ts')).traceCommand(log, options)));

program
  .command('deviate')
  .argument('<file>', 'scenario (YAML or JSON)')
  .description('does it pay to deviate, how much, and how sure is that: certified best responses and regrets')
  .addOption(
    new Option('--reading <name>', 'what a demand earns off the equilibrium').choices(['paper', 'rationed', 'gated']),
  )
  .option('--holdings <numbers>', 'study these demands, which add up to the supply, instead of the scenario’s', numbers)
  .option('--demands <numbers>', 'study these demands, which need not', numbers)
  .option('--tolerance <money>', 'what counts as no gain', positiveNumber)
  .option('--profiles <number>', 'profiles of types at which reports are judged', wholeNumber, 100)
  .option('--repeated', 'study one deviation in an economy whose allocation is the next endowment')
  .option('--horizon <cycles>', 'with --repeated: another number of cycles, or infinite', horizon)
  .option('--json', 'one JSON value on stdout')
  .action(act(async (file, options) => (await import('./commands/deviate.ts')).deviateCommand(file, options)));

program
  .command('states')
  .argument('<file>', 'scenario (YAML or JSON) with states of demand')
  .description(
    'aggregate uncertainty: the forward market in each state, and what other ways to hold leave on the table',
  )
  .option('--json', 'one JSON value on stdout')
  .action(act(async (file, options) => (await import('./commands/states.ts')).statesCommand(file, options)));

program
  .command('stability')
  .argument('<file>', 'scenario (YAML or JSON)')
  .description(
    'is r* stable: the potential of the forward game, best-reply and gradient paths, basins for three agents',
  )
  .option('--starts <number>', 'starting points spread over all demands', wholeNumber, 10)
  .option('--grid <number>', 'steps of the grid of starting points of three agents (default: 12)', wholeNumber)
  .option('--json', 'one JSON value on stdout')
  .action(act(async (file, options) => (await import('./commands/stability.ts')).stabilityCommand(file, options)));

program
  .command('equilibria')
  .argument('<file>', 'scenario (YAML or JSON)')
  .description(
    'every pure equilibrium of the forward game (eq. 3), certified, and whether the spot market operates there',
  )
  .option('--tolerance <money>', 'what counts as no gain', positiveNumber)
  .option('--most <number>', 'equilibria to list (default: 20, with --json 200)', wholeNumber)
  .option('--json', 'one JSON value on stdout')
  .action(act(async (file, options) => (await import('./commands/equilibria.ts')).equilibriaCommand(file, options)));

program
  .command('export-game')
  .argument('<file>', 'scenario (YAML or JSON)')
  .description('the forward game with finitely many demands, for the solvers of Gambit')
  .option('--levels <number>', 'demands at even steps from 0 to the supply', wholeNumber, 21)
  .addOption(new Option('--format <name>', 'nfg: Gambit’s strategic form, payoffs').choices(['nfg']).default('nfg'))
  .option('--out <file>', 'write to a file instead of stdout')
  .option('--force', 'replace a file that is already there')
  .option('--json', 'describe the written file as one JSON value on stdout')
  .action(act(async (file, options) => (await import('./commands/exportGame.ts')).exportGameCommand(file, options)));

program
  .command('statics')
  .argument('<file>', 'scenario (YAML or JSON)')
  .description('comparative statics: quantities of solve as numbers of the scenario vary')
  .requiredOption('--vary <range>', 'e.g. agents.a1.maxDemand=0.05..2/3:40; again for a grid', gathered)
  .option('--quantity <paths>', 'e.g. interior.holdings,forward.budget; any numbers of solve --json', listed)
  .addOption(new Option('--csv', 'rows as CSV at full precision').conflicts('json'))
  .option('--json', 'one JSON value on stdout')
  .action(act(async (file, options) => (await import('./commands/statics.ts')).staticsCommand(file, options)));

program
  .command('strength')
  .argument('<file>', 'scenario (YAML or JSON)')
  .description('which agents are stronger than which, and what follows for interior holdings')
  .option('--json', 'one JSON value on stdout')
  .action(act(async (file, options) => (await import('./commands/strength.ts')).strengthCommand(file, options)));

program
  .command('boundary')
  .argument('<file>', 'scenario (YAML or JSON)')
  .description('the holdings from which a spot market earns most: corners against the interior')
  .option('--json', 'one JSON value on stdout')
  .action(act(async (file, options) => (await import('./commands/boundary.ts')).boundaryCommand(file, options)));

program
  .command('figure-1')
  .description('the data of the paper’s Figure 1, and what the paper says of it')
  .option('--points <number>', 'values of k_1', wholeNumber, 100)
  .addOption(new Option('--csv', 'rows as CSV at full precision').conflicts('json'))
  .option('--json', 'one JSON value on stdout')
  .action(act(async (options) => (await import('./commands/figure1.ts')).figure1Command(options)));

program
  .command('bargain')
  .argument('<file>', 'scenario (YAML or JSON)')
  .description('the holdings that agents would bargain to without frictions: nothing left for the spot market')
  .option('--surface <steps>', 'also the expected surplus over all holdings of three agents', wholeNumber)
  .addOption(new Option('--csv', 'the surface as CSV at full precision').conflicts('json'))
  .option('--json', 'one JSON value on stdout')
  .action(act(async (file, options) => (await import('./commands/bargain.ts')).bargainCommand(file, options)));

program
  .command('audit')
  .description(
    'check every statement of the paper on its own cases and on random economies, with a witness for each that fails',
  )
  .option('--economies <number>', 'random economies beside the paper’s own cases', wholeNumber, 200)
  .option('--seed <text>', 'seed of the random economies', 'audit')
  .option('--out <dir>', 'folder for the witnesses (default: runs/audit-<seed>)', folder)
  .addOption(new Option('--markdown', 'a page instead, with the witnesses in it').conflicts('json'))
  .option('--json', 'one JSON value on stdout')
  .action(act(async (options) => (await import('./commands/audit.ts')).auditCommand(options)));

program
  .command('check-agent')
  .argument('<agent>', 'the path of a module of yours, or the name of a bundled strategy')
  .description(
    'does an agent keep the rules: same answers, no clock, no chance of its own, memory that can be saved ...',
  )
  .option('--set <name=number>', 'a parameter of the agent; again for more', gathered)
  .addOption(answerLimit())
  .option('--json', 'one JSON value on stdout')
  .action(act(async (agent, options) => (await import('./commands/checkAgent.ts')).checkAgentCommand(agent, options)));

program
  .command('new-agent')
  .argument('<name>', 'what to call the agent; its file gets this name')
  .description('write a template of an agent, with comments, that check-agent passes')
  .option('--ts', 'in TypeScript')
  .option('--json', 'one JSON value on stdout')
  .action(act(async (name, options) => (await import('./commands/newAgent.ts')).newAgentCommand(name, options)));

program
  .command('schema')
  .description('the JSON Schema of scenario files, for editors')
  .action(act(async () => (await import('./commands/schema.ts')).schemaCommand()));

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
