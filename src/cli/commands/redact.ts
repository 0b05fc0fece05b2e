import { nearest } from '../../../scenarios/nearest.ts';
import { describeRedaction } from '../../log/describeRedaction.ts';
import { LogError } from '../../log/LogError.ts';
import { redactRun } from '../../log/redactRun.ts';
import type { VisibleOf } from '../../log/visibleEvent.ts';
import { EXIT, UserFault } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { describeBreak, eventsFile, openLog, runFolder } from '../openLog.ts';
import { seedWarnings } from '../seedWarnings.ts';
import { shellWord } from '../shellWord.ts';

interface RedactOptions {
  readonly for?: readonly string[];
  readonly public?: boolean;
  readonly out: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export const redactCommand = async (path: string, options: RedactOptions): Promise<number> => {
  const redactFor = options.for ?? [];
  if (options.public !== true && redactFor.length === 0) {
    throw new UserFault(['redact: say who is to keep seeing its own secrets: --for a1 (again for more), or --public']);
  }
  const place = runFolder(path);
  const started = await startOf(path);
  if (started !== null) checkIds(redactFor, started.agents);
  const { out, force = false } = options;
  const redaction = await redactRun({ path: place, redactFor, out, force }).catch((error: unknown) => {
    if (!(error instanceof LogError) || error.about !== 'log') throw error;
    throw new LogError(`${eventsFile(place)}: ${error.message}; a log that is not whole is not redacted`, 'log');
  });
  const { whole, redactedFor, log, hidden, open, torn } = redaction;
  const seed = started?.seed ?? null;
  const warnings = [
    ...(torn === null
      ? []
      : [
          `${describeBreak(eventsFile(place), { seq: whole.events, line: whole.events + 1, reason: torn })}; that line was left out`,
        ]),
    ...(started === null || seed === null ? [] : seedWarnings(seed, started.scenario)),
  ];
  for (const warning of warnings) process.stderr.write(`forespot: warning: ${warning}\n`);
  const { events, head, complete } = whole;
  if (options.json === true) printJson({ log, redactedFor, events, head, complete, hidden, open, warnings });
  else {
    print(`${log}: ${events} events, ${describeRedaction(redactedFor)}; ${hidden} private values hidden, ${open} open`);
    print(`head ${head}, as in the full log`);
    print(`next:\n  npx forespot verify ${shellWord(out)}`);
  }
  return EXIT.done;
};

/** How the log begins; null if that is not whole, which is told by who reads it all. */
const startOf = async (path: string): Promise<VisibleOf<'run-started'> | null> => {
  for await (const { event } of openLog(path).visibleEvents()) return event.kind === 'run-started' ? event : null;
  return null;
};

const checkIds = (wanted: readonly string[], ids: readonly string[]): void => {
  const faults = wanted
    .filter((id) => !ids.includes(id))
    .map((id) => {
      const meant = nearest(id, ids);
      const hint = meant === null ? `its agents are ${ids.slice(0, 20).join(', ')}` : `did you mean ${meant}?`;
      return `--for ${JSON.stringify(id)}: the run has no such agent: ${hint}`;
    });
  if (faults.length > 0) throw new UserFault(faults);
};
