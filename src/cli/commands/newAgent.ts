import { writeFileSync } from 'node:fs';
import { codeOf, fileError } from '../../log/fileError.ts';
import { agentTemplate } from '../agentTemplate.ts';
import { EXIT, UserFault } from '../failure.ts';
import { print, printJson } from '../format.ts';

interface NewAgentOptions {
  readonly ts?: boolean;
  readonly json?: boolean;
}

/** Writes the template into the folder that the command is called in, and nothing over anything. */
export const newAgentCommand = (name: string, { ts = false, json }: NewAgentOptions): number => {
  if (!/^[A-Za-z][\w-]*$/.test(name)) {
    throw new UserFault([
      `new-agent: expected a name of letters, digits, - and _ that begins with a letter, as in habit, got ${JSON.stringify(name)}`,
    ]);
  }
  const file = `${name}.${ts ? 'ts' : 'mjs'}`;
  try {
    writeFileSync(file, agentTemplate(name, ts), { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw fileError(error, `write ${file}`);
    throw new UserFault([`${file} is there already: choose another name, or move the file away`]);
  }
  if (json === true) printJson({ name, file });
  else {
    print(
      [
        `${file} holds an agent for both markets; it moves towards what the spot market brings it. Change what it demands and reports.`,
        'next:',
        `  npx forespot check-agent ./${file}`,
        `  and in a scenario, forward: ./${file}`,
      ].join('\n'),
    );
  }
  return EXIT.done;
};
