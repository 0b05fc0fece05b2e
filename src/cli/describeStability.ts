import type { Scenario } from '../domain/scenario.ts';
import type { StationaryKind } from '../studies/stability/curvature.ts';
import type { RuleStability, Stability } from '../studies/stability/stability.ts';
import { amountsLike, magnitudeOf } from './format.ts';
import { quantityScale } from './quantityScale.ts';
import { curvatureTable, endTable, MOST_LISTED, pathsHome } from './stabilityTables.ts';

/** A stability study for people: what r* is under each rule, where demands end, and a verdict a rule. */
export const describeStability = (scenario: Scenario, { rules, interiorHoldings, name }: Stability): string => {
  const { quantity, money } = scenario.units;
  const units = amountsLike(quantityScale(scenario));
  const surpluses = rules.flatMap(({ ends }) => ends.flatMap(({ points }) => points.map((at) => at.expectedSurplus)));
  const listed = interiorHoldings.length <= MOST_LISTED ? ` = ${interiorHoldings.map(units).join(', ')}` : '';
  return [
    `${name}: do demands that leave r*${listed} come back, under its own rule and two others? (${quantity}, ${money})`,
    '',
    curvatureTable(rules),
    '',
    endTable({ scenario, rules, units, coins: amountsLike(magnitudeOf(surpluses)) }),
    '',
    ...rules.map(verdict),
    accuracy(rules, money),
  ].join('\n');
};

const verdict = (one: RuleStability): string => {
  const { rule, curvature, paths, ends } = one;
  const home = pathsHome(one);
  const shut = paths.filter(({ end }) => ends[end]?.operates === false).length;
  const back = `${home === paths.length ? 'all' : home === 0 ? 'none' : home} of ${paths.length} paths end at r*`;
  const open = shut === 0 ? 'none where the spot market is shut' : `${shut} where the spot market is shut`;
  return `${rule.rule}: ${MEANING[curvature.verdict]}; ${back}, ${open}`;
};

const MEANING: Readonly<Record<StationaryKind, string>> = {
  'stable maximum': 'r* is stable',
  saddle: 'r* is a saddle, which demands leave',
  minimum: 'r* is unstable in every direction',
  flat: 'r* is neither stable nor unstable, the potential being level in some direction',
  'not stationary': 'r* is no resting point, some agent would rather move at once',
  undetermined: 'the curvature at r* cannot be told, an interim allocation being flat there',
};

const accuracy = (rules: readonly RuleStability[], money: string): string => {
  const worst = Math.max(...rules.map(({ exactPotential }) => exactPotential.worst));
  const exact = rules.every(({ exactPotential }) => exactPotential.holds);
  const directions = rules.flatMap(({ curvature }) => curvature.sides.flatMap((side) => side.directions));
  const doubted = directions.filter(({ confirmed }) => !confirmed).length;
  return [
    `payoffs of eq. (3) change as ${exact ? 'one potential does' : 'NO ONE potential does'}, to ${worst.toExponential(1)} ${money}`,
    doubted === 0
      ? 'its own values confirm the curvatures'
      : `${doubted} of ${directions.length} curvatures are not confirmed by its own values, as where a density jumps at r*`,
  ].join('; ');
};
