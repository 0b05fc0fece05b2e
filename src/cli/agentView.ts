import type { VisibleEvent, VisibleScenario } from '../log/visibleEvent.ts';
import { amountsLike, oneLine } from './format.ts';
import { quantityScale } from './quantityScale.ts';

/** What an event says of one agent: its own numbers, and a sentence. */
export interface AgentMoment {
  readonly own: Readonly<Record<string, number | string | boolean | null>>;
  readonly sentence: string;
}

/** Reads events as agent number `i` lived them, as far as the log shows it; null for what does not concern it. */
export const agentView = (scenario: VisibleScenario, i: number): ((event: VisibleEvent) => AgentMoment | null) => {
  const { quantity, money } = scenario.units;
  const unit = amountsLike(quantityScale(scenario));
  const price = orHidden(amountsLike(scenario.agents[i]?.type.max ?? 1));
  const coin = orHidden(amountsLike((scenario.agents[i]?.type.max ?? 1) * (scenario.agents[i]?.maxDemand ?? 1)));
  const units = (amount: number): string => `${unit(amount)} ${quantity}`;
  const paid = (amount: number): string =>
    amount < 0 ? `is paid ${coin(-amount)} ${money}` : `pays ${coin(amount)} ${money}`;
  const id = scenario.agents[i]?.id as string;

  return (event) => {
    switch (event.kind) {
      case 'cycle-started': {
        const endowment = event.endowments[i] as number;
        return { own: { endowment }, sentence: `owns ${units(endowment)}` };
      }
      case 'forward-opened': {
        const interiorHolding = event.interiorHoldings[i] as number;
        const { priceAtZero } = event;
        return {
          own: { interiorHolding, priceAtZero },
          sentence: `sees the forward market open: interior holding ${units(interiorHolding)}, price ${price(priceAtZero)} there`,
        };
      }
      case 'forward-refused':
        return { own: { reason: event.reason }, sentence: `sees no forward market: ${event.reason}` };
      case 'answer-refused':
        return event.agent === id
          ? {
              own: { reason: event.reason, instead: event.instead },
              sentence: `gives no usable answer in the ${event.market} market (${event.reason === null ? HIDDEN : oneLine(event.reason)}): its ${event.instead} stands instead`,
            }
          : null;
      case 'forward-cleared': {
        const [demand, holding] = [event.demands[i] as number, event.holdings[i] as number];
        const [payment, charge] = [event.payments[i] as number, event.charges[i] as number];
        const charged = charge === 0 ? '' : `, and ${paid(charge)} as a charge`;
        return {
          own: { demand, holding, payment, charge },
          sentence: `demands ${units(demand)}, leaves the forward market with ${units(holding)} and ${paid(payment)}${charged}`,
        };
      }
      case 'state-realized':
        return { own: { state: event.state }, sentence: `learns that the state is ${event.state}` };
      case 'types-realized': {
        const type = event.types[i] as number | null;
        return { own: { type }, sentence: `learns its type: ${price(type)}${type === null ? '' : ' a unit'}` };
      }
      case 'spot-opened': {
        const worstOffType = event.worstOffTypes[i] as number;
        return {
          own: { worstOffType, operates: event.operates },
          sentence: `sees the spot market ${event.operates ? 'open' : 'stay shut'}; its worst-off type is ${price(worstOffType)}`,
        };
      }
      case 'spot-cleared': {
        const [report, allocation] = [event.reports[i] as number | null, event.allocation[i] as number];
        const payment = event.payments[i] as number;
        return {
          own: { report, allocation, payment },
          sentence: `reports ${price(report)}, gets ${units(allocation)} and ${paid(payment)}`,
        };
      }
      case 'spot-skipped': {
        const allocation = event.allocation[i] as number;
        return { own: { allocation }, sentence: `keeps ${units(allocation)}` };
      }
      case 'cycle-closed': {
        const [payoff, cash] = [event.payoffs[i] as number | null, event.cash[i] as number];
        return {
          own: { payoff, cash },
          sentence: `ends the cycle with a payoff of ${coin(payoff)} ${money}; cash since the start ${coin(cash)} ${money}`,
        };
      }
      case 'cycle-measured': {
        const own = {
          forwardRegretExAnte: event.forwardRegretExAnte[i] as number,
          forwardRegretInterim: event.forwardRegretInterim[i] as number,
          forwardRegretRealized: event.forwardRegretRealized[i] as number | null,
          spotRegretInterim: event.spotRegretInterim[i] as number | null,
          spotRegretRealized: event.spotRegretRealized[i] as number | null,
        };
        return {
          own,
          sentence: `could have earned ${coin(own.forwardRegretExAnte)} ${money} more forward, in expectation, and ${coin(own.spotRegretRealized)} ${money} more in the spot market, in hindsight`,
        };
      }
      // Its own demand and report stand in the events that clear them.
      case 'demand-submitted':
      case 'report-submitted':
      case 'run-started':
      case 'run-forked':
      case 'run-completed':
        return null;
      default:
        return event satisfies never;
    }
  };
};

/** What stands where a redacted log shows nothing. */
const HIDDEN = '(hidden)';
const orHidden =
  (write: (amount: number) => string) =>
  (amount: number | null): string =>
    amount === null ? HIDDEN : write(amount);
