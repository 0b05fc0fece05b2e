import type { Parameters } from '../../domain/agents.ts';
import { type AgentModule, messageOf } from '../agentModule.ts';
import { UserFault } from '../failure.ts';
import { OutOfTime, withinLimit } from '../timeLimit.ts';
import { checks } from './checks.ts';
import type { Finding, MarketName, Material, Observation, Player, Subject, Trial } from './material.ts';
import { playSituation } from './playSituation.ts';
import { situations } from './situations.ts';
import type { Traps } from './traps.ts';

export interface Verdict {
  readonly check: string;
  readonly rule: string;
  /** Null where the agent had to be stopped before it could be told. */
  readonly holds: boolean | null;
  readonly witness: string | null;
}

export interface Conformance {
  readonly name: string;
  readonly markets: readonly MarketName[];
  readonly holds: boolean;
  readonly checks: readonly Verdict[];
  /** Times that it was called, to answer or to save and restore. */
  readonly calls: number;
  /** What a call took. */
  readonly microseconds: { readonly median: number; readonly slowest: number };
}

interface Examined {
  readonly module: AgentModule;
  readonly parameters: Parameters;
  /** Milliseconds a call. */
  readonly limit: number;
  readonly traps: Traps;
  /** Milliseconds since whenever, from before the traps were set. */
  readonly now: () => number;
}

/**
 * Plays small markets with an agent everywhere in them and holds it to each rule. Throws a UserFault if it makes nothing that can
 * demand or report. Cost: a second, and what some thousand calls of the agent take.
 */
export const conformance = (examined: Examined): Conformance => {
  const { module, limit, traps } = examined;
  const watch = watching(examined);
  const subject = subjectOf(examined, watch.watched);
  const { markets } = subject;
  const trials: Trial[] = [];
  const material: Material = { subject, trials, uses: traps.uses };
  const told = (find: () => Finding): Omit<Verdict, 'check' | 'rule'> => {
    if (watch.stopped() !== null) return { holds: null, witness: null };
    const finding = find();
    if (watch.stopped() !== null) return { holds: null, witness: null };
    return { holds: finding.holds, witness: finding.holds ? null : finding.witness };
  };
  for (const situation of situations) {
    for (const cast of castsOf(markets)) {
      if (watch.stopped() === null) trials.push(playSituation({ subject, situation, cast }));
    }
  }
  const verdicts = checks.map(
    ({ name, rule, find }): Verdict => ({ check: name, rule, ...told(() => find(material)) }),
  );
  const inTime: Verdict = {
    check: 'in time',
    rule: `a call takes no longer than ${limit} ms`,
    holds: watch.stopped() === null,
    witness: watch.stopped(),
  };
  const all = [...verdicts, inTime];
  const { name } = module;
  const holds = all.every((verdict) => verdict.holds === true);
  return { name, markets, holds, checks: all, ...watch.measured() };
};

/** A module for both markets is tried in each alone, so that its answers in one do not keep the other shut, and in both. */
const castsOf = (markets: readonly MarketName[]): readonly (readonly MarketName[])[] =>
  markets.length === 1 ? [markets] : [...markets.map((market) => [market]), markets];

/** Calls of the agent, each with its limit, its time, and the traps armed. */
const watching = ({ limit, traps, now }: Examined) => {
  const times: number[] = [];
  let stopped: string | null = null;
  const watched: Subject['watched'] = (where, call) => {
    // Whoever had to be stopped once is not waited for again.
    if (stopped !== null) throw new OutOfTime();
    return withinLimit(limit, () => {
      const began = now();
      traps.arm(where);
      try {
        return call();
      } finally {
        traps.arm(null);
        times.push(1000 * (now() - began));
      }
    });
  };
  return {
    watched: ((where, call) => {
      try {
        return watched(where, call);
      } catch (error) {
        traps.arm(null);
        if (error instanceof OutOfTime) stopped ??= `was stopped after ${limit} ms, ${where}`;
        throw error;
      }
    }) satisfies Subject['watched'],
    stopped: () => stopped,
    measured: () => {
      const sorted = times.toSorted((a, b) => a - b);
      const [median, slowest] = [sorted[sorted.length >> 1] ?? 0, sorted.at(-1) ?? 0];
      return { calls: sorted.length, microseconds: { median, slowest } };
    },
  };
};

const subjectOf = ({ module, parameters }: Examined, watched: Subject['watched']): Subject => {
  const make = (): unknown => {
    try {
      return watched('in create', () => module.create(parameters));
    } catch (error) {
      throw new UserFault([`${module.name}: the agent's create failed: ${messageOf(error)}`]);
    }
  };
  const first = make() as Readonly<Record<string, unknown>> | null | undefined;
  const markets = (['forward', 'spot'] as const).filter((market) => typeof first?.[METHOD[market]] === 'function');
  if (markets.length === 0) {
    throw new UserFault([
      `${module.name}: expected create to make an agent with a function demand, report or both, as the files in agents/ do`,
    ]);
  }
  return { markets, watched, create: (market) => playerOf(make() as Made, market) };
};

const METHOD = { forward: 'demand', spot: 'report' } as const;

type Made = Readonly<Record<string, (argument?: unknown) => unknown>>;

const playerOf = (made: Made, market: MarketName): Player => ({
  answer: (observation: Observation) => made[METHOD[market]]?.(observation),
  ...(made['save'] === undefined ? {} : { save: () => made['save']?.() }),
  ...(made['restore'] === undefined ? {} : { restore: (saved: unknown) => void made['restore']?.(saved) }),
});
