import { pino } from 'pino';

/** What the program does, for whoever operates it: JSON lines on stderr, warnings only unless `--verbose`. The market's own log is another thing. */
export const operationalLog = (verbose: boolean) =>
  pino({ level: verbose ? 'debug' : 'warn', base: { name: 'forespot' } }, pino.destination({ dest: 2, sync: true }));
