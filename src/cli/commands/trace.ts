import { closest } from 'fastest-levenshtein';
import type { Scenario } from '../../domain/scenario.ts';
import { readRun } from '../../log/readRun.ts';
import { type AgentMoment, agentView } from '../agentView.ts';
import { EXIT, UserFault } from '../failure.ts';
import { print, printJson } from '../format.ts';

interface TraceOptions {
  readonly agent: string;
  readonly cycle?: number;
  readonly json?: boolean;
}

export const traceCommand = async (log: string, { agent, cycle, json }: TraceOptions): Promise<number> => {
  const moments: unknown[] = [];
  let view: ((event: Parameters<ReturnType<typeof agentView>>[0]) => AgentMoment | null) | undefined;
  let cycles = 0;
  let told = 0;
  for await (const { seq, event } of readRun(log)) {
    if (event.kind === 'run-started') view = agentView(event.scenario, indexOf(event.scenario, agent));
    cycles = Math.max(cycles, event.cycle);
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
  if (cycle !== undefined && cycle > cycles) {
    throw new UserFault([`--cycle ${cycle}: the log has ${cycles} ${cycles === 1 ? 'cycle' : 'cycles'}`]);
  }
  if (json === true) printJson(moments);
  return EXIT.done;
};

const indexOf = ({ agents }: Scenario, id: string): number => {
  const ids = agents.map((agent) => agent.id);
  const index = ids.indexOf(id);
  if (index >= 0) return index;
  throw new UserFault([`--agent ${id}: the run has no such agent; the nearest is ${closest(id, ids)}`]);
};
