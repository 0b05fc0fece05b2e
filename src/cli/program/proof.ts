import { type Command, Option } from 'commander';
import type { Act } from './act.ts';
import { folder, gathered, wholeNumberFrom0 } from './options.ts';

/** Logs that others can check without seeing everything. */
export const proofCommands = (program: Command, act: Act): void => {
  program.commandsGroup('Proof and redaction:');
  program
    .command('verify')
    .argument('<log>', 'events.ndjson or its folder')
    .summary('check the hash chain of a log, full or redacted')
    .description('check the hash chain of a log, full or redacted, and name the first event that is not whole')
    .option('--opened <file>', 'also check values that open --json printed; again for more', gathered)
    .option('--json', 'one JSON value on stdout')
    .action(act(async (log, options) => (await import('../commands/verify.ts')).verifyCommand(log, options)));

  program
    .command('redact')
    .argument('<log>', 'events.ndjson or its folder')
    .summary('a log without secrets, under the same hashes')
    .description('write a log without what others may not know, under the same hashes: it still passes verify')
    .option('--for <id>', 'an agent that keeps seeing its own secrets; again for more', gathered)
    .addOption(new Option('--public', 'for everybody: no agent’s secrets are shown').conflicts('for'))
    .requiredOption('--out <place>', 'a folder, or a file that ends in .ndjson', folder)
    .option('--force', 'replace what is already there')
    .option('--json', 'one JSON value on stdout')
    .action(act(async (log, options) => (await import('../commands/redact.ts')).redactCommand(log, options)));

  program
    .command('open')
    .argument('<log>', 'events.ndjson or its folder')
    .summary('the secrets of one event, with their proofs')
    .description('the private values of one event, with the salts that prove them to who has a redacted log')
    .requiredOption('--event <seq>', 'the event, from 0', wholeNumberFrom0)
    .option('--agent <id>', 'those of one agent only')
    .option('--json', 'one JSON value on stdout, for verify --opened')
    .action(act(async (log, options) => (await import('../commands/open.ts')).openCommand(log, options)));
};
