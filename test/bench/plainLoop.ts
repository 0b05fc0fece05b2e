/** The yardstick: agents as plain objects, types from Math.random, one sort and one VCG-like pass a round, nothing recorded. */
interface PlainAgent {
  readonly maxDemand: number;
  holding: number;
  type: number;
  cash: number;
}

export const plainLoop = (n: number, rounds: number): number => {
  const agents: PlainAgent[] = Array.from({ length: n }, (_, i) => ({
    maxDemand: 1 + (i % 4),
    holding: 1,
    type: 0,
    cash: 0,
  }));
  let welfare = 0;
  for (let round = 0; round < rounds; round++) {
    for (const agent of agents) agent.type = Math.random();
    agents.sort((a, b) => b.type - a.type);
    let left = n;
    let price = 0;
    for (const agent of agents) {
      const served = Math.min(agent.maxDemand, left);
      if (served > 0) price = agent.type;
      left -= served;
      welfare += served * agent.type;
      agent.cash -= (served - agent.holding) * price;
      agent.holding = served;
    }
  }
  return welfare;
};
