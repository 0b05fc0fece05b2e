import type { Scenario } from '../../domain/scenario.ts';
import type { HoldingsOutcome } from '../../studies/uncertainty/stateOutcomes.ts';
import { type Uncertainty, uncertainty } from '../../studies/uncertainty/uncertainty.ts';
import { EXIT, UserFault } from '../failure.ts';
import { amountsLike, percent, print, printJson, table } from '../format.ts';
import { quantityScale } from '../quantityScale.ts';
import { readInput } from '../readInput.ts';
import { shellWord } from '../shellWord.ts';

interface StatesOptions {
  readonly json?: boolean;
}

/** `forespot states`: the forward market in each state of demand, and what other ways to hold leave on the table. */
export const statesCommand = (file: string, { json }: StatesOptions): number => {
  const scenario = readInput(file);
  if (scenario.states === null) {
    throw new UserFault([
      `${file}: expected states of demand, found none; add for example`,
      '  states: { outcomes: [{ id: high, probability: 1/2, demandScale: 1.2 }, { id: low, probability: 1/2, demandScale: 0.9 }] }',
    ]);
  }
  const result = uncertainty(scenario);
  if (json === true) printJson(result);
  else print(describe(file, scenario, result));
  return EXIT.done;
};

/** A way to come to holdings before the state is known. */
interface Arrangement {
  readonly name: string;
  readonly outcome: HoldingsOutcome;
}

const MOST_ROWS = 20;

const describe = (file: string, scenario: Scenario, result: Uncertainty): string => {
  const { quantity, money } = scenario.units;
  const { forward, uniform, bestUniform, agents, firstBest, accuracy } = result;
  const price = amountsLike(scenario.agents[0]?.type.max ?? 1);
  const coins = amountsLike(firstBest);
  const units = amountsLike(quantityScale(scenario));
  const arrangements: readonly Arrangement[] = [
    { name: 'forward', outcome: forward },
    { name: 'endowments', outcome: result.endowments },
    { name: 'uniform', outcome: uniform },
    { name: 'best uniform', outcome: bestUniform },
    ...result.stateBlind.map((outcome) => ({ name: `for ${outcome.bargainedFor}`, outcome })),
  ];
  const states = forward.states.map((one) => [
    one.state,
    percent(one.probability),
    String(one.demandScale),
    coins(one.firstBest),
    spread(one.worstOffTypes, price),
    coins(one.expectedSurplus),
    one.operates ? 'operates' : 'is shut',
  ]);
  const left = arrangements.map(({ name, outcome }) => [
    name,
    ...outcome.states.map(({ expectedSurplus }) => coins(expectedSurplus)),
    opens(outcome),
    coins(outcome.welfareLost),
    coins(outcome.leftToOperator),
  ]);
  const held = agents.map((id, i) => [id, ...arrangements.map(({ outcome }) => units(outcome.holdings[i] as number))]);
  return [
    `${result.name}: ${agents.length} agents trade ${amountsLike(scenario.supply)(scenario.supply)} ${quantity} forward before the state of demand is known`,
    '',
    table(
      [
        'state',
        'probability',
        'demand scale',
        'first best',
        'worst-off type at r*',
        'expected surplus at r*',
        'spot market',
      ],
      states,
    ),
    '',
    `what each way to hold ${quantity} leaves on the table, ${money}`,
    table(
      [
        'holdings',
        ...forward.states.map(({ state }) => `surplus, ${state}`),
        'spot market opens in',
        'welfare lost',
        'left to operator',
      ],
      left,
    ),
    '',
    table(['agent', ...arrangements.map(({ name }) => name)], held.slice(0, MOST_ROWS)),
    ...(held.length > MOST_ROWS ? [`... and ${held.length - MOST_ROWS} more agents; --json has them`] : []),
    '',
    `forward       r* at ${price(forward.priceAtZero)} a unit there, the ${
      result.anticipated
        ? 'expected worst-off type'
        : 'worst-off type at demand scale 1: the states are not anticipated'
    }; budget ${coins(forward.budget)} before charges`,
    ...(forward.idle === null
      ? []
      : [
          `              no equilibrium: ${forward.idle} would hold more than it can use in some state, and gains by demanding less`,
        ]),
    `uniform       best replies to one price, ${price(uniform.price)} a unit, the long side rationed (${longSide(uniform.netDemand, units, quantity)})`,
    `best uniform  ${
      bestUniform.operatesInEvery ? `a price of ${price(bestUniform.price)} opens` : 'no price opens'
    } the spot market in every state${bestUniform.operatesInEvery ? '' : `; ${price(bestUniform.price)} comes nearest`}`,
    ...result.stateBlind.map(
      ({ bargainedFor, kind }) =>
        `for ${bargainedFor.padEnd(9)} ${BARGAINS[kind]} if ${bargainedFor} were the only state`,
    ),
    `first best ${coins(firstBest)}, keeping the endowments ${coins(result.autarky)} ${money}`,
    `accuracy ${accuracy.method}, error at most ${accuracy.errorBound.toExponential(1)} ${money}`,
    `next: forespot run ${shellWord(file)} draws a state each cycle; forespot deviate ${shellWord(file)} proves what deviations gain`,
  ].join('\n');
};

const BARGAINS: Readonly<Record<Uncertainty['stateBlind'][number]['kind'], string>> = {
  endowments: 'the endowments, from which the spot market breaks even already,',
  'break-even': 'holdings from which the spot market would break even',
  'least surplus': 'holdings that would leave its operator least',
};

/** The states in which the spot market opens. */
const opens = ({ states, operatesInEvery }: HoldingsOutcome): string => {
  if (operatesInEvery) return 'every state';
  const open = states.filter(({ operates }) => operates).map(({ state }) => state);
  return open.length === 0 ? 'no state' : open.join(', ');
};

/** One type, or the lowest and the highest of several. */
const spread = (types: readonly number[], write: (type: number) => string): string => {
  const [low, high] = [write(Math.min(...types)), write(Math.max(...types))];
  return low === high ? low : `${low} .. ${high}`;
};

const longSide = (netDemand: number, units: (amount: number) => string, quantity: string): string => {
  if (units(netDemand) === units(0)) return 'demands balance';
  return `${units(Math.abs(netDemand))} ${quantity} too ${netDemand > 0 ? 'much' : 'little'} demanded`;
};
