/** What the user must mend: bad input, usage, or a file system that refuses. Each line is a sentence of its own. */
export class UserFault extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** Exit statuses of the command, as scripts rely on them. */
export const EXIT = { done: 0, no: 1, badInput: 2, ourFault: 3 } as const;

/** Reports what ended a command and says with which status to leave. No stack trace for a fault that is not ours. */
export const reportFailure = (error: unknown, verbose: boolean): number => {
  const { name, about, code } = error as { name?: string; about?: string; code?: string };
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UserFault) return say(error.lines, EXIT.badInput);
  if (name === 'LogError') return say([`forespot: ${message}`], about === 'log' ? EXIT.no : EXIT.badInput);
  if (name === 'IntractableEconomy') return say([`forespot: ${message}`], EXIT.badInput);
  // Whoever read our output has gone: nothing is left to say.
  if (code === 'EPIPE') return EXIT.done;
  const trace = verbose && error instanceof Error ? error.stack : undefined;
  return say([`forespot: a fault of the program, not yours: ${trace ?? message}`], EXIT.ourFault);
};

const say = (lines: readonly string[], status: number): number => {
  process.stderr.write(`${lines.join('\n')}\n`);
  return status;
};
