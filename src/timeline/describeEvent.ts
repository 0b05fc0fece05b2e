import type { MarketEvent } from '../domain/events.ts';
import type { Scenario } from '../domain/scenario.ts';
import { amountsLike, magnitudeOf } from '../figures/amountsLike.ts';

/** An event as a sentence for the page. */
export const describeEvent = (event: MarketEvent, { supply, units, agents }: Scenario): string => {
  const { quantity, money } = units;
  const amount = amountsLike(supply);
  const price = amountsLike(agents[0]?.type.max ?? 1);
  const coins = amountsLike(supply * (agents[0]?.type.max ?? 1));
  const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
  switch (event.kind) {
    case 'run-started':
      return `The run starts: ${event.agents.length} agents, seed ${event.seed.slice(0, 60)}.`;
    case 'run-forked':
      return `The run is forked from another: ${event.edits.map(({ path }) => path).join(', ')} ${event.edits.length === 1 ? 'differs' : 'differ'} from here on.`;
    case 'cycle-started':
      return `Cycle ${event.cycle} starts; everybody has its endowment.`;
    case 'forward-opened':
      return `The forward market opens${event.rule.rule === 'none' ? ', but asks nobody' : ` (${event.rule.rule})`}: the price at the interior holdings is ${price(event.priceAtZero)} ${money} a unit.`;
    case 'forward-refused':
      return `The forward market does not open: ${event.reason}.`;
    case 'demand-submitted':
      return `${event.agent} demands ${amount(event.demand)} ${quantity}.`;
    case 'report-submitted':
      return `${event.agent} reports ${price(event.report)} ${money} a unit.`;
    case 'answer-refused':
      return `${event.agent} gives no usable answer (${event.reason}); its ${event.instead} stands instead.`;
    case 'forward-cleared': {
      const charged = magnitudeOf(event.charges) > 0 ? `, charges to ${coins(sum(event.charges))}` : '';
      return `The forward market clears: payments add up to ${coins(event.budget)} ${money}${charged}.`;
    }
    case 'state-realized':
      return `The state of demand turns out to be ${event.state}.`;
    case 'types-realized':
      return 'Everybody learns its type.';
    case 'spot-opened':
      return event.operates
        ? `The spot market (${event.mechanism}) opens: its expected surplus is ${coins(event.expectedSurplus)} ${money}.`
        : `The spot market stays shut: it would be expected to lose ${coins(Math.abs(event.expectedSurplus))} ${money}.`;
    case 'spot-cleared':
      return `The spot market clears: it takes in ${coins(event.surplus)} ${money}.`;
    case 'spot-skipped':
      return `Everybody keeps what the forward market left: ${event.reason}.`;
    case 'cycle-closed':
      return `Cycle ${event.cycle} ends with a welfare of ${coins(event.welfare)} ${money}, ${percent(event.welfare / event.firstBest)} of the first best.`;
    case 'cycle-measured':
      return `Cycle ${event.cycle} is measured: an efficiency of ${percent(event.efficiency)}.`;
    case 'run-completed':
      return `The run is complete after ${event.cycles} ${event.cycles === 1 ? 'cycle' : 'cycles'}.`;
    default:
      return event satisfies never;
  }
};

export const percent = (share: number): string =>
  Number.isFinite(share) ? `${(100 * share).toFixed(1)}%` : 'no share';
