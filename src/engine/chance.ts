import type { Distribution } from '../domain/distribution.ts';
import type { Economy, PerAgent } from '../domain/economy.ts';
import type { AggregateStates, Scenario } from '../domain/scenario.ts';
import { lazily } from './lazily.ts';
import { firstDrawsOf, type Stream, streamsOf } from './random.ts';

export interface Chance {
  readonly types: (cycle: number) => PerAgent;
  readonly state: (cycle: number) => string | null;
  readonly forwardStream: (agent: number, cycle: number) => Stream;
  readonly spotStream: (agent: number, cycle: number) => Stream;
}

interface ChanceOf {
  readonly seed: string;
  readonly scenario: Scenario;
  readonly economy: Economy;
  readonly hash: (text: string) => string;
}

/** The run's draws, each from the stream of its own name. */
export const createChance = ({ seed, scenario, economy, hash }: ChanceOf): Chance => {
  const streams = (purpose: string): readonly ((cycle: number) => Stream)[] =>
    economy.agents.map(({ id }) => streamsOf(hash, [seed, purpose, id]));
  const typeDraws = firstDrawsOf(
    hash,
    economy.agents.map(({ id }) => [seed, 'type', id]),
  );
  const [forward, spot] = [lazily(() => streams('forward')), lazily(() => streams('spot'))];
  const stateStream = streamsOf(hash, [seed, 'state']);
  const distributions: readonly Distribution[] = economy.agents.map(({ distribution }) => distribution);
  return {
    types: (cycle) => {
      const types = typeDraws(cycle);
      for (let i = 0; i < types.length; i++) types[i] = (distributions[i] as Distribution).quantile(types[i] as number);
      return types;
    },
    state: (cycle) => (scenario.states === null ? null : drawState(scenario.states, stateStream(cycle)())),
    forwardStream: (agent, cycle) => (forward()[agent] as (cycle: number) => Stream)(cycle),
    spotStream: (agent, cycle) => (spot()[agent] as (cycle: number) => Stream)(cycle),
  };
};

const drawState = ({ outcomes }: AggregateStates, u: number): string => {
  let cumulative = 0;
  for (const { id, probability } of outcomes) {
    cumulative += probability;
    if (u < cumulative) return id;
  }
  return (outcomes.at(-1) as { id: string }).id;
};
