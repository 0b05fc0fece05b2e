import { Agent, Environment } from 'flocc';
import { type VcgQuestion, vcgPayments } from '../../../src/theory/vcgPayments.ts';

/**
 * Cycles of the same market with flocc: in a tick each agent sees its holding, demands for the forward market, draws its type and
 * reports; then the markets clear, and each agent learns what it got and paid. The forward market takes the demands at one price,
 * which is less work than forespot's price function; payments of the spot market are computed by the same function.
 */
export const floccCycles = (n: number): ((cycles: number) => void) => {
  const environment = new Environment({ width: 1, height: 1 });
  const agents = Array.from({ length: n }, (_, i) => {
    const agent = new Agent({ maxDemand: 1 + (i % 4), holding: 1, cash: 0, demand: 0, type: 0, report: 0 });
    agent.set('tick', (self: Agent) => {
      self.set('demand', 1);
      const type = Math.random();
      self.set('type', type);
      self.set('report', type);
    });
    environment.addAgent(agent);
    return agent;
  });
  const column = (name: string): number[] => agents.map((agent) => agent.get(name) as number);
  const maxDemands = column('maxDemand');
  const worstOffTypes = maxDemands.map(() => 0.6);
  return (cycles) => {
    for (let cycle = 0; cycle < cycles; cycle++) {
      environment.tick();
      const [holdings, demands] = [column('holding'), column('demand')];
      const forward = demands.map((demand, i) => 0.6 * (demand - (holdings[i] as number)));
      const question: VcgQuestion = {
        types: column('report'),
        maxDemands,
        supply: n,
        holdings: demands,
        worstOffTypes,
      };
      const { allocation, payments } = vcgPayments(question);
      agents.forEach((agent, i) => {
        agent.set('holding', allocation[i]);
        agent.set('cash', (agent.get('cash') as number) - (forward[i] as number) - (payments[i] as number));
      });
    }
  };
};
