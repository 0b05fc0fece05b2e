/** The source of an agent that keeps the rules and does something sensible, for a user to change. Both languages differ in types alone. */
export const agentTemplate = (name: string, typescript: boolean): string => {
  const typed = (text: string): string => (typescript ? text : '');
  return `${typed(`import type { ForwardAgent, ForwardObservation, SpotAgent, SpotObservation, Strategy } from 'forespot';

`)}/**
 * An agent for forespot. Name this file in a scenario (forward: ./${name}.${typescript ? 'ts' : 'mjs'}, spot: likewise), and after every change
 *   npx forespot check-agent ./${name}.${typescript ? 'ts' : 'mjs'}
 *
 * The rules: the same observations bring the same answers. So no clock, no Math.random (draw from observation.random()() instead),
 * nothing kept outside of what create makes, and nothing written to an observation. An answer that is out of bounds or no number,
 * an error, and an answer that takes too long cost the agent its turn, never the run: its endowment or its type stands instead.
 */
${typescript ? 'const strategy: Strategy<ForwardAgent & SpotAgent> = {' : 'export default {'}
  name: '${name}',
  about: 'demands r* at first, then moves towards what the spot market brings it',

  // Numbers that a scenario may set: forward: { strategy: ./${name}.${typescript ? 'ts' : 'mjs'}, pace: 0.5 }. One without a default it must.
  parameters: {
    pace: { about: 'share of the way that it goes each cycle', default: 0.25, min: 0, max: 1 },
  },

  // Called once for every agent and market that uses the file. An agent for one market needs one of demand and report.
  create({ pace${typescript ? ' = 0.25' : ''} }) {
    // What it remembers; JSON must be able to hold it.
    let demanded${typed(': number | null')} = null;

    return {
      // The forward market asks for a demand between 0 and the supply, before types are known. The observation has
      //   public: cycle, economy, endowments, interiorHoldings (r*), priceAtZero, forwardRule, spotRule, discount,
      //           previous (last cycle's demands, holdings and allocation, null in the first),
      //           outlook.payoff(agent, demand, netDemandOfOthers): what a demand is worth before charges, money
      //   self (your index in every array), endowment, random,
      //   last (your own last cycle: demand, holding, type, report, allocation, payments, payoff; null in the first)
      demand({ public: common, self, last }${typed(': ForwardObservation')})${typed(': number')} {
        if (demanded === null || last === null) demanded = common.interiorHoldings[self]${typed(' ?? 0')};
        else demanded += pace * (last.allocation - demanded);
        return demanded;
      },

      // The spot market asks for a report inside the support of types: common.economy.support, from min to max. Telling the
      // truth is a dominant strategy under vcg. The observation has type (your own), holdings, worstOffTypes, maxDemands, too.
      report({ type }${typed(': SpotObservation')})${typed(': number')} {
        return type;
      },

      // A run can be stopped and go on: hand over what you remember, and take it back. Delete both if you remember nothing.
      save: () => demanded,
      restore(saved${typed(': unknown')}) {
        demanded = saved${typed(' as number | null')};
      },
    };
  },
};
${typed(`
export default strategy;
`)}`;
};
