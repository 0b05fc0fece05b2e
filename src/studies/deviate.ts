import { surplusShares } from '../../markets/spot/shares.ts';
import { agentsOf, type Strategies } from '../assembly/agentsOf.ts';
import { marketsOf } from '../assembly/marketsOf.ts';
import type { PerAgent } from '../domain/economy.ts';
import type { MarketEvent } from '../domain/events.ts';
import type { Scenario } from '../domain/scenario.ts';
import { runEvents } from '../engine/run.ts';
import { type ExPostRegret, exPostRegret } from './exPostRegret.ts';
import { fewAgents } from './fewAgents.ts';
import {
  type EquilibriumVerdict,
  type ForwardDeviation,
  forwardDeviations,
  isEquilibrium,
} from './forwardDeviations.ts';
import { forwardGame } from './forwardGame.ts';
import { interimOverStates } from './interimOverStates.ts';
import { READINGS, type Reading } from './readings.ts';

/** What could be gained by deviating, in the forward market and in the spot market, as `forespot deviate --json` prints it. */
export interface Deviations {
  readonly reading: Reading;
  readonly demands: PerAgent;
  readonly nashConv: number;
  readonly nashConvUpperBound: number;
  readonly equilibrium: EquilibriumVerdict;
  readonly agents: readonly ForwardDeviation[];
  /** All three readings side by side. */
  readonly readings: Readonly<
    Record<Reading, { readonly nashConv: number; readonly nashConvUpperBound: number; readonly equilibrium: boolean }>
  >;
  readonly spot: SpotDeviations;
}

export interface SpotDeviations {
  readonly mechanism: string;
  /** Holdings that the forward market leaves. */
  readonly holdings: PerAgent;
  /** In the first cycle, with states of demand in the one that it draws. */
  readonly operates: boolean;
  /** Of the scenario's own reports at types drawn as in its run. */
  readonly exPost: {
    readonly profiles: number;
    readonly largestRegret: number;
    readonly witness: ExPostWitness | null;
  };
  /** Of truthful reports, over all types, reports and states, in expectation over the others. `state` is null without states. */
  readonly interim: {
    readonly largestRegret: number;
    readonly state: string | null;
    readonly agent: string;
    readonly type: number;
    readonly report: number;
  };
  readonly participation: {
    /** The least that any type of any agent gains over keeping its holding, in any state. */
    readonly interim: {
      readonly gain: number;
      readonly state: string | null;
      readonly agent: string;
      readonly type: number;
    };
    /** What each agent gains before it knows its type and the state. */
    readonly exAnte: PerAgent;
  };
}

export interface ExPostWitness extends Omit<ExPostRegret, 'agent'> {
  readonly agent: string;
  readonly types: PerAgent;
}

interface Question {
  readonly scenario: Scenario;
  readonly strategies: Strategies;
  readonly reading: Reading;
  /** The profile studied; what the scenario's own strategies demand in their first cycle if absent. */
  readonly demands?: PerAgent | undefined;
  /** Money; by default 1e-9 of supply times the width of the support. */
  readonly tolerance?: number | undefined;
  /** Profiles of types at which reports are judged. */
  readonly profiles: number;
  readonly hash: (text: string) => string;
}

/** Studies deviations from a scenario. Cost: certified best responses of all agents in three readings, and 2n clearings a report. */
export const deviate = ({
  scenario,
  strategies,
  reading,
  demands,
  tolerance,
  profiles,
  hash,
}: Question): Deviations => {
  fewAgents(scenario.agents, 'weigh each one’s deviations');
  const game = forwardGame(scenario);
  const { theory, ids, supply } = game;
  const allowed = tolerance ?? 1e-9 * supply * (theory.hi - theory.lo);
  const played = play({ ...scenario, cycles: profiles, carry: 'reset' }, strategies, hash);
  const profile = demands ?? played.demands;
  const all = READINGS.map((each) => forwardDeviations(game, profile, { reading: each, tolerance: allowed / 10 }));
  const asked = all.find((each) => each.reading === reading) as (typeof all)[number];
  const summary = (each: Reading) => {
    const found = all.find((one) => one.reading === each) as (typeof all)[number];
    const { nashConv, nashConvUpperBound } = found;
    return { nashConv, nashConvUpperBound, equilibrium: isEquilibrium(found, allowed).holds };
  };
  const interim = interimOverStates({
    scenario,
    theoryIn: played.theoryIn,
    holdings: played.holdings,
    surplusShares: surplusShares(scenario.spot, ids),
  });
  const { state, agent, type, report, regret } = interim.largestRegret;
  const least = interim.interimParticipation;
  return {
    reading,
    demands: profile,
    nashConv: asked.nashConv,
    nashConvUpperBound: asked.nashConvUpperBound,
    equilibrium: isEquilibrium(asked, allowed),
    agents: asked.agents,
    readings: { paper: summary('paper'), rationed: summary('rationed'), gated: summary('gated') },
    spot: {
      mechanism: scenario.spot.mechanism,
      holdings: played.holdings,
      operates: played.operates,
      exPost: { profiles: played.judged, largestRegret: played.worst?.regret ?? 0, witness: played.worst },
      interim: { largestRegret: regret, state, agent: ids[agent] as string, type, report },
      participation: {
        interim: { gain: least.gain, state: least.state, agent: ids[least.agent] as string, type: least.type },
        exAnte: interim.exAnteGains,
      },
    },
  };
};

/** Plays the scenario and judges every report that is made against the others that were. */
const play = (scenario: Scenario, strategies: Strategies, hash: (text: string) => string) => {
  const { economy, markets, theoryIn } = marketsOf(scenario);
  const setup = { scenario, seed: scenario.seed, version: '', detail: 'compact', economy, markets, hash } as const;
  const own = scenario.agents.map(({ endowment }) => endowment);
  let [demands, holdings, types]: [PerAgent, PerAgent, PerAgent] = [own, own, []];
  let state: string | null = null;
  let operates = false;
  let judged = 0;
  let first = true;
  let worst: ExPostWitness | null = null;
  const take = (event: MarketEvent): void => {
    if (event.kind === 'forward-cleared') {
      if (first) demands = event.demands;
      holdings = event.holdings;
    }
    if (event.kind === 'state-realized') state = event.state;
    if (event.kind === 'types-realized') types = event.types;
    if (event.kind === 'spot-opened' && first) operates = event.operates;
    if (event.kind === 'cycle-closed') first = false;
    if (event.kind !== 'spot-cleared') return;
    judged += 1;
    const { market, maxDemands } = markets.spotIn(state);
    const round = market.open(holdings);
    for (const [agent, { id }] of economy.agents.entries()) {
      const [type, maxDemand] = [types[agent] as number, maxDemands[agent] as number];
      const found = exPostRegret({ round, reports: event.reports, agent, type, maxDemand, support: economy.support });
      if (worst === null || found.regret > worst.regret) worst = { ...found, agent: id, types };
    }
  };
  for (const event of runEvents({ ...setup, ...agentsOf(scenario, strategies) })) take(event);
  return {
    theoryIn,
    demands: demands as PerAgent,
    holdings: holdings as PerAgent,
    operates,
    judged,
    worst: worst as ExPostWitness | null,
  };
};
