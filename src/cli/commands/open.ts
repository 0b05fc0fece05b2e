import { LogError } from '../../log/LogError.ts';
import { type Opening, openLeaves } from '../../log/openLeaves.ts';
import { verifyRun } from '../../log/verifyRun.ts';
import { EXIT, UserFault } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { describeBreak, eventsFile, runFolder } from '../openLog.ts';

interface OpenOptions {
  readonly event: number;
  readonly agent?: string;
  readonly json?: boolean;
}

/** The private values of one event with what proves them; the whole log is verified, so that nothing else is proved. */
export const openCommand = async (path: string, { event, agent, json }: OpenOptions): Promise<number> => {
  const place = runFolder(path);
  let opening: Opening | undefined;
  let agents: readonly string[] = [];
  const verdict = await verifyRun(place, (line) => {
    if (line.event.kind === 'run-started') agents = line.event.agents;
    if (line.seq === event) opening = openLeaves(line, agent ?? null);
  });
  if (!verdict.holds) throw new LogError(describeBreak(eventsFile(place), verdict), 'log');
  if (agent !== undefined && !agents.includes(agent)) {
    throw new UserFault([`--agent ${JSON.stringify(agent)}: the run has no such agent`]);
  }
  if (opening === undefined) {
    throw new UserFault([`--event ${event}: the log has the events 0 to ${verdict.events - 1}`]);
  }
  const name = `event ${event} (${opening.kind}, cycle ${opening.cycle})`;
  if (opening.leaves.length === 0) {
    const whose = agent === undefined ? 'agents' : agent;
    const hidden = verdict.redactedFor === null ? '' : ' that this redacted log shows';
    throw new UserFault([`${name} holds no private value of ${whose}${hidden}`]);
  }
  if (json === true) printJson(opening);
  else {
    print(`${name}, hash ${opening.hash}`);
    for (const { field, agent: owner, value, salt, commitment } of opening.leaves) {
      print(`${field} of ${owner}: ${JSON.stringify(value)}\n  salt ${salt}\n  commitment ${commitment}`);
    }
  }
  return EXIT.done;
};
