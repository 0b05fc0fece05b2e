import type { ForwardRule } from '../../domain/scenario.ts';
import { bestResponse } from '../bestResponse.ts';
import { fewAgents } from '../fewAgents.ts';
import type { ForwardGame } from '../forwardGame.ts';
import { payoffUnder } from '../readings.ts';
import { aggregateGame } from './aggregateGame.ts';
import { branchPatterns } from './branchPatterns.ts';
import { arranged, arrangements, distinct, profileOf, slotAt } from './demandPattern.ts';
import { type EquilibriumPoint, equilibriumAt } from './equilibriumAt.ts';
import { levelPatterns } from './levelPatterns.ts';
import type { Patterns, Shortfall } from './placements.ts';
import { postedPatterns } from './postedPatterns.ts';
import { replyBranches } from './replyBranches.ts';

/** A pure equilibrium of the forward game under eq. (3). */
export interface Equilibrium extends EquilibriumPoint {
  /** What the agent that gains most by deviating was found to gain, and what is proved to be the most. Money. */
  readonly gain: number;
  readonly gainUpperBound: number;
  /** How many equilibria differ from this one, itself counted, only in which agents of a class demand what. */
  readonly permutations: number;
}

export interface Equilibria {
  readonly rule: ForwardRule['rule'];
  readonly agents: readonly string[];
  /** Money: what a profile may leave to gain. */
  readonly tolerance: number;
  /** Distinct equilibria, a continuum as one, permutations within classes counted each. Two that the tolerance cannot tell apart both count. */
  readonly count: number;
  /** All of them or, where they are more than were asked for, the first ones of which none permutes another: r*, interior ones, by excess. */
  readonly equilibria: readonly Equilibrium[];
  /** False where there may be more than were found; `shortfalls` says why. */
  readonly complete: boolean;
  readonly shortfalls: readonly Shortfall[];
}

interface Limits {
  /** Money; 1e-9 of the supply's worth on the support where it is left out, and never less than the theory's accuracy can prove. */
  readonly tolerance?: number | undefined;
  /** Equilibria to list at most. */
  readonly most?: number | undefined;
  /** Hears of every candidate that is looked at. */
  readonly progress?: (done: number, candidates: number) => void;
}

/**
 * Every pure equilibrium of the forward game in the paper's reading, up to the resolution of the scan (`replyBranches`,
 * `postedPatterns`). Prices are taken to be continuous and never falling. Each one that is listed is certified: by proof nobody
 * gains more than the tolerance, once for all its permutations within classes, since an endowment moves no deviation's gain.
 * None where nobody is asked for demands. Cost: best replies of every class on a grid of the aggregate (tens of milliseconds
 * each), placements of agents on branches, and certified best responses, milliseconds each, of all who differ in a candidate.
 */
export const forwardEquilibria = (
  game: ForwardGame,
  { tolerance = 0, most = 200, progress }: Limits = {},
): Equilibria => {
  const { theory, supply, ids, scenario } = game;
  fewAgents(theory.classes, 'look for equilibria among');
  const allowed = Math.max(tolerance || 1e-9 * supply * (theory.hi - theory.lo), 16 * theory.accuracy.errorBound);
  const members = theory.classes.map((_, c) => theory.classOf.flatMap((own, agent) => (own === c ? [agent] : [])));
  const searches = searchesOf(game);
  const star = members.map((agents) => agents.map((agent) => slotAt(theory.interiorHoldings[agent] as number)));
  const found = searches.flatMap(({ patterns }) => patterns);
  const candidates = searches.length === 0 ? [] : distinct([...found, star], 1e-7 * supply);
  const certified = candidates.flatMap((pattern, done) => {
    progress?.(done, candidates.length);
    const first = equilibriumAt(game, profileOf(pattern, members));
    const residual = residualGain(game, first.demands, allowed / 4);
    return residual.gainUpperBound <= allowed ? [{ pattern, first, residual }] : [];
  });
  const ranked = certified.sort(
    ({ first: a }, { first: b }) =>
      Number(b.interiorHoldings) - Number(a.interiorHoldings) ||
      Number(b.interior) - Number(a.interior) ||
      a.excess - b.excess,
  );
  const count = certified.reduce((sum, { pattern }) => sum + arrangements(pattern), 0);
  const equilibria = ranked.slice(0, most).flatMap(({ pattern, residual }) =>
    arranged(pattern, count <= most ? most : 1).map(
      (one): Equilibrium => ({
        ...equilibriumAt(game, profileOf(one, members)),
        ...residual,
        permutations: arrangements(pattern),
      }),
    ),
  );
  const shortfalls = [...new Set(searches.flatMap(({ shortfall }) => shortfall ?? []))];
  return {
    rule: scenario.forward.rule,
    agents: ids,
    tolerance: allowed,
    count,
    equilibria,
    complete: shortfalls.length === 0,
    shortfalls,
  };
};

/** Replies that tie to within what rounding may hide count as best: what they make up has to be certified. */
const searchesOf = (game: ForwardGame): readonly Patterns[] => {
  const tolerance = 16 * game.theory.accuracy.errorBound;
  const { rule } = game.scenario.forward;
  switch (rule) {
    case 'none':
      return [];
    case 'posted':
      return [postedPatterns(game, tolerance)];
    case 'discriminatory':
    case 'uniform': {
      const aggregate = aggregateGame(game, tolerance);
      return [branchPatterns(aggregate, replyBranches(aggregate)), ...levelPatterns(aggregate)];
    }
    default:
      return rule satisfies never;
  }
};

/** The most that anybody gains, over one agent of every class and demand: others of the class with that demand gain the same. */
const residualGain = (
  game: ForwardGame,
  demands: EquilibriumPoint['demands'],
  tolerance: number,
): Pick<Equilibrium, 'gain' | 'gainUpperBound'> => {
  const { classOf } = game.theory;
  let [gain, gainUpperBound] = [0, 0];
  demands.forEach((demand, agent) => {
    if (demands.findIndex((other, j) => other === demand && classOf[j] === classOf[agent]) < agent) return;
    const payoff = payoffUnder('paper', game, demands, agent);
    const best = bestResponse({ reading: 'paper', game, demands, agent, tolerance });
    gain = Math.max(gain, best.value - payoff);
    gainUpperBound = Math.max(gainUpperBound, best.upperBound - payoff);
  });
  return { gain, gainUpperBound };
};
