import { type Command, Option } from 'commander';
import type { Act } from './act.ts';
import { answerLimit, folder, gathered, wholeNumber, wholeNumberFrom0 } from './options.ts';

const FORK_PATHS = `
In the cycle that is going on, or the next where none is:
  demands.ID, reports.ID, types.ID   a number or a fraction; demand or report alone at the event of one
  endowments.ID, endowments          one, or a list; they must add up to the supply
  state                              a state of demand, by its id
From there on, each market from when it opens next and each agent from when it is asked next:
  forward.rule, forward.margin ...   as in scenario files; so spot.mechanism ...
  agents.ID.forward, agents.ID.spot  a strategy; agents.ID.forward.factor a parameter of it
  cycles, carry, discount
Chance is as it was: nobody's draws shift. Agents remember what they had learned; one that gets another strategy starts anew.
Paths of modules start where those of the run's scenario do. Without --set the fork is the run itself.`;

/** A log as a time machine. */
export const timelineCommands = (program: Command, act: Act): void => {
  program.commandsGroup('What was, and what if:');
  program
    .command('show')
    .argument('<log>', 'events.ndjson or its folder')
    .summary('a run at any moment: holdings, prices, cash')
    .description(
      'a run at any moment: who holds what, prices, payments, cash, and what was just said; at the end unless told',
    )
    .option('--at <seq>', 'just after this event', wholeNumberFrom0)
    .option('--cycle <number>', 'just after this cycle closed', wholeNumber)
    .option('--json', 'one JSON value on stdout')
    .action(act(async (log, options) => (await import('../commands/show.ts')).showCommand(log, options)));

  program
    .command('fork')
    .argument('<log>', 'events.ndjson or its folder')
    .summary('what if: play a run on with something changed')
    .description('what if: play a run on from one of its events with something changed there, in a log of its own')
    .requiredOption('--at <seq>', 'the event in whose place the fork stands', wholeNumberFrom0)
    .option('--set <path=value>', 'what is otherwise from there on; again for more', gathered)
    .requiredOption('--out <dir>', 'folder for the new log', folder)
    .addOption(answerLimit())
    .option('--force', 'replace a run that is already there')
    .option('--json', 'one JSON value on stdout')
    .addHelpText('after', FORK_PATHS)
    .action(act(async (log, options) => (await import('../commands/fork.ts')).forkCommand(log, options)));

  program
    .command('diff')
    .argument('<first>', 'events.ndjson or its folder')
    .argument('<second>', 'another, of the same agents')
    .summary('what changed from one run to another, and why')
    .description('what changed from one run to another: where they part, by agent, and welfare by its causes')
    .addOption(new Option('--csv', 'a row for each cycle and agent as CSV at full precision').conflicts('json'))
    .option('--json', 'one JSON value on stdout')
    .addHelpText('after', '\nExit status: 0 where both have the same events, 1 where they do not, 2 for bad input.')
    .action(act(async (a, b, options) => (await import('../commands/diff.ts')).diffCommand(a, b, options)));
};
