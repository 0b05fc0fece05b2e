import type { Scenario } from '../domain/scenario.ts';
import type { CurvatureSide } from '../studies/stability/curvature.ts';
import { DYNAMICS } from '../studies/stability/dynamics.ts';
import type { PathEnd, RestPoint } from '../studies/stability/pathEnds.ts';
import type { RuleStability } from '../studies/stability/stability.ts';
import { magnitudeOf, percent, table } from './format.ts';

type Amount = (amount: number) => string;

/** Ends of paths that are listed for a rule: those that most paths reach. */
const MOST_ENDS = 5;
/** More agents, or directions, than this are summed up. */
export const MOST_LISTED = 4;

/** Paths of a rule that end at r*. */
export const pathsHome = ({ paths, ends }: RuleStability): number =>
  paths.filter(({ end }) => ends[end]?.interior).length;

/** What r* is under each rule. */
export const curvatureTable = (rules: readonly RuleStability[]): string =>
  table(
    ['rule', 'r* is', 'unstable directions', 'curvatures below r*', 'curvatures above r*', 'paths that end at r*'],
    rules.map((one) => {
      const { rule, curvature, paths } = one;
      const [below = '-', above = '-'] = curvature.sides.map(curvatures);
      const unstable = curvature.sides.length === 0 ? '-' : `${curvature.unstable} of ${curvature.gradient.length}`;
      return [rule.rule, curvature.verdict, unstable, below, above, `${pathsHome(one)} of ${paths.length}`];
    }),
  );

/** All of a few, the ends of many. */
const curvatures = ({ directions }: CurvatureSide): string => {
  const written = directions.map(({ curvature }) => curvature.toPrecision(3));
  const shown = written.length <= MOST_LISTED ? written : [...written.slice(0, 2), '...', ...written.slice(-2)];
  return shown.join(', ');
};

interface Ends {
  readonly scenario: Scenario;
  readonly rules: readonly RuleStability[];
  readonly units: Amount;
  readonly coins: Amount;
}

/** Where paths end, how many of them, and what the spot market makes of it: a line for each rule and its ends below. */
export const endTable = (question: Ends): string => {
  const { rules } = question;
  const basins = rules.some((rule) => rule.basins.length > 0) ? ['grid, in turn', 'grid, gradient'] : [];
  const head = ['where paths end', 'replies in turn', 'at once', 'gradient', ...basins];
  const all = [...head, 'could gain', 'surplus', 'spot market'];
  const lone = (text: string): readonly string[] => [text, ...all.slice(1).map(() => '')];
  return table(
    all,
    rules.flatMap((rule) => {
      const rows = endRows(question, rule);
      const more = rule.ends.length - rows.length;
      return [lone(rule.rule.rule), ...rows, ...(more > 0 ? [lone(`  and ${more} more (--json)`)] : [])];
    }),
  );
};

const endRows = ({ scenario, units, coins }: Ends, { ends, paths, basins }: RuleStability) => {
  const along = (end: number) =>
    DYNAMICS.map((each) => count(paths, (path) => path.dynamics === each && path.end === end));
  const from = (end: number) => [
    count(basins, ({ inTurn }) => inTurn === end),
    count(basins, ({ gradient }) => gradient === end),
  ];
  const reached = (end: number): number => [...along(end), ...from(end)].reduce((sum, each) => sum + each, 0);
  return ends
    .map((found, end) => ({ found, end }))
    .sort((a, b) => reached(b.end) - reached(a.end) || a.end - b.end)
    .slice(0, MOST_ENDS)
    .map(({ found, end }): readonly string[] => {
      const { points } = found;
      const shut = count(points, ({ operates }) => !operates);
      return [
        `  ${endName(scenario, found, units)}`,
        ...along(end).map(String),
        ...(basins.length === 0 ? [] : from(end).map((each) => percent(each / basins.length))),
        coins(magnitudeOf(points.map(({ largestGain }) => largestGain))),
        coins(Math.min(...points.map(({ expectedSurplus }) => expectedSurplus))),
        shut === 0 ? 'operates' : shut === points.length ? 'is shut' : `shut at ${shut}`,
      ];
    });
};

const count = <T>(list: readonly T[], holds: (one: T, place: number) => boolean): number => list.filter(holds).length;

const endName = (scenario: Scenario, { kind, interior, points }: PathEnd, units: Amount): string => {
  if (interior) return 'r*';
  if (kind === 'cycle') return `round ${points.length} profiles`;
  return `${kind === 'unsettled' ? 'not there yet: ' : ''}${profile(scenario, points[0] as RestPoint, units)}`;
};

/** The demands of a few agents, or how many ask for nothing, for all that they can use, and for something between. */
const profile = ({ agents, supply }: Scenario, { demands }: RestPoint, units: Amount): string => {
  if (agents.length <= MOST_LISTED) return demands.map(units).join(', ');
  const near = 1e-6 * supply;
  const nothing = count(demands, (demand) => demand <= near);
  const most = agents.map(({ maxDemand }) => Math.min(supply, maxDemand));
  const all = count(most, (k, i) => (demands[i] as number) >= k - near);
  return `${nothing} at zero, ${all} at maximum, ${demands.length - nothing - all} between`;
};
