import { forwardMarketFor } from '../../../markets/marketsFor.ts';
import { marketsOf } from '../../assembly/marketsOf.ts';
import type { PerAgent } from '../../domain/economy.ts';
import type { EventOf, MarketEvent } from '../../domain/events.ts';
import type { ForwardRound } from '../../domain/markets.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { editedScenario } from '../../engine/edits.ts';
import { onceEach } from '../../engine/openings.ts';
import type { ForwardTheory } from '../../theory/forwardTheory.ts';
import type { Theory } from '../../theory/theory.ts';
import { type DemandCurve, demandCurve } from './demandCurve.ts';
import { type DemandNodes, demandNodes } from './demandNodes.ts';
import { distanceToInterior } from './distanceToInterior.ts';
import { expectedForwardRegret, paymentsBeyond } from './expectedForwardRegret.ts';
import { gini } from './gini.ts';
import { keptForwardRegret, vcgForwardRegret } from './realizedForwardRegret.ts';
import { agvReportRegret, interimReportRegret, vcgReportRegret } from './reportRegret.ts';

type Measured = EventOf<'cycle-measured'>;

/** The measures that are about the cycle as a whole. */
export type CycleOverview = Pick<
  Measured,
  'cycle' | 'efficiency' | 'distanceToInterior' | 'gini' | 'forwardAccount' | 'spotAccount'
>;

/** Watches the events of a run, in their order. */
export interface Measurer {
  /** Takes an event. Costs nothing: what is measured is computed when it is asked for. */
  readonly take: (event: MarketEvent) => void;
  /** Of the cycle that closed last, without regrets. Cost O(n log n). */
  readonly overview: () => CycleOverview;
  /** All measures of the cycle that closed last. */
  readonly measured: () => Measured;
}

/** What was heard of a cycle. */
interface Heard {
  readonly endowments: PerAgent;
  readonly cleared: EventOf<'forward-cleared'> | null;
  readonly state: string | null;
  readonly types: PerAgent;
  readonly traded: EventOf<'spot-cleared'> | null;
  readonly closed: EventOf<'cycle-closed'> | null;
}

const NOTHING: Heard = { endowments: [], cleared: null, state: null, types: [], traded: null, closed: null };

/**
 * The measures of each cycle of a run, from its events alone: a run and its replay have the same ones, to the bit.
 *
 *   efficiency             welfare / first best
 *   distanceToInterior     sum of |r_i - r*_i| / (2 S), r what the forward market left the agents with
 *   gini                   of r
 *   forwardAccount         sum of forward payments and charges; spotAccount: of spot payments. Positive is the operator's gain
 *   forwardRegretExAnte    best payoff over demands less that of the own demand, the others' demands as they are, types and state
 *                          unknown, under the paper's reading (eq. 3): see expectedForwardRegret
 *   forwardRegretInterim   the same when the state of demand and the own type are known, the others' types not. What the own type
 *                          adds to a holding's worth does not depend on the holding, so this is the ex ante figure in that state;
 *                          without states it is the ex ante figure
 *   forwardRegretRealized  the same in hindsight: types and reports as they were, and the spot market open where it was open. Over
 *                          the grid of demandNodes under vcg and where it stayed shut; under agv a holding enters the payments
 *                          in expectation only, so this is the interim figure
 *   spotRegretInterim      best expected payoff over reports less that of the own report, the own type known, the others truthful
 *   spotRegretRealized     best payoff over reports less that of the own report, all other reports known (ex post)
 *
 * A forward market that asked nobody, and a spot market that did not operate, leave nothing to regret: zeros. The ex ante regret
 * of a way of reporting is the mean of spotRegretInterim over cycles. Regrets are about the cycle alone: what units are worth in
 * the next cycle counts only where both markets price it (`resale`), and cancels there. Charges depend on no demand.
 *
 * Cost: a search over demands for each different demand of a class, and O(log n) for each agent and node: 15 to 40 us an agent.
 */
export const createMeasurer = (scenario: Scenario): Measurer => {
  const { forwardTheory, theoryIn } = marketsOf(scenario);
  const { supply } = scenario;
  const marketUnder = onceEach(({ forward, spot }) => {
    // Charges are the same whatever is demanded, and may be refused.
    const rule = forward.rule === 'none' ? forward : { ...forward, charges: 'none' as const };
    return forwardMarketFor({ forward: rule, spot }, forwardTheory);
  });
  const nodesOf = nodesByClass();
  // As forks leave it: a market that is open keeps the rule that it opened with.
  let current = scenario;
  let opened = { forward: scenario, spot: scenario };
  let heard = NOTHING;

  const open = (endowments: PerAgent): ForwardRound => {
    const round = marketUnder(opened.forward).open(endowments);
    if ('refused' in round) throw new Error(`a forward market without charges did not open: ${round.refused}`);
    return round;
  };

  /** The three forward regrets of every agent. */
  const forwardRegrets = (theory: Theory, curve: DemandCurve | null) => {
    const { cleared, endowments, types } = heard;
    const none = endowments.map(() => 0);
    if (cleared === null || opened.forward.forward.rule === 'none')
      return { exAnte: none, interim: none, realized: none };
    const round = open(endowments);
    const { demands } = cleared;
    const netDemand = demands.reduce((sum, demand, i) => sum + (demand - (endowments[i] as number)), 0);
    // Agents of a class with the same demand are alike: X_-i - e_i is X less the demand.
    const alike = new Map<string, { exAnte: number; interim: number; payments: PerAgent }>();
    const expectationOf = (agent: number) => {
      const demand = demands[agent] as number;
      const key = `${forwardTheory.classOf[agent]} ${theory.classOf[agent]} ${demand}`;
      const known = alike.get(key);
      if (known !== undefined) return known;
      const others = netDemand - (demand - (endowments[agent] as number));
      const question = { round, agent, demand, others };
      const regret = (each: ForwardTheory): number =>
        expectedForwardRegret({ ...question, theory: each, nodes: nodesOf(each, agent) });
      const exAnte = regret(forwardTheory);
      const found = {
        exAnte,
        interim: theory === forwardTheory ? exAnte : regret(theory),
        payments: paymentsBeyond({ ...question, nodes: nodesOf(theory, agent) }),
      };
      alike.set(key, found);
      return found;
    };
    const expected = demands.map((_, agent) => expectationOf(agent));
    const realized = expected.map(({ interim, payments }, agent) => {
      const nodes = nodesOf(theory, agent);
      const question = { theory, nodes, payments, agent, demand: demands[agent] as number };
      if (curve === null) return keptForwardRegret({ ...question, type: types[agent] as number });
      return opened.spot.spot.mechanism === 'agv' ? interim : vcgForwardRegret({ ...question, curve });
    });
    return { exAnte: expected.map(({ exAnte }) => exAnte), interim: expected.map(({ interim }) => interim), realized };
  };

  const spotRegrets = (theory: Theory, curve: DemandCurve | null) => {
    const { traded, types } = heard;
    const none = types.map(() => 0);
    if (traded === null || curve === null) return { interim: none, realized: none };
    const { reports, allocation } = traded;
    const exPost = opened.spot.spot.mechanism === 'agv' ? agvReportRegret : vcgReportRegret;
    const each = reports.map((report, agent) => {
      const own = { theory, agent, type: types[agent] as number, report };
      const allocated = allocation[agent] as number;
      return { interim: interimReportRegret(own), realized: exPost({ ...own, curve, reports, allocated }) };
    });
    return { interim: each.map(({ interim }) => interim), realized: each.map(({ realized }) => realized) };
  };

  const closedCycle = (): EventOf<'cycle-closed'> => {
    if (heard.closed === null) throw new Error('no cycle has closed since the last one began');
    return heard.closed;
  };
  const overview = (): CycleOverview => {
    const { welfare, firstBest, cycle } = closedCycle();
    const { cleared, traded, endowments } = heard;
    const holdings = cleared?.holdings ?? endowments;
    return {
      cycle,
      efficiency: firstBest === 0 ? 1 : welfare / firstBest,
      distanceToInterior: distanceToInterior(holdings, forwardTheory.interiorHoldings, supply),
      gini: gini(holdings),
      forwardAccount: cleared === null ? 0 : cleared.budget + sum(cleared.charges),
      spotAccount: traded?.surplus ?? 0,
    };
  };

  return {
    overview,
    take: (event) => {
      if (event.kind === 'run-forked') current = editedScenario(current, event.edits);
      if (event.kind === 'forward-opened') opened = { ...opened, forward: current };
      if (event.kind === 'spot-opened') opened = { ...opened, spot: current };
      if (event.kind === 'cycle-started') heard = { ...NOTHING, endowments: event.endowments };
      if (event.kind === 'forward-cleared') heard = { ...heard, cleared: event };
      if (event.kind === 'state-realized') heard = { ...heard, state: event.state };
      if (event.kind === 'types-realized') heard = { ...heard, types: event.types };
      if (event.kind === 'spot-cleared') heard = { ...heard, traded: event };
      if (event.kind === 'cycle-closed') heard = { ...heard, closed: event };
    },
    measured: () => {
      const of = overview();
      const { traded, state } = heard;
      const theory = theoryIn(state);
      const { maxDemands } = theory;
      const curve = traded === null ? null : demandCurve({ reports: traded.reports, maxDemands, supply });
      const forwardRegret = forwardRegrets(theory, curve);
      const spotRegret = spotRegrets(theory, curve);
      return {
        kind: 'cycle-measured',
        ...of,
        forwardRegretExAnte: forwardRegret.exAnte,
        forwardRegretInterim: forwardRegret.interim,
        forwardRegretRealized: forwardRegret.realized,
        spotRegretInterim: spotRegret.interim,
        spotRegretRealized: spotRegret.realized,
      };
    },
  };
};

const sum = (values: PerAgent): number => values.reduce((all, value) => all + value, 0);

/** Nodes are the same for all agents of a class and are made once. */
const nodesByClass = (): ((theory: ForwardTheory, agent: number) => DemandNodes) => {
  const known = new Map<ForwardTheory, Map<number, DemandNodes>>();
  return (theory, agent) => {
    const ofTheory = known.get(theory) ?? new Map<number, DemandNodes>();
    known.set(theory, ofTheory);
    const c = theory.classOf[agent] as number;
    const nodes = ofTheory.get(c) ?? demandNodes(theory, agent);
    ofTheory.set(c, nodes);
    return nodes;
  };
};
