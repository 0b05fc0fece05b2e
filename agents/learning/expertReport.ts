import type { SpotAgent, SpotObservation } from '../../src/domain/agents.ts';
import type { Economy } from '../../src/domain/economy.ts';
import { type Theory, theoryOf } from '../../src/theory/theory.ts';
import { memoryOf } from './memory.ts';
import type { ExpertRule } from './rules.ts';
import { shadedReport } from './shadingFactors.ts';

/**
 * Shades its type with full information. Others' reports are published by nobody, so it reckons with truthful ones: a report b of
 * type t is worth (t - b) q_i(b) + the integral of q_i up to b, and a constant, in every efficient mechanism that makes the truth
 * pay (Bayesian or better). It learns what every factor is worth to the type that it just had. Cost: two series a factor; the
 * tables of q_i are made once for an economy and state.
 */
export const expertReport = <State extends object>(factors: readonly number[], rule: ExpertRule<State>): SpotAgent => {
  const { now, save, restore } = memoryOf(rule.fresh());
  return {
    report: (observation) => {
      const { public: common, self, type, random } = observation;
      const chosen = rule.choose(now(), random());
      const { table, classOf } = theoryFor(observation);
      const c = classOf[self] as number;
      rule.learn(
        now(),
        factors.map((factor) => {
          const report = shadedReport(common, type, factor);
          return (type - report) * table.q(c, report) + table.integralQ(c, report);
        }),
      );
      return shadedReport(common, type, factors[chosen] as number);
    },
    save,
    restore,
  };
};

const theories = new WeakMap<Economy, Map<string | null, Theory>>();

const theoryFor = ({ public: { economy }, state, maxDemands }: SpotObservation): Theory => {
  const ofEconomy = theories.get(economy) ?? new Map<string | null, Theory>();
  theories.set(economy, ofEconomy);
  const known = ofEconomy.get(state);
  if (known !== undefined) return known;
  const agents = economy.agents.map((agent, i) => ({ ...agent, maxDemand: maxDemands[i] as number }));
  const theory = theoryOf({ ...economy, agents });
  ofEconomy.set(state, theory);
  return theory;
};
