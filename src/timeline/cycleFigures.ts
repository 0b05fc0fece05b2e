import type { PerAgent } from '../domain/economy.ts';
import type { MarketEvent } from '../domain/events.ts';

/**
 * A cycle in figures. Arrays follow the agents' order; payments run from agent to market. Null is what there was not: demands
 * where nobody was asked, reports where the spot market stayed shut.
 *
 *   welfare = firstBest - shut - misallocation
 *
 * `shut` is what was lost because the spot market did not operate, `misallocation` what was lost because it allocated at reports
 * that were not the types. One of the two is 0, the other the difference, rounded once.
 */
export interface CycleFigures {
  readonly cycle: number;
  readonly endowments: PerAgent;
  readonly demands: PerAgent | null;
  readonly holdings: PerAgent;
  /** Without charges. */
  readonly forwardPayments: PerAgent;
  readonly charges: PerAgent;
  readonly state: string | null;
  readonly types: PerAgent;
  readonly operates: boolean;
  readonly reports: PerAgent | null;
  readonly allocation: PerAgent;
  readonly spotPayments: PerAgent;
  readonly payoffs: PerAgent;
  readonly welfare: number;
  readonly firstBest: number;
  readonly shut: number;
  readonly misallocation: number;
}

type Draft = { -readonly [K in keyof CycleFigures]: CycleFigures[K] };

/** Takes the events of a run one by one and gives the figures of a cycle with the event that closes it. Memory: one cycle. */
export const createCycleFigures = (): ((event: MarketEvent) => CycleFigures | null) => {
  let draft = nothing(0, []);
  return (event) => {
    switch (event.kind) {
      case 'cycle-started':
        draft = nothing(event.cycle, event.endowments);
        return null;
      case 'forward-cleared':
        draft.demands = event.demands;
        draft.holdings = event.holdings;
        draft.forwardPayments = event.payments;
        draft.charges = event.charges;
        return null;
      case 'state-realized':
        draft.state = event.state;
        return null;
      case 'types-realized':
        draft.types = event.types;
        return null;
      case 'spot-opened':
        draft.operates = event.operates;
        return null;
      case 'spot-cleared':
        draft.reports = event.reports;
        draft.allocation = event.allocation;
        draft.spotPayments = event.payments;
        return null;
      case 'spot-skipped':
        draft.allocation = event.allocation;
        return null;
      case 'cycle-closed': {
        const { payoffs, welfare, firstBest } = event;
        const loss = firstBest - welfare;
        const [shut, misallocation] = draft.operates ? [0, loss] : [loss, 0];
        return { ...draft, payoffs, welfare, firstBest, shut, misallocation };
      }
      default:
        return null;
    }
  };
};

const nothing = (cycle: number, endowments: PerAgent): Draft => {
  const zeros = endowments.map(() => 0);
  return {
    cycle,
    endowments,
    demands: null,
    holdings: endowments,
    forwardPayments: zeros,
    charges: zeros,
    state: null,
    types: [],
    operates: false,
    reports: null,
    allocation: endowments,
    spotPayments: zeros,
    payoffs: zeros,
    welfare: 0,
    firstBest: 0,
    shut: 0,
    misallocation: 0,
  };
};

/** The same figures with the agents in another order: `order[i]` is where the i-th of the new order stands in the old one. */
export const inOrder = (figures: CycleFigures, order: readonly number[]): CycleFigures => {
  const moved = (values: PerAgent): PerAgent => order.map((i) => values[i] as number);
  const { demands, reports } = figures;
  return {
    ...figures,
    endowments: moved(figures.endowments),
    demands: demands === null ? null : moved(demands),
    holdings: moved(figures.holdings),
    forwardPayments: moved(figures.forwardPayments),
    charges: moved(figures.charges),
    types: moved(figures.types),
    reports: reports === null ? null : moved(reports),
    allocation: moved(figures.allocation),
    spotPayments: moved(figures.spotPayments),
    payoffs: moved(figures.payoffs),
  };
};
