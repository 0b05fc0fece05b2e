import { marketsOf } from '../../assembly/marketsOf.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { type Boundary, boundary, type Corner } from '../../studies/boundary.ts';
import { demandScaleNote } from '../demandScaleNote.ts';
import { EXIT } from '../failure.ts';
import { amountsLike, magnitudeOf, print, printJson, table } from '../format.ts';
import { readInput } from '../readInput.ts';

/** `forespot boundary`: the holdings from which a spot market earns most, one agent owning everything against the interior. */
export const boundaryCommand = (file: string, { json }: { readonly json?: boolean }): number => {
  const scenario = readInput(file);
  const { theory } = marketsOf(scenario);
  const result = boundary(theory);
  const idOf = (agent: number): string => scenario.agents[agent]?.id as string;
  if (json === true) {
    const named = (corner: Corner) => ({ ...corner, agent: idOf(corner.agent) });
    printJson({
      name: scenario.name,
      agents: scenario.agents.map(({ id }) => id),
      ...result,
      corners: result.corners.map(named),
      best: named(result.best),
      paper: named(result.paper),
      accuracy: theory.accuracy,
    });
  } else print(describe(scenario, result, idOf, theory.accuracy.errorBound));
  return EXIT.done;
};

const MOST_ROWS = 20;

const describe = (
  scenario: Scenario,
  { corners, best, paper, others, interior, revenueMaximizing }: Boundary,
  idOf: (agent: number) => string,
  errorBound: number,
): string => {
  const { money, quantity } = scenario.units;
  const coins = amountsLike(magnitudeOf(corners.flatMap(({ cost, expectedSurplus }) => [cost, expectedSurplus])));
  const units = amountsLike(scenario.supply);
  const ranked = [...corners].sort((a, b) => b.expectedSurplus - a.expectedSurplus);
  const rows = ranked
    .slice(0, MOST_ROWS)
    .map(({ agent, expectedSurplus, cost, paperCost }) => [
      idOf(agent),
      units(scenario.agents[agent]?.maxDemand as number),
      coins(expectedSurplus),
      coins(cost),
      coins(paperCost),
    ]);
  const kept = others.holdings.reduce((sum, units, i) => (i === best.agent ? sum : sum + units), 0);
  const apart = best.expectedSurplus - paper.expectedSurplus;
  return [
    `${scenario.name}: what an efficient spot market earns if one agent owns everything (${money})`,
    '',
    table(['owner', 'max demand', 'expected surplus', 'cost of the corner', 'cost by the paper'], rows),
    ...(ranked.length > MOST_ROWS ? [`and ${ranked.length - MOST_ROWS} more, in --json`] : []),
    '',
    `interior holdings     ${coins(interior)} ${money}`,
    `best corner           ${coins(best.expectedSurplus)} ${money}, with ${idOf(best.agent)}`,
    `the paper's choice    ${
      apart > errorBound
        ? `${idOf(paper.agent)}, which earns ${coins(apart)} less: it leaves out the lowest type's value of max demands`
        : `${idOf(paper.agent)}, which earns as much`
    }`,
    ...(kept > 0
      ? [
          `others may keep       ${units(kept)} ${quantity} in all by the paper, which costs ${coins(best.expectedSurplus - others.expectedSurplus)}`,
        ]
      : []),
    `most revenue          from ${revenueMaximizing.kind === 'corner' ? 'the corner' : 'the interior holdings'}: ${coins(revenueMaximizing.expectedSurplus)} ${money}`,
    ...demandScaleNote(scenario, 22),
    `accuracy              error at most ${errorBound.toExponential(1)} ${money}`,
  ].join('\n');
};
