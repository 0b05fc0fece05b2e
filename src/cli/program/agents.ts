import { Argument, type Command } from 'commander';
import type { Act } from './act.ts';
import { answerLimit, gathered } from './options.ts';

/** Agents and scenarios of one’s own. */
export const agentsCommands = (program: Command, act: Act): void => {
  program.commandsGroup('Your own agents and scenarios:');
  program
    .command('check-agent')
    .argument('<agent>', 'the path of a module of yours')
    .summary('does an agent keep the rules')
    .description(
      'does an agent keep the rules: same answers, no clock, no chance of its own, memory that can be saved ...',
    )
    .option('--set <name=number>', 'a parameter of the agent; again for more', gathered)
    .addOption(answerLimit())
    .option('--json', 'one JSON value on stdout')
    .action(
      act(async (agent, options) => (await import('../commands/checkAgent.ts')).checkAgentCommand(agent, options)),
    );

  program
    .command('new-agent')
    .argument('<name>', 'what to call the agent; its file gets this name')
    .summary('write a template of an agent')
    .description('write a template of an agent, with comments, that check-agent passes')
    .option('--ts', 'in TypeScript')
    .option('--json', 'one JSON value on stdout')
    .action(act(async (name, options) => (await import('../commands/newAgent.ts')).newAgentCommand(name, options)));

  program
    .command('schema')
    .addArgument(new Argument('[file]', 'the kind of file').choices(['scenario', 'study']).default('scenario'))
    .summary('the JSON Schema of scenarios or studies')
    .description('the JSON Schema of scenario or study files, for editors')
    .action(act(async (file) => (await import('../commands/schema.ts')).schemaCommand(file)));
};
