import { nearest } from '../../../scenarios/nearest.ts';
import { describeRedaction } from '../../log/describeRedaction.ts';
import type { VisibleScenario } from '../../log/visibleEvent.ts';
import { type AgentMoment, agentView } from '../agentView.ts';
import { EXIT, UserFault } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { describeBreak, openLog, stopsEarly } from '../openLog.ts';

interface TraceOptions {
  readonly agent: string;
  readonly cycle?: number;
  readonly json?: boolean;
}

export const traceCommand = async (path: string, { agent, cycle, json }: TraceOptions): Promise<number> => {
  const log = openLog(path);
  const { found } = log;
  const moments: unknown[] = [];
  let view: ((event: Parameters<ReturnType<typeof agentView>>[0]) => AgentMoment | null) | undefined;
  let told = 0;
  for await (const { seq, event } of log.visibleEvents()) {
    if (event.kind === 'run-started') view = agentView(event.scenario, indexOf(event.scenario, agent));
    if (cycle !== undefined && event.cycle !== cycle) continue;
    const moment = view?.(event);
    if (moment === null || moment === undefined) continue;
    if (json === true) moments.push({ seq, kind: event.kind, cycle: event.cycle, ...moment.own });
    else {
      if (event.kind === 'cycle-started') print(`${told > 0 ? '\n' : ''}${agent}, cycle ${event.cycle}`);
      print(`${String(seq).padStart(8)}  ${moment.sentence}`);
    }
    told += 1;
  }
  const { broken, complete, lastCycle, redactedFor } = found;
  if (broken === null && cycle !== undefined && cycle > lastCycle) {
    throw new UserFault([`--cycle ${cycle}: the log has ${lastCycle} ${lastCycle === 1 ? 'cycle' : 'cycles'}`]);
  }
  // What is whole is shown, and stdout stays one value; that there is no more stands beside it.
  if (json === true) printJson(moments);
  if (redactedFor !== null && !redactedFor.includes(agent)) {
    process.stderr.write(
      `forespot: the log is ${describeRedaction(redactedFor)}: what ${agent} kept to itself is hidden\n`,
    );
  }
  if (broken !== null) process.stderr.write(`${describeBreak(log.file, broken)}\n`);
  else if (!complete && json !== true && (cycle === undefined || cycle === lastCycle)) print(stopsEarly(found));
  return broken === null ? EXIT.done : EXIT.no;
};

const MOST_IDS = 20;

const indexOf = ({ agents }: VisibleScenario, id: string): number => {
  const ids = agents.map((agent) => agent.id);
  const index = ids.indexOf(id);
  if (index >= 0) return index;
  const meant = nearest(id, ids);
  const more = ids.length > MOST_IDS ? ` and ${ids.length - MOST_IDS} more` : '';
  const hint = meant === null ? `its agents are ${ids.slice(0, MOST_IDS).join(', ')}${more}` : `did you mean ${meant}?`;
  throw new UserFault([`--agent ${JSON.stringify(id)}: the run has no such agent: ${hint}`]);
};
