import { marketsOf } from '../../assembly/marketsOf.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { type Bargain, bargain } from '../../studies/bargaining/bargain.ts';
import type { SurplusAt } from '../../studies/bargaining/leastSurplus.ts';
import { surplusSurface } from '../../studies/bargaining/surplusSurface.ts';
import { csv } from '../csv.ts';
import { demandScaleNote } from '../demandScaleNote.ts';
import { EXIT, UserFault } from '../failure.ts';
import { amountsLike, magnitudeOf, print, printJson, table } from '../format.ts';
import { quantityScale } from '../quantityScale.ts';
import { readInput } from '../readInput.ts';

interface BargainOptions {
  readonly surface?: number;
  readonly csv?: boolean;
  readonly json?: boolean;
}

const MOST_STEPS = 1000;

/** `forespot bargain`: the holdings that agents would bargain to without frictions, and the surplus over all holdings. */
export const bargainCommand = (file: string, options: BargainOptions): number => {
  const scenario = readInput(file);
  const { theory } = marketsOf(scenario);
  const agents = scenario.agents.map(({ id }) => id);
  const { surface: steps } = options;
  if (steps !== undefined) checkSurface(agents.length, steps);
  else if (options.csv === true)
    throw new UserFault(['--csv: expected --surface N with it, whose points are the rows']);
  const surface = steps === undefined ? null : surplusSurface(theory, steps);
  if (options.csv === true) {
    const rows = (surface ?? []).map(({ holdings, expectedSurplus }) => [...holdings, expectedSurplus]);
    print(csv([...agents, 'expectedSurplus'], rows));
    return EXIT.done;
  }
  const result = bargain(
    theory,
    scenario.agents.map(({ endowment }) => endowment),
  );
  if (options.json === true) {
    const { kind, method, prospect, distance, least } = result;
    const { accuracy } = theory;
    printJson({ name: scenario.name, agents, kind, method, ...prospect, distance, least, surface, accuracy });
  } else print(describe(scenario, result, surface, theory.accuracy.errorBound));
  return EXIT.done;
};

const checkSurface = (agents: number, steps: number): void => {
  if (agents !== 3) {
    throw new UserFault([
      `--surface: expected a scenario of three agents, whose holdings make a triangle; this one has ${agents}`,
    ]);
  }
  if (steps > MOST_STEPS) throw new UserFault([`--surface: expected at most ${MOST_STEPS} steps a side, got ${steps}`]);
};

const describe = (
  scenario: Scenario,
  { kind, method, prospect, distance, least }: Bargain,
  surface: readonly SurplusAt[] | null,
  errorBound: number,
): string => {
  const { quantity, money } = scenario.units;
  const units = amountsLike(quantityScale(scenario));
  const coins = amountsLike(magnitudeOf(prospect.spotPayoffs));
  const type = amountsLike(scenario.agents[0]?.type.max ?? 1);
  const rows = scenario.agents.map(({ id, maxDemand, endowment }, i) => [
    id,
    units(maxDemand),
    units(endowment),
    units(prospect.holdings[i] as number),
    type(prospect.worstOffTypes[i] as number),
  ]);
  const where: Record<Bargain['kind'], string> = {
    endowments: 'the endowments themselves, from which the spot market just breaks even',
    'break-even':
      method === 'exact'
        ? 'the nearest to the endowments from which the spot market just breaks even'
        : 'the nearest to the endowments that a search found, among those from which the spot market just breaks even',
    'least surplus': 'those from which the spot market keeps least; it earns something from all others',
  };
  return [
    `${scenario.name}: holdings that leave the spot market nothing, or as little as can be (${quantity}, ${money})`,
    '',
    table(['agent', 'max demand', 'endowment', 'bargained holding', 'worst-off type'], rows),
    '',
    `they are              ${where[kind]}`,
    `distance              ${units(distance)} ${quantity} from the endowments`,
    `expected surplus      ${coins(prospect.expectedSurplus)} ${money}`,
    ...(least === null ? [] : [`least of all holdings ${coins(least.expectedSurplus)} ${money}`]),
    ...demandScaleNote(scenario, 22),
    `accuracy              error at most ${errorBound.toExponential(1)} ${money}`,
    ...(surface === null ? [] : ['', surfaceTable(scenario, surface)]),
  ].join('\n');
};

const surfaceTable = ({ agents, supply }: Scenario, surface: readonly SurplusAt[]): string => {
  const units = amountsLike(supply);
  const coins = amountsLike(magnitudeOf(surface.map(({ expectedSurplus }) => expectedSurplus)));
  return table(
    [...agents.map(({ id }) => id), 'expected surplus'],
    surface.map(({ holdings, expectedSurplus }) => [...holdings.map(units), coins(expectedSurplus)]),
  );
};
