import { type Command, Option } from 'commander';
import type { Act } from './act.ts';
import { horizon, numbers, positiveNumber, wholeNumber } from './options.ts';

/** The forward market as a game. */
export const gameCommands = (program: Command, act: Act): void => {
  program.commandsGroup('The forward market as a game:');
  program
    .command('deviate')
    .argument('<file>', 'scenario (YAML or JSON)')
    .summary('certified best responses and regrets')
    .description('does it pay to deviate, how much, and how sure is that: certified best responses and regrets')
    .addOption(
      new Option('--reading <name>', 'what a demand earns off the equilibrium').choices(['paper', 'rationed', 'gated']),
    )
    .option(
      '--holdings <numbers>',
      'study these demands, which add up to the supply, instead of the scenario’s',
      numbers,
    )
    .option('--demands <numbers>', 'study these demands, which need not', numbers)
    .option('--tolerance <money>', 'what counts as no gain', positiveNumber)
    .option('--profiles <number>', 'profiles of types at which reports are judged', wholeNumber, 100)
    .option('--repeated', 'study one deviation in an economy whose allocation is the next endowment')
    .option('--horizon <cycles>', 'with --repeated: another number of cycles, or infinite', horizon)
    .option('--json', 'one JSON value on stdout')
    .action(act(async (file, options) => (await import('../commands/deviate.ts')).deviateCommand(file, options)));

  program
    .command('equilibria')
    .argument('<file>', 'scenario (YAML or JSON)')
    .summary('every pure equilibrium, certified')
    .description(
      'every pure equilibrium of the forward game (eq. 3), certified, and whether the spot market operates there',
    )
    .option('--tolerance <money>', 'what counts as no gain', positiveNumber)
    .option('--most <number>', 'equilibria to list (default: 20, with --json 200)', wholeNumber)
    .option('--json', 'one JSON value on stdout')
    .action(act(async (file, options) => (await import('../commands/equilibria.ts')).equilibriaCommand(file, options)));

  program
    .command('stability')
    .argument('<file>', 'scenario (YAML or JSON)')
    .summary('do demands come back to r*')
    .description(
      'is r* stable: the potential of the forward game, best-reply and gradient paths, basins for three agents',
    )
    .option('--starts <number>', 'starting points spread over all demands', wholeNumber, 10)
    .option('--grid <number>', 'steps of the grid of starting points of three agents (default: 12)', wholeNumber)
    .option('--json', 'one JSON value on stdout')
    .action(act(async (file, options) => (await import('../commands/stability.ts')).stabilityCommand(file, options)));

  program
    .command('export-game')
    .argument('<file>', 'scenario (YAML or JSON)')
    .summary('the forward game for the solvers of Gambit')
    .description('the forward game with finitely many demands, for the solvers of Gambit')
    .option('--levels <number>', 'demands at even steps from 0 to the supply', wholeNumber, 21)
    .addOption(new Option('--format <name>', 'nfg: Gambit’s strategic form, payoffs').choices(['nfg']).default('nfg'))
    .option('--out <file>', 'write to a file instead of stdout')
    .option('--force', 'replace a file that is already there')
    .option('--json', 'describe the written file as one JSON value on stdout')
    .action(act(async (file, options) => (await import('../commands/exportGame.ts')).exportGameCommand(file, options)));
};
