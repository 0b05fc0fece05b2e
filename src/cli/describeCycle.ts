import type { PerAgent } from '../domain/economy.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { CycleStory } from './cycleStory.ts';
import { amountsLike, magnitudeOf, percent, table } from './format.ts';

const MOST_ROWS = 20;

/** One cycle as a person reads it: who held what before and after each market and what they paid, then the accounts. */
export const describeCycle = (scenario: Scenario, story: CycleStory): string => {
  const { money } = scenario.units;
  const { cycle, started, opened, refused, cleared, types, spot, traded, skipped, closed, state } = story;
  const n = scenario.agents.length;
  const none: PerAgent = new Array(n).fill(0);
  const holdings = cleared?.holdings ?? started.endowments;
  const forwardPaid = cleared?.payments ?? none;
  const charges = cleared?.charges ?? none;
  const allocation = (traded ?? skipped)?.allocation ?? holdings;
  const spotPaid = traded?.payments ?? none;

  const units = amountsLike(scenario.supply / 10);
  const coins = amountsLike(magnitudeOf(forwardPaid, spotPaid, charges, closed.payoffs));
  const price = amountsLike(scenario.agents[0]?.type.max ?? 1);
  const charged = charges.some((charge) => charge !== 0);
  const columns: readonly (readonly [string, (i: number) => string])[] = [
    ['endowment', (i) => units(started.endowments[i] as number)],
    ['demand', (i) => (cleared === null ? '-' : units(cleared.demands[i] as number))],
    ['holding', (i) => units(holdings[i] as number)],
    ['paid forward', (i) => coins(forwardPaid[i] as number)],
    ...(charged ? [['charge', (i: number) => coins(charges[i] as number)] as const] : []),
    ['type', (i) => price(types.types[i] as number)],
    ['allocation', (i) => units(allocation[i] as number)],
    ['paid spot', (i) => coins(spotPaid[i] as number)],
    ['payoff', (i) => coins(closed.payoffs[i] as number)],
  ];
  const shown = scenario.agents.slice(0, MOST_ROWS);
  const rows = shown.map(({ id }, i) => [id, ...columns.map(([, cell]) => cell(i))]);
  const autarky = types.types.reduce(
    (sum, type, i) => sum + type * Math.min(started.endowments[i] as number, scenario.agents[i]?.maxDemand as number),
    0,
  );
  const total = amountsLike(closed.firstBest);
  const sum = (amounts: PerAgent): number => amounts.reduce((all, amount) => all + amount, 0);
  return [
    `cycle ${cycle}${state === null ? '' : `, state ${state.state}`}`,
    table(['agent', ...columns.map(([name]) => name)], rows),
    ...(n > MOST_ROWS ? [`... and ${n - MOST_ROWS} more agents: forespot trace shows any of them`] : []),
    opened === null
      ? `forward market  refused: ${refused?.reason ?? ''}`
      : `forward market  ${scenario.forward.rule}, price ${price(opened.priceAtZero)} a unit at the interior solution; payments ${coins(sum(forwardPaid))}, charges ${coins(sum(charges))}, operator's budget ${coins(sum(forwardPaid) + sum(charges))} ${money}`,
    traded === null
      ? `spot market     does not operate: ${skipped?.reason ?? ''}`
      : `spot market     ${spot.mechanism} operates: expected surplus ${coins(spot.expectedSurplus)}, this time payments of ${coins(traded.surplus)} ${money}`,
    `welfare         ${total(closed.welfare)} of a first best of ${total(closed.firstBest)} ${money} (${percent(closed.welfare / closed.firstBest)}); with nobody trading ${total(autarky)}`,
    ...story.refusals
      .slice(0, 5)
      .map(
        ({ agent, market, reason, instead }) =>
          `refused         ${agent}, ${market}: ${reason}; its ${instead} stands instead`,
      ),
    ...(story.refusals.length > 5 ? [`                ... and ${story.refusals.length - 5} more refusals`] : []),
  ].join('\n');
};
