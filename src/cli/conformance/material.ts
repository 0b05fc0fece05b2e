import type { ForwardObservation, Memory, SpotObservation } from '../../domain/agents.ts';
import type { Scenario } from '../../domain/scenario.ts';
import type { Use } from './traps.ts';

/** What the checks of an agent look at: what it was asked in small markets, and what it said. */

export type MarketName = 'forward' | 'spot';
export type Observation = ForwardObservation | SpotObservation;

/** An agent with one name for what it is asked in either market. */
export interface Player extends Memory {
  readonly answer: (observation: Observation) => unknown;
}

/** The agent under examination, made as often as a check likes. */
export interface Subject {
  readonly markets: readonly MarketName[];
  readonly create: (market: MarketName) => Player;
  /** Calls what belongs to the agent, watched: within the time limit, and with the traps armed. */
  readonly watched: <T>(where: string, call: () => T) => T;
}

export interface Asked {
  readonly market: MarketName;
  readonly cycle: number;
  readonly agent: number;
  readonly observation: Observation;
}

export interface Said {
  readonly answer: unknown;
  /** What was thrown instead. */
  readonly failure: { readonly message: string; readonly deliberate: boolean } | null;
}

/** A small market that agents are tried in; everybody plays the agent under examination. */
export interface Situation {
  readonly name: string;
  readonly scenario: Scenario;
}

/** A situation as it was played, with the agent under examination in the markets of `cast` and the equilibrium elsewhere. */
export interface Trial {
  readonly situation: Situation;
  readonly cast: readonly MarketName[];
  readonly asked: readonly Asked[];
  readonly said: readonly Said[];
}

export interface Material {
  readonly subject: Subject;
  readonly trials: readonly Trial[];
  /** What was used of clocks and chance until now, first uses first. */
  readonly uses: readonly Use[];
}

export type Finding = { readonly holds: true } | { readonly holds: false; readonly witness: string };

/** One rule that agents keep. */
export interface Check {
  readonly name: string;
  /** The rule, in a sentence. */
  readonly rule: string;
  readonly find: (material: Material) => Finding;
}

/** Where something was asked, in a sentence. */
export const placeOf = ({ situation }: Trial, { market, cycle, agent }: Asked): string => {
  const id = situation.scenario.agents[agent]?.id as string;
  return `as ${id} of "${situation.name}", ${market} market, cycle ${cycle}`;
};

/** An answer in words; two answers are the same if their words are. */
export const wordsFor = ({ answer, failure }: Said): string => {
  if (failure !== null) return `a refusal (${failure.message})`;
  return typeof answer === 'number' ? String(answer) : `no number but ${answer === null ? 'null' : typeof answer}`;
};

/** Numbers of those that were asked otherwise than expected: index of the first, or null. */
export const firstChange = (before: readonly Said[], after: readonly Said[]): number | null => {
  const index = before.findIndex((said, j) => wordsFor(said) !== wordsFor(after[j] as Said));
  return index < 0 ? null : index;
};
