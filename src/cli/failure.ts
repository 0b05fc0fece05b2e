import { codeOf, fileError } from '../log/fileError.ts';

/** What the user must mend: bad input, usage, or a file system that refuses. Each line is a sentence of its own. */
export class UserFault extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** Exit statuses of the command, as scripts rely on them. A run that a signal ends leaves with that signal's: see stopSignal. */
export const EXIT = { done: 0, no: 1, badInput: 2, ourFault: 3 } as const;

/** Reports what ended a command and says with which status to leave. No stack trace for a fault that is not ours. */
export const reportFailure = (error: unknown, verbose: boolean): number => {
  const { name, about } = error as { name?: string; about?: string };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UserFault) return say(error.lines, EXIT.badInput);
  if (name === 'LogError') return say([`forespot: ${message}`], about === 'log' ? EXIT.no : EXIT.badInput);
  if (name === 'IntractableEconomy') return say([`forespot: ${message}`], EXIT.badInput);
  const trace = verbose && error instanceof Error ? error.stack : undefined;
  return say([`forespot: a fault of the program, not yours: ${trace ?? message}`], EXIT.ourFault);
};

/** Says with which status to leave when stdout takes no more; `status` is that of what was done until then. */
export const reportOutputFailure = (error: unknown, status: number): number =>
  // Whoever read our output has gone: nothing is left to say.
  codeOf(error) === 'EPIPE' ? status : say([`forespot: ${fileError(error, 'write to stdout').message}`], EXIT.badInput);

const say = (lines: readonly string[], status: number): number => {
  process.stderr.write(`${lines.join('\n')}\n`);
  return status;
};
