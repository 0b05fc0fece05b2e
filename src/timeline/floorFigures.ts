import type { PerAgent } from '../domain/economy.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { Drawn } from '../figures/Frame.tsx';
import type { HoldingsBarsProps } from '../figures/HoldingsBars.tsx';
import type { Flow, MoneyFlowsProps } from '../figures/MoneyFlows.tsx';
import type { ForwardTrade, PriceScheduleProps } from '../figures/PriceSchedule.tsx';
import type { SpotLadderProps } from '../figures/SpotLadder.tsx';
import type { WorstOffTypesProps } from '../figures/WorstOffTypes.tsx';
import type { Floor } from './floor.ts';

/** One round as far as it has gone; null is what has not happened. Payments run from agent to market. */
export interface RoundSoFar {
  readonly endowments: PerAgent;
  readonly forward: { readonly holdings: PerAgent; readonly payments: PerAgent; readonly charges: PerAgent } | null;
  /** Money per unit; null before agents know them. */
  readonly types: PerAgent | null;
  /** Reports that are in so far, null for who has not reported. */
  readonly reports: readonly (number | null)[];
  /** False where the spot market stays shut. */
  readonly operates: boolean;
  /** Null before the spot market is over. */
  readonly allocation: PerAgent | null;
  readonly spotPayments: PerAgent | null;
}

/** What a figure draws, and what it says in a sentence or two. */
interface Told<Props extends Drawn> {
  readonly title: string;
  readonly says: string;
  readonly props: Omit<Props, keyof Drawn>;
}

/** The figures of one round: the floor of the market as a picture. */
export interface FloorFigures {
  /** Null for a rule that prices nothing. */
  readonly forward: Told<PriceScheduleProps> | null;
  readonly holdings: Told<HoldingsBarsProps>;
  readonly worstOff: Told<WorstOffTypesProps>;
  /** Null as long as nobody knows its type. */
  readonly spot: Told<SpotLadderProps> | null;
  readonly payments: Told<MoneyFlowsProps>;
}

/** Puts a round and what the theory says of it into figures. O(n). */
export const floorFigures = (scenario: Scenario, floor: Floor, round: RoundSoFar): FloorFigures => {
  const { units, agents } = scenario;
  const ids = agents.map(({ id }) => id);
  const { endowments, forward, operates, allocation } = round;
  return {
    forward: forwardFigure(scenario, floor, round),
    holdings: {
      title: 'Holdings',
      says: 'What each agent owned, what the forward market left it with, and what it had in the end.',
      props: {
        units,
        rows: ids.map((id, i) => ({
          id,
          endowment: endowments[i] as number,
          holding: forward?.holdings[i] ?? null,
          allocation: allocation?.[i] ?? null,
          interior: floor.interiorHoldings[i] as number,
          maxDemand: floor.maxDemands[i] as number,
        })),
      },
    },
    worstOff: {
      title: 'Worst-off types',
      says: `The type of each agent that gains least from an operating spot market, which pays it at least what it holds is worth.${
        floor.worstOffAfter === null ? '' : ' At the interior holdings all of them meet at t̂.'
      }`,
      props: {
        units,
        agents: ids,
        support: floor.support,
        before: floor.worstOffBefore,
        after: floor.worstOffAfter,
        common: floor.commonWorstOffType,
      },
    },
    spot: spotFigure(scenario, floor, round),
    payments: {
      title: 'Payments through the operator’s account',
      says: `Those who pay stand on the left, those who are paid on the right${operates ? '' : '; the spot market stayed shut'}.`,
      props: { units, flows: flowsOf(ids, round) },
    },
  };
};

const forwardFigure = (
  { agents, units, forward: rule }: Scenario,
  { schedule, trades }: Floor,
  { endowments, forward }: RoundSoFar,
): FloorFigures['forward'] => {
  if (schedule === null) return null;
  const traded: readonly ForwardTrade[] =
    forward === null
      ? []
      : trades.map(({ agent, from, to }) => ({
          agent,
          id: agents[agent]?.id as string,
          from,
          to,
          quantity: (forward.holdings[agent] as number) - (endowments[agent] as number),
          payment: forward.payments[agent] as number,
          charge: forward.charges[agent] as number,
        }));
  return {
    title: 'Forward market: the price schedule and what each agent trades',
    says:
      'margin' in rule
        ? 'Buyers pay the area under P to the left of the interior holdings, below the common worst-off type; sellers are paid the area to the right, above it. The dashed lines are the hulls that P must keep outside of.'
        : 'One price for every unit.',
    props: {
      units,
      schedule,
      trades: traded,
      horizontal: `units beyond the interior holding, ${units.quantity}`,
    },
  };
};

const spotFigure = (
  { agents, units, supply, spot }: Scenario,
  { maxDemands }: Floor,
  { types, reports, operates, allocation, forward, endowments, spotPayments }: RoundSoFar,
): FloorFigures['spot'] => {
  if (types === null) return null;
  const held = allocation ?? forward?.holdings ?? endowments;
  return {
    title: operates ? `Spot market (${spot.mechanism.toUpperCase()})` : 'Spot market: shut',
    says: operates
      ? 'Reports in falling order: the supply serves them from the left, and the agent with the thick line is at the margin.'
      : 'It would be expected to run a deficit, so everybody keeps what the forward market left. The ladder shows the types.',
    props: {
      units,
      supply,
      operated: operates,
      steps: agents.map(({ id }, agent) => ({
        agent,
        id,
        value: reports[agent] ?? (types[agent] as number),
        type: types[agent] as number,
        maxDemand: maxDemands[agent] as number,
        allocation: held[agent] as number,
        payment: spotPayments?.[agent] ?? 0,
      })),
    },
  };
};

/** What each agent pays and is paid, without zeros. */
const flowsOf = (ids: readonly string[], { forward, spotPayments }: RoundSoFar): readonly Flow[] =>
  ids.flatMap((id, agent): readonly Flow[] => {
    const kinds = [
      { kind: 'forward', amount: forward?.payments[agent] ?? 0 },
      { kind: 'charge', amount: forward?.charges[agent] ?? 0 },
      { kind: 'spot', amount: spotPayments?.[agent] ?? 0 },
    ] as const;
    return kinds.filter(({ amount }) => amount !== 0).map((flow) => ({ agent, id, ...flow }));
  });
