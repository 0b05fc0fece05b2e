import { dirname } from 'node:path';
import type { PerAgent } from '../../domain/economy.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { nodeSha256 } from '../../log/nodeSha256.ts';
import { type Deviations, deviate } from '../../studies/deviate.ts';
import { READINGS, type Reading } from '../../studies/readings.ts';
import { EXIT, UserFault } from '../failure.ts';
import { amountsLike, print, printJson, table } from '../format.ts';
import { readInput } from '../readInput.ts';
import { strategiesFor } from '../strategies.ts';
import { deviateRepeated } from './deviateRepeated.ts';
import { checkHoldings } from './solve.ts';

interface DeviateOptions {
  readonly reading?: Reading;
  readonly holdings?: PerAgent;
  readonly demands?: PerAgent;
  readonly tolerance?: number;
  readonly profiles: number;
  readonly repeated?: boolean;
  readonly horizon?: number;
  readonly json?: boolean;
}

export const deviateCommand = async (file: string, options: DeviateOptions): Promise<number> => {
  const scenario = readInput(file);
  const { reading, holdings, demands, tolerance, profiles } = options;
  if (reading !== undefined && scenario.forward.rule === 'none') {
    throw new UserFault([
      `--reading ${reading}: rule none asks for no demands, so there is no reading of them; leave the option out`,
    ]);
  }
  if (holdings !== undefined && demands !== undefined) {
    throw new UserFault(['--holdings and --demands both name the demands to study: give one of them']);
  }
  if (options.repeated === true) {
    if (holdings !== undefined || demands !== undefined) {
      throw new UserFault(['--repeated studies deviations from demands of r*: leave --holdings and --demands out']);
    }
    deviateRepeated(file, scenario, options);
    return EXIT.done;
  }
  if (options.horizon !== undefined) {
    throw new UserFault(['--horizon counts the cycles of a repeated economy: give --repeated too, or leave it out']);
  }
  if (holdings !== undefined) checkHoldings(scenario, holdings);
  if (demands !== undefined) checkDemands(scenario, demands);
  const strategies = await strategiesFor(scenario, dirname(file));
  const result = deviate({
    scenario,
    strategies,
    reading: reading ?? 'paper',
    demands: holdings ?? demands,
    tolerance,
    profiles,
    hash: nodeSha256,
  });
  if (options.json === true) printJson(result);
  else print(describe(scenario, result));
  return EXIT.done;
};

const checkDemands = ({ agents, supply, units }: Scenario, demands: PerAgent): void => {
  if (demands.length !== agents.length) {
    throw new UserFault([
      `--demands: expected ${agents.length} numbers (${agents.map(({ id }) => id).join(', ')}), got ${demands.length}`,
    ]);
  }
  const outside = demands.findIndex((demand) => demand < 0 || demand > supply);
  if (outside >= 0) {
    throw new UserFault([
      `--demands: expected between 0 and the supply, ${supply} ${units.quantity}, for ${agents[outside]?.id}, got ${demands[outside]}`,
    ]);
  }
};

const describe = (
  scenario: Scenario,
  { reading, demands, agents, readings, equilibrium, spot }: Deviations,
): string => {
  const { quantity, money } = scenario.units;
  const units = amountsLike(scenario.supply / 10);
  const coins = amountsLike((scenario.supply * (scenario.agents[0]?.type.max ?? 1)) / 10);
  const price = amountsLike(scenario.agents[0]?.type.max ?? 1);
  const rows = agents.map((agent, i) => [
    agent.id,
    units(demands[i] as number),
    coins(agent.payoff),
    units(agent.bestResponse),
    coins(agent.bestPayoff),
    agent.gain.toExponential(2),
    agent.upperBound.toExponential(2),
  ]);
  const { witness } = spot.exPost;
  return [
    `${scenario.name}: what could be gained by another demand, reading ${reading} (${quantity}, ${money})`,
    '',
    table(['agent', 'demand', 'payoff', 'best response', 'best payoff', 'gain', 'proved at most'], rows),
    '',
    table(
      ['reading', 'NashConv', 'proved at most', 'equilibrium'],
      READINGS.map((each) => {
        const { nashConv, nashConvUpperBound, equilibrium: holds } = readings[each];
        return [each, nashConv.toExponential(2), nashConvUpperBound.toExponential(2), holds ? 'yes' : 'no'];
      }),
    ),
    equilibrium.holds
      ? `no agent can gain more than ${equilibrium.tolerance.toExponential(1)} ${money}`
      : `not an equilibrium: ${equilibrium.witness.id} gains ${coins(equilibrium.witness.gain)} ${money} by demanding ${units(equilibrium.witness.bestResponse)}`,
    '',
    `spot market (${spot.mechanism}${spot.operates ? '' : ', which does not operate here'})`,
    `  ex post     ${describeRegret(spot.exPost.profiles, witness, price, coins, money)}`,
    `  interim     no type gains more than ${spot.interim.largestRegret.toExponential(2)} ${money} in expectation by another report`,
    `  joining     the least that any type gains over keeping its holding: ${coins(spot.participation.interim.gain)} ${money} (${spot.participation.interim.agent} at ${price(spot.participation.interim.type)}${inState(spot.participation.interim.state)})`,
    `              before types are known, agents gain ${spot.participation.exAnte.map(coins).join(', ')} ${money}`,
  ].join('\n');
};

const inState = (state: string | null): string => (state === null ? '' : ` in state ${state}`);

type Amount = (amount: number) => string;

const describeRegret = (
  profiles: number,
  witness: Deviations['spot']['exPost']['witness'],
  price: Amount,
  coins: Amount,
  money: string,
): string => {
  if (witness === null) return 'no report was made';
  const over = `over ${profiles} profiles of types, the largest regret of a report is ${witness.regret.toExponential(2)} ${money}`;
  if (witness.regret === 0) return over;
  return `${over}: ${witness.agent}, of type ${price(witness.type)}, reported ${price(witness.report)}; ${price(witness.bestReport)} was worth ${coins(witness.regret)} more`;
};
