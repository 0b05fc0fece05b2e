import type { ForwardAgent, ForwardStrategy, Parameters, SpotAgent, SpotStrategy } from '../domain/agents.ts';
import { type AgentModule, messageOf } from './agentModule.ts';
import { UserFault } from './failure.ts';
import { ownForward, ownSpot } from './ownFields.ts';
import { OUT_OF_TIME, OutOfTime, withinLimit } from './timeLimit.ts';

interface Guard {
  readonly module: AgentModule;
  /** As messages name it. */
  readonly path: string;
  /** Milliseconds an answer. */
  readonly limit: number;
}

/** A module is somebody else's program: what it makes is looked at before a run begins, and each of its answers has a time limit. */
export const guardedForward = (guard: Guard): ForwardStrategy => ({
  ...guard.module,
  create: (parameters) => {
    const agent = created<ForwardAgent>(guard, parameters, 'demand');
    const ask = asking(guard.limit);
    return { ...memoryOf(agent), demand: (observation) => ask(() => agent.demand(ownForward(observation))) };
  },
});

export const guardedSpot = (guard: Guard): SpotStrategy => ({
  ...guard.module,
  create: (parameters) => {
    const agent = created<SpotAgent>(guard, parameters, 'report');
    const ask = asking(guard.limit);
    return { ...memoryOf(agent), report: (observation) => ask(() => agent.report(ownSpot(observation))) };
  },
});

/** What a module makes, after a look whether it has a function of this name. Throws a UserFault. */
const created = <Agent extends object>(
  { module, path, limit }: Guard,
  parameters: Parameters,
  method: keyof Agent & string,
): Agent => {
  let agent: unknown;
  try {
    agent = withinLimit(limit, () => module.create(parameters));
  } catch (error) {
    const reason = error instanceof OutOfTime ? `is not done after ${limit} ms` : `failed: ${messageOf(error)}`;
    throw new UserFault([`${path}: the agent's create ${reason}`]);
  }
  if (typeof (agent as Partial<Record<string, unknown>> | null | undefined)?.[method] === 'function')
    return agent as Agent;
  throw new UserFault([
    `${path}: expected create to make an agent with the function ${method}, as the files in agents/ do; got ${describe(agent)}`,
  ]);
};

/** An agent that was stopped once is asked no more: what it remembers may be half written, and waiting costs everybody. */
const asking = (limit: number): (<T>(answer: () => T) => T) => {
  let stopped = false;
  return (answer) => {
    if (stopped) throw new Error(`${OUT_OF_TIME} once, so it is asked no more`);
    try {
      return withinLimit(limit, answer);
    } catch (error) {
      stopped = error instanceof OutOfTime;
      throw error;
    }
  };
};

const memoryOf = <Agent extends ForwardAgent | SpotAgent>(agent: Agent): Pick<Agent, 'save' | 'restore'> => ({
  ...(agent.save === undefined ? {} : { save: () => agent.save?.() }),
  ...(agent.restore === undefined ? {} : { restore: (saved: unknown) => agent.restore?.(saved) }),
});

const describe = (value: unknown): string => {
  if (value === null || typeof value !== 'object') return String(value);
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an empty object' : `an object with ${keys.join(', ')}`;
};
