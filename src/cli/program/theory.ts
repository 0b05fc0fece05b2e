import { type Command, Option } from 'commander';
import type { Act } from './act.ts';
import { folder, gathered, listed, manyDraws, namedHoldings, numbers, precision, wholeNumber } from './options.ts';

/** What the theory says of a scenario, and which of the paper’s statements hold. */
export const theoryCommands = (program: Command, act: Act): void => {
  program.commandsGroup('Theory:');
  program
    .command('solve')
    .argument('<file>', 'scenario (YAML or JSON)')
    .summary('exact theory: interior holdings, surplus, payments')
    .description('the exact theory: interior holdings, worst-off types, expected surplus, forward payments')
    .option('--holdings <numbers>', 'also the spot market at these holdings, e.g. 0.2,0.3,1/2', numbers)
    .option('--precision <share>', 'of the supply, for many unequal agents: 1e-10 to 0.01 (default: 1e-6)', precision)
    .option('--json', 'one JSON value on stdout')
    .action(act(async (file, options) => (await import('../commands/solve.ts')).solveCommand(file, options)));

  program
    .command('sample')
    .argument('<file>', 'scenario (YAML or JSON)')
    .summary('draw the spot market millions of times')
    .description('draw the spot market many times: surplus, payments, prices and gains, beside what the theory expects')
    .option('--draws <number>', 'rounds, e.g. 1e7', manyDraws, 1_000_000)
    .option('--seed <text>', 'another seed than the scenario’s')
    .option(
      '--holdings <which>',
      'interior, endowments or numbers, e.g. 0.2,0.3,1/2 (default: interior, with forward rule none endowments)',
      namedHoldings,
    )
    .option('--json', 'one JSON value on stdout')
    .action(act(async (file, options) => (await import('../commands/sample.ts')).sampleCommand(file, options)));

  program
    .command('strength')
    .argument('<file>', 'scenario (YAML or JSON)')
    .summary('which agents are stronger than which')
    .description('which agents are stronger than which, and what follows for interior holdings')
    .option('--json', 'one JSON value on stdout')
    .action(act(async (file, options) => (await import('../commands/strength.ts')).strengthCommand(file, options)));

  program
    .command('statics')
    .argument('<file>', 'scenario (YAML or JSON)')
    .summary('figures of solve as numbers of the scenario vary')
    .description('comparative statics: quantities of solve as numbers of the scenario vary')
    .requiredOption('--vary <range>', 'e.g. agents.a1.maxDemand=0.05..2/3:40; again for a grid', gathered)
    .option('--quantity <paths>', 'e.g. interior.holdings,forward.budget; any numbers of solve --json', listed)
    .addOption(new Option('--csv', 'rows as CSV at full precision').conflicts('json'))
    .option('--json', 'one JSON value on stdout')
    .action(act(async (file, options) => (await import('../commands/statics.ts')).staticsCommand(file, options)));

  program
    .command('states')
    .argument('<file>', 'scenario (YAML or JSON) with states of demand')
    .summary('forward markets before uncertain states of demand')
    .description(
      'aggregate uncertainty: the forward market in each state, and what other ways to hold leave on the table',
    )
    .option('--json', 'one JSON value on stdout')
    .action(act(async (file, options) => (await import('../commands/states.ts')).statesCommand(file, options)));

  program
    .command('boundary')
    .argument('<file>', 'scenario (YAML or JSON)')
    .summary('who should corner the market, if anybody')
    .description('the holdings from which a spot market earns most: corners against the interior')
    .option('--json', 'one JSON value on stdout')
    .action(act(async (file, options) => (await import('../commands/boundary.ts')).boundaryCommand(file, options)));

  program
    .command('figure-1')
    .summary('the data of the paper’s Figure 1')
    .description('the data of the paper’s Figure 1, and what the paper says of it')
    .option('--points <number>', 'values of k_1', wholeNumber, 100)
    .addOption(new Option('--csv', 'rows as CSV at full precision').conflicts('json'))
    .option('--json', 'one JSON value on stdout')
    .action(act(async (options) => (await import('../commands/figure1.ts')).figure1Command(options)));

  program
    .command('bargain')
    .argument('<file>', 'scenario (YAML or JSON)')
    .summary('where bargaining without frictions would end')
    .description('the holdings that agents would bargain to without frictions: nothing left for the spot market')
    .option('--surface <steps>', 'also the expected surplus over all holdings of three agents', wholeNumber)
    .addOption(new Option('--csv', 'the surface as CSV at full precision').conflicts('json'))
    .option('--json', 'one JSON value on stdout')
    .action(act(async (file, options) => (await import('../commands/bargain.ts')).bargainCommand(file, options)));

  program
    .command('audit')
    .summary('which of the paper’s statements hold')
    .description(
      'check every statement of the paper on its own cases and on random economies, with a witness for each that fails',
    )
    .option('--economies <number>', 'random economies beside the paper’s own cases', wholeNumber, 200)
    .option('--seed <text>', 'seed of the random economies', 'audit')
    .option('--out <dir>', 'folder for the witnesses (default: runs/audit-<seed>)', folder)
    .addOption(new Option('--markdown', 'a page instead, with the witnesses in it').conflicts('json'))
    .option('--json', 'one JSON value on stdout')
    .action(act(async (options) => (await import('../commands/audit.ts')).auditCommand(options)));
};
