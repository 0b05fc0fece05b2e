import { describe, expect, test } from 'vitest';
import { bundledForward, bundledSpot } from '../../agents/bundled.ts';
import { bestDemand } from '../../agents/learning/bestDemand.ts';
import { agentsOf, bundledStrategies } from '../../src/assembly/agentsOf.ts';
import type {
  ForwardAgent,
  ForwardObservation,
  ForwardStrategy,
  PublicKnowledge,
  SpotAgent,
} from '../../src/domain/agents.ts';
import type { Scenario } from '../../src/domain/scenario.ts';
import { runEvents } from '../../src/engine/run.ts';
import { agent, eventsOf, play, scenario, setupOf } from '../support/setups.ts';
import { knownIn, largest, partners, ruled, unequal } from './learningWorlds.ts';

describe('a best demand', () => {
  const common = knownIn(ruled(unequal({ strategy: 'equilibrium' }), 'discriminatory', 1));

  test.each([-1.5, -0.6, -0.1, 0, 0.3, 0.9])('pays as much as any of 2001 when the others demand %d more', (others) => {
    common.economy.agents.forEach((_, i) => {
      const payoff = (demand: number): number => common.outlook.payoff(i, demand, others);
      const dense = Math.max(...Array.from({ length: 2001 }, (_, j) => payoff(j / 1000)));
      expect(payoff(bestDemand({ common, agent: i, netDemandOfOthers: others }))).toBeGreaterThanOrEqual(dense - 1e-12);
    });
  });
});

test('a best demand is above the maximum demand where prices are negative', () => {
  const agents = [1 / 2, 1 / 4, 1 / 4].map((endowment, i) => agent(`a${i}`, { maxDemand: 1 / 2, endowment }));
  const common = knownIn(ruled(scenario({ agents }), 'discriminatory', 1));
  const best = bestDemand({ common, agent: 0, netDemandOfOthers: -0.3 });
  const payoff = (demand: number): number => common.outlook.payoff(0, demand, -0.3);
  expect(best).toBeGreaterThan(1 / 2);
  expect(payoff(best)).toBeGreaterThanOrEqual(Math.max(...Array.from({ length: 2001 }, (_, j) => payoff(j / 2000))));
});

describe('without learning', () => {
  const common = knownIn(ruled(partners({ strategy: 'equilibrium' }), 'discriminatory', 1));
  const view = (self: number, draws: readonly number[] = [0.5]): ForwardObservation => {
    const endowment = common.endowments[self] as number;
    const random = () => {
      let drawn = 0;
      return () => draws[drawn++ % draws.length] as number;
    };
    return { public: common, self, endowment, last: null, random };
  };
  const create = (name: string, parameters = {}) =>
    (bundledStrategies.forward.get(name) as ForwardStrategy).create(parameters);

  test('level 0 keeps its endowment, level 1 replies to that, and level 2 to the replies', () => {
    const reply = (i: number, others: number): number => bestDemand({ common, agent: i, netDemandOfOthers: others });
    const replies = common.endowments.map((_, i) => reply(i, 0));
    common.endowments.forEach((endowment, i) => {
      expect(create('level-k', { level: 0 }).demand(view(i))).toBe(endowment);
      expect(create('level-k', { level: 1 }).demand(view(i))).toBe(replies[i]);
      const others = replies.reduce((sum, x, j) => (j === i ? sum : sum + x - (common.endowments[j] as number)), 0);
      expect(create('level-k', { level: 2 }).demand(view(i))).toBeCloseTo(reply(i, others), 9);
    });
  });

  test('zero intelligence draws again what it cannot afford, and keeps its endowment if that is all there is', () => {
    // Posted payoffs fall from r* = 1/3 on either side: of what agent 0 owns, 1/2, it may sell and buy no more.
    const posted = knownIn(ruled(partners({ strategy: 'equilibrium' }), 'posted', 1));
    const demand = (draws: readonly number[]): number =>
      create('zero-intelligence').demand({ ...view(0, draws), public: posted });
    expect(demand([0.9, 0.4])).toBe(0.4);
    expect(demand([0.9])).toBe(0.5);
  });
});

describe('memory', () => {
  const cycles = 24;
  const given = (forward: string, spot: string): Scenario =>
    ruled(
      scenario({
        agents: [1 / 2, 1 / 4, 1 / 4].map((endowment, i) =>
          agent(`a${i}`, { endowment, forward: { strategy: forward }, spot: { strategy: spot } }),
        ),
      }),
      'posted',
      cycles,
    );
  type Known = ForwardAgent | SpotAgent;
  /** The agent, saved as text and restored into a new one before the 13th cycle. */
  const interrupted = <A extends Known>(first: A, create: () => A, ask: (agent: A, view: never) => number) => {
    let now = first;
    return (view: { readonly public: PublicKnowledge }): number => {
      if (view.public.cycle === 13) {
        const saved = JSON.stringify(now.save?.());
        now = create();
        if (saved !== undefined) now.restore?.(JSON.parse(saved));
      }
      return ask(now, view as never);
    };
  };
  const learners = ['hedge', 'exp3', 'q-learning', 'roth-erev'];
  const forward = bundledForward.filter(({ parameters }) =>
    Object.values(parameters).every((parameter) => parameter.default !== undefined),
  );

  test.each(forward.map(({ name }) => [name]))('of a forward agent that plays %s goes through JSON', (name) => {
    const world = given(name, learners[name.length % learners.length] as string);
    const whole = [...runEvents(setupOf(world))];
    const agents = () => agentsOf(world);
    const parted = [
      ...runEvents(
        setupOf(world, {
          forwardAgents: agents().forwardAgents.map((one, i) => ({
            demand: interrupted(
              one,
              () => agents().forwardAgents[i] as ForwardAgent,
              (a, view) => a.demand(view),
            ),
          })),
          spotAgents: agents().spotAgents.map((one, i) => ({
            report: interrupted(
              one,
              () => agents().spotAgents[i] as SpotAgent,
              (a, view) => a.report(view),
            ),
          })),
        }),
      ),
    ];
    expect(eventsOf(whole, 'answer-refused')).toEqual([]);
    expect(parted).toEqual(whole);
  });

  test('that is not of this agent is refused with what differs', () => {
    const ofHedge = (levels: number): ForwardAgent =>
      (bundledStrategies.forward.get('hedge') as ForwardStrategy).create({ levels, rate: 1 });
    const message = 'an agent cannot go on from what was saved: expected';
    expect(() => ofHedge(5).restore?.(ofHedge(6).save?.())).toThrow(`${message} 5 entries at memory.sums, got 6`);
    expect(() => ofHedge(5).restore?.(null)).toThrow(`${message} an object at memory, got null`);
    expect(() => ofHedge(2).restore?.({ sums: [0, null], rounds: 0, spread: 0 })).toThrow('a number at memory.sums.1');
  });
});

describe('a spot learner', () => {
  const world = (spot: string, cycles: number): Scenario => ({
    ...ruled(partners({ strategy: 'equilibrium' }), 'posted', cycles),
    agents: [1 / 2, 1 / 4, 1 / 4].map((endowment, i) => agent(`a${i}`, { endowment, spot: { strategy: spot } })),
  });

  test.each(bundledSpot.slice(4).map(({ name }) => [name]))('that plays %s reports in the support', (name) => {
    const events = play(world(name, 100));
    const reports = eventsOf(events, 'spot-cleared').flatMap(({ reports }) => reports);
    expect(reports.length).toBe(300);
    expect(reports.every((report) => report >= 0 && report <= 1)).toBe(true);
    expect(eventsOf(events, 'answer-refused')).toEqual([]);
  });

  test('with full information ends at its type', () => {
    const events = play(world('hedge', 3000), { detail: 'compact' });
    const types = eventsOf(events, 'types-realized').map(({ types }) => types);
    const off = eventsOf(events, 'spot-cleared').map(({ reports }, t) =>
      largest(reports.map((report, i) => report - (types[t]?.[i] as number))),
    );
    const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
    expect(mean(off.slice(-300))).toBeLessThan(mean(off.slice(0, 30)) / 3);
  });
});
