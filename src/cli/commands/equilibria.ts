import type { Scenario } from '../../domain/scenario.ts';
import { type Equilibria, type Equilibrium, forwardEquilibria } from '../../studies/equilibria/forwardEquilibria.ts';
import type { Shortfall } from '../../studies/equilibria/placements.ts';
import { forwardGame } from '../../studies/forwardGame.ts';
import { EXIT } from '../failure.ts';
import { amountsLike, print, printJson, table } from '../format.ts';
import { gameInput } from '../gameInput.ts';
import { progressOf } from '../progress.ts';
import { shellWord } from '../shellWord.ts';

interface EquilibriaOptions {
  readonly tolerance?: number;
  readonly most?: number;
  readonly json?: boolean;
}

/** Equilibria to list where nothing else is asked for: rows for people, values for scripts. */
const ROWS = 20;
const VALUES = 200;
/** More agents than this are summed up by where their demands lie. */
const COLUMNS = 8;

/** `forespot equilibria`: every pure equilibrium of the forward game, certified. */
export const equilibriaCommand = (file: string, { tolerance, most: asked, json }: EquilibriaOptions): number => {
  const scenario = gameInput(file);
  const most = asked ?? (json === true ? VALUES : ROWS);
  let bar: ReturnType<typeof progressOf> | undefined;
  const progress = (done: number, candidates: number): void => {
    bar ??= progressOf(candidates, 'candidates certified');
    bar.at(done);
  };
  const found = forwardEquilibria(forwardGame(scenario), { tolerance, most, progress });
  bar?.stop();
  if (json === true) printJson({ name: scenario.name, reading: 'paper', ...found });
  else print(describe(scenario, file, found));
  return EXIT.done;
};

const describe = (scenario: Scenario, file: string, found: Equilibria): string => {
  const { name, supply, units } = scenario;
  const quantities = amountsLike(supply / 10);
  const coins = amountsLike((supply * (scenario.agents[0]?.type.max ?? 1)) / 10);
  const few = found.agents.length <= COLUMNS;
  const all = found.count === found.equilibria.length;
  const permuted = !all && found.equilibria.some(({ permutations }) => permutations > 1);
  const rows = found.equilibria.map((one, i) => [
    `${i + 1}`,
    ...(few ? one.demands.map(quantities) : placesOf(scenario, one)),
    quantities(one.excess),
    kindOf(one),
    one.operates ? 'operates' : 'shut',
    coins(one.expectedSurplus),
    one.gainUpperBound.toExponential(1),
    ...(permuted ? [one.permutations.toLocaleString('en')] : []),
  ]);
  const demands = few ? found.agents : ['at 0', 'between', 'at their most'];
  const other = found.equilibria.find(({ interiorHoldings }) => !interiorHoldings) ?? found.equilibria[0];
  return [
    `${name}: equilibria in pure demands, rule ${found.rule}, reading paper (${units.quantity}, ${units.money})`,
    '',
    table(
      [
        '',
        ...demands,
        'excess',
        'kind',
        'spot market',
        'its surplus',
        'gain at most',
        ...(permuted ? ['permuted'] : []),
      ],
      rows,
    ),
    '',
    `${counted(found)}: by proof, no agent gains more than ${found.tolerance.toExponential(1)} ${units.money} by any other demand in [0, ${quantities(supply)}]`,
    ...(all
      ? []
      : [
          `the first ${found.equilibria.length} are shown${permuted ? ', without those in which agents that are alike trade places' : ''}; --most shows more`,
        ]),
    ...(found.equilibria.some(({ continuum }) => continuum !== null)
      ? ['of a continuum one point is shown; --json has the ranges of its demands']
      : []),
    found.complete
      ? 'the search was complete, up to the steps of its scan'
      : `the search was not complete: ${found.shortfalls.map(reasonFor).join('; ')}`,
    ...(other === undefined || !few
      ? []
      : [`next: forespot deviate ${shellWord(file)} --demands ${other.demands.join()} --reading gated`]),
  ].join('\n');
};

const counted = ({ count, complete }: Equilibria): string => {
  const number = `${complete ? '' : 'at least '}${count.toLocaleString('en')}`;
  return `${number} ${count === 1 ? 'equilibrium' : 'equilibria'}`;
};

const kindOf = ({ interiorHoldings, continuum, interior }: Equilibrium): string => {
  if (interiorHoldings) return 'r*';
  if (continuum !== null) return 'continuum';
  return interior ? 'interior' : 'boundary';
};

/** How many agents demand nothing, something, and at least their maximum demand. */
const placesOf = ({ agents, supply }: Scenario, { demands }: Equilibrium): readonly string[] => {
  const near = 1e-8 * supply;
  const none = demands.filter((demand) => demand <= near).length;
  const all = demands.filter((demand, i) => demand >= Math.min(supply, agents[i]?.maxDemand as number) - near).length;
  return [none, demands.length - none - all, all].map(String);
};

const reasonFor = (shortfall: Shortfall): string => {
  switch (shortfall) {
    case 'placements':
      return 'there are too many ways to share out the agents among their best replies';
    case 'patterns':
      return 'there are too many equilibria to look at all of them';
    case 'level prices':
      return 'prices are level where replies are, and of a continuum of excesses three points were looked at';
    default:
      return shortfall satisfies never;
  }
};
