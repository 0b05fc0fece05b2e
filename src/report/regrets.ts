import type { PerAgent } from '../domain/economy.ts';

/** What one agent could have gained in each cycle; money, never negative. */
export interface AgentRegret {
  readonly total: number;
  /** In one cycle, and in which. */
  readonly largest: number;
  readonly cycle: number;
  /** Cycles in which it is above the tolerance. */
  readonly cycles: number;
}

/** One kind of regret over a run, by agent. */
export interface RegretTally {
  readonly cycles: number;
  readonly agents: readonly AgentRegret[];
  /** The agent that could have gained most in one cycle; the first if nobody could. */
  readonly worst: number;
}

/** Collects the regrets of cycles. Memory: the agents. */
export const createRegretTally = (tolerance: number) => {
  let cycles = 0;
  const agents: { total: number; largest: number; cycle: number; cycles: number }[] = [];
  return {
    take: (cycle: number, regrets: PerAgent): void => {
      cycles += 1;
      for (let i = 0; i < regrets.length; i++) {
        const regret = regrets[i] as number;
        agents[i] ??= { total: 0, largest: 0, cycle: 0, cycles: 0 };
        const own = agents[i] as (typeof agents)[0];
        own.total += regret;
        if (regret > tolerance) own.cycles += 1;
        if (regret <= own.largest) continue;
        own.largest = regret;
        own.cycle = cycle;
      }
    },
    /** Null if there were none to collect. */
    found: (): RegretTally | null => {
      if (cycles === 0) return null;
      const worst = agents.reduce((best, { largest }, i) => (largest > (agents[best]?.largest ?? 0) ? i : best), 0);
      return { cycles, agents, worst };
    },
  };
};
