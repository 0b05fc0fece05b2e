import type { MarketEvent } from '../../../src/domain/events.ts';
import { createMeasurer } from '../../../src/studies/measures/createMeasurer.ts';

/** A table's rows, each cell under its column. */
export type Rows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/**
 * The tables of a run of a whole log, one event after the other and with no SQL: the slow twin. Of runs, agents and events it
 * has what is not merely copied.
 */
export const rowsOfEvents = (events: readonly MarketEvent[]): Rows => {
  const [started] = events;
  if (started?.kind !== 'run-started') throw new Error('a run starts with run-started');
  const { scenario, agents } = started;
  const measurer = createMeasurer(scenario);
  const tables: Record<string, Record<string, unknown>[]> = { refusals: [], demands: [], reports: [] };
  const add = (table: string, row: Record<string, unknown>): void => {
    tables[table] = [...(tables[table] ?? []), row];
  };
  const addEach = (table: string, cycle: number, cells: (agent: number, id: string) => Record<string, unknown>): void =>
    agents.forEach((agent, i) => {
      add(table, { cycle, agent, ...cells(i, agent) });
    });
  type Heard = { -readonly [K in MarketEvent['kind']]?: Extract<MarketEvent, { kind: K }> };
  let heard: Heard = {};
  let refused: { market: string; agent: string }[] = [];
  for (const event of events) {
    const { cycle } = event;
    if (event.kind === 'cycle-started') {
      heard = {};
      refused = [];
    }
    measurer.take(event);
    (heard as Record<string, MarketEvent>)[event.kind] = event;
    if (event.kind === 'answer-refused') {
      const { agent, market, reason, instead } = event;
      refused.push(event);
      add('refusals', { cycle, agent, market, reason, instead });
    }
    if (event.kind === 'cycle-measured') {
      addEach('regrets', cycle, (i) => ({
        forward_ex_ante: event.forwardRegretExAnte[i],
        forward_interim: event.forwardRegretInterim[i],
        forward_realized: event.forwardRegretRealized[i],
        spot_interim: event.spotRegretInterim[i],
        spot_realized: event.spotRegretRealized[i],
      }));
    }
    if (event.kind !== 'cycle-closed') continue;
    const begun = heard['cycle-started'] as NonNullable<Heard['cycle-started']>;
    const opened = heard['forward-opened'];
    const cleared = heard['forward-cleared'];
    const spot = heard['spot-opened'];
    const traded = heard['spot-cleared'];
    const wasRefused = (market: string, id: string): boolean =>
      refused.some((each) => each.market === market && each.agent === id);
    const { distanceToInterior, efficiency } = measurer.overview();
    add('cycles', {
      cycle,
      state: heard['state-realized']?.state ?? null,
      price_at_zero: opened?.priceAtZero ?? null,
      forward_payments: cleared?.budget ?? null,
      charges: cleared?.charges.reduce((sum, charge) => sum + charge, 0) ?? null,
      forward_refused: heard['forward-refused']?.reason ?? null,
      mechanism: spot?.mechanism,
      expected_surplus: spot?.expectedSurplus,
      operates: spot?.operates,
      spot_skipped: heard['spot-skipped']?.reason ?? null,
      spot_payments: traded?.surplus ?? null,
      reported_welfare: traded?.welfare ?? null,
      welfare: event.welfare,
      first_best: event.firstBest,
      efficiency,
      distance_to_interior: opened === undefined ? null : distanceToInterior,
      operator_cash: event.operatorCash,
      closed: true,
    });
    if (cleared !== undefined)
      addEach('demands', cycle, (i, id) => ({ demand: cleared.demands[i], refused: wasRefused('forward', id) }));
    addEach('holdings', cycle, (i) => ({
      endowment: begun.endowments[i],
      holding: (cleared?.holdings ?? begun.endowments)[i],
      interior_holding: opened?.interiorHoldings[i] ?? null,
      worst_off_type: spot?.worstOffTypes[i],
    }));
    addEach('types', cycle, (i) => ({ type: heard['types-realized']?.types[i] }));
    if (traded !== undefined)
      addEach('reports', cycle, (i, id) => ({ report: traded.reports[i], refused: wasRefused('spot', id) }));
    addEach('allocations', cycle, (i) => ({
      allocation: (traded ?? heard['spot-skipped'])?.allocation[i],
      payoff: event.payoffs[i],
    }));
    addEach('payments', cycle, (i) => ({
      forward_payment: cleared?.payments[i] ?? null,
      charge: cleared?.charges[i] ?? null,
      spot_payment: traded?.payments[i] ?? null,
      cash: event.cash[i],
    }));
  }
  tables['agents'] = scenario.agents.map((agent, i) => ({
    agent: agent.id,
    place: i + 1,
    group: agent.group ?? null,
    max_demand: agent.maxDemand,
    endowment: agent.endowment,
    type_family: agent.type.family,
    type_min: agent.type.min,
    type_max: agent.type.max,
    forward_strategy: agent.forward.strategy,
    spot_strategy: agent.spot.strategy,
    definition: agent,
  }));
  tables['events'] = events.map((event, seq) => ({ seq, cycle: event.cycle, kind: event.kind, event }));
  return tables;
};
