import type { PerAgent } from '../../domain/economy.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { type Solution, solve } from '../../studies/solve.ts';
import { demandScaleNote } from '../demandScaleNote.ts';
import { EXIT, UserFault } from '../failure.ts';
import { amountsLike, print, printJson, table } from '../format.ts';
import { quantityScale } from '../quantityScale.ts';
import { readInput } from '../readInput.ts';

interface SolveOptions {
  readonly holdings?: PerAgent;
  readonly precision?: number;
  readonly json?: boolean;
}

export const solveCommand = (file: string, { holdings, precision, json }: SolveOptions): number => {
  const scenario = readInput(file);
  if (holdings !== undefined) checkHoldings(scenario, holdings);
  const solution = solve(scenario, holdings, precision);
  if (json === true) printJson(solution);
  else print(describe(scenario, solution));
  return EXIT.done;
};

/** Holdings must be one number an agent, none negative, and add up to the supply. */
export const checkHoldings = ({ agents, supply, units }: Scenario, holdings: PerAgent): void => {
  if (holdings.length !== agents.length) {
    const ids = agents.map(({ id }) => id).join(', ');
    throw new UserFault([`--holdings: expected ${agents.length} numbers (${ids}), got ${holdings.length}`]);
  }
  const negative = holdings.findIndex((held) => held < 0);
  if (negative >= 0)
    throw new UserFault([`--holdings: expected at least 0 for ${agents[negative]?.id}, got ${holdings[negative]}`]);
  const sum = holdings.reduce((total, held) => total + held, 0);
  if (Math.abs(sum - supply) > 1e-9 * supply) {
    throw new UserFault([
      `--holdings: expected numbers that add up to the supply, ${supply} ${units.quantity}; these add up to ${sum}`,
    ]);
  }
};

const MOST_ROWS = 20;

/** Neighbours with the same numbers on one row: `peak-1 .. peak-10 (10)`. */
const together = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] => {
  const runs: (readonly string[])[][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last?.[0]?.slice(1).join('\t') === row.slice(1).join('\t')) last.push(row);
    else runs.push([row]);
  }
  return runs.map((alike) => {
    const [first, last] = [alike[0] as readonly string[], alike.at(-1) as readonly string[]];
    return alike.length === 1 ? first : [`${first[0]} .. ${last[0]} (${alike.length})`, ...first.slice(1)];
  });
};

const describe = (scenario: Scenario, solution: Solution): string => {
  const { quantity, money } = scenario.units;
  const { interior, endowments, corner, forward, at } = solution;
  // Of many small agents the holdings are small, too.
  const units = amountsLike(Math.min(solution.supply, 10 * quantityScale(scenario)));
  const coins = amountsLike(solution.firstBestWelfare);
  const type = amountsLike(scenario.agents[0]?.type.max ?? 1);
  const charges = forward.charges;
  const rows = solution.agents.map((id, i) => [
    id,
    units(scenario.agents[i]?.maxDemand as number),
    units(endowments.holdings[i] as number),
    type(endowments.worstOffTypes[i] as number),
    units(interior.holdings[i] as number),
    coins(interior.spotPayoffs[i] as number),
    coins(forward.payments[i] as number),
    charges === null ? 'none exist' : coins(charges[i] as number),
  ]);
  const spot = (expectedSurplus: number, operates: boolean): string =>
    `${coins(expectedSurplus)} ${money}: the spot market ${operates ? 'operates' : 'does not operate'}`;
  return [
    `${solution.name}: ${solution.agents.length} agents share ${amountsLike(solution.supply)(solution.supply)} ${quantity}`,
    '',
    table(
      [
        'agent',
        'max demand',
        'endowment',
        'worst-off type',
        'interior holding',
        'spot payoff there',
        'forward payment',
        'charge',
      ],
      rows.length > MOST_ROWS ? together(rows) : rows,
    ),
    '',
    `first-best welfare            ${coins(solution.firstBestWelfare)} ${money}; with nobody trading ${coins(solution.autarkyWelfare)}`,
    `expected surplus, endowments  ${spot(endowments.expectedSurplus, endowments.operates)}`,
    `expected surplus, interior    ${spot(interior.expectedSurplus, true)}, common worst-off type ${type(interior.worstOffType)}`,
    `expected surplus, corner      ${coins(corner.expectedSurplus)} ${money}, with ${corner.agent} holding everything`,
    ...(at === undefined ? [] : [`expected surplus, asked       ${spot(at.expectedSurplus, at.operates)}`]),
    `forward budget on the path    ${coins(forward.budget)} ${money} before charges; the family's supremum is ${coins(forward.supremumBudget)}`,
    ...(forward.refusal === null ? [] : [forward.refusal]),
    ...describeBudget(solution, coins, money),
    ...demandScaleNote(scenario, 30),
    `accuracy                      ${solution.accuracy.method}, error at most ${solution.accuracy.errorBound.toExponential(1)} ${money}`,
  ].join('\n');
};

/** Two markets, one till, and the agents that would rather stay out. */
const describeBudget = ({ budget }: Solution, coins: (amount: number) => string, money: string): readonly string[] => {
  const { together, togetherBound, participation } = budget;
  const willing = (kind: keyof typeof participation): string => {
    const { gains, fails } = participation[kind];
    if (gains === null) return 'do not exist';
    const least = gains.reduce((min, gain) => Math.min(min, gain), Number.POSITIVE_INFINITY);
    if (fails.length === 0) return `everybody gains, ${coins(least)} at least`;
    const shown = fails.slice(0, 3).join(', ') + (fails.length > 3 ? ` and ${fails.length - 3} more` : '');
    return `${shown} would rather stay out, by ${coins(-least)}`;
  };
  return [
    `forward and spot together     ${coins(together)} ${money}; ${
      budget.withinBound
        ? `no price that makes this an equilibrium brings in more than ${coins(togetherBound)}`
        : `more than the ${coins(togetherBound)} that any equilibrium brings in: somebody gains by keeping its endowment`
    }`,
    `gain over never trading       without charges: ${willing('none')}`,
    `                              linear charges: ${willing('linear')}`,
    `                              participation charges: ${willing('participation')}`,
  ];
};
