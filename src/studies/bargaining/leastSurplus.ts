import type { PerAgent } from '../../domain/economy.ts';
import { IntractableEconomy } from '../../theory/interimAllocation.ts';
import { spotPayoff } from '../../theory/spotPayoff.ts';
import type { Theory } from '../../theory/theory.ts';

/** Holdings at a corner of the set of all holdings, with Pi there. */
export interface SurplusAt {
  readonly holdings: PerAgent;
  readonly expectedSurplus: number;
}

const MOST_CORNERS = 500_000;

/**
 * The holdings at which Pi is least, the paper's r-hat of section 4.2. Pi is concave wherever it is fixed which agents hold more
 * than their maximum demand, so the minimum is at a corner of such a part: some agents hold exactly k_i, one more takes what is
 * left, the others have nothing. Of agents of a class it matters only how many: all such corners are gone through.
 * Cost: C times the product of (members + 1) over the classes. Throws IntractableEconomy beyond 500,000.
 */
export const leastSurplus = (theory: Theory): SurplusAt => {
  const { classes, classOf, supply, firstBestWelfare } = theory;
  const combinations = classes.reduce((product, { count }) => product * (count + 1), classes.length);
  if (combinations > MOST_CORNERS) {
    throw new IntractableEconomy(
      `the corners of the holdings are too many to go through (${combinations.toLocaleString('en')}); give agents of a group the same maximum demand and type`,
    );
  }
  const first = classes.map((_, c) => classOf.indexOf(c));
  const payoff = (c: number, held: number): number => spotPayoff(theory, first[c] as number, held);
  const full = classes.map(({ maxDemand }, c) => payoff(c, maxDemand));
  const nothing = classes.map((_, c) => payoff(c, 0));

  let best: { readonly counts: readonly number[]; readonly taker: number; readonly left: number } | null = null;
  let most = Number.NEGATIVE_INFINITY;
  const visit = (counts: readonly number[], left: number, payoffs: number): void => {
    const c = counts.length;
    if (c < classes.length) {
      const { count, maxDemand } = classes[c] as (typeof classes)[number];
      for (let m = 0; m <= count && m * maxDemand <= left + 1e-12 * supply; m++) {
        const gained = m * (full[c] as number) + (count - m) * (nothing[c] as number);
        visit([...counts, m], Math.max(0, left - m * maxDemand), payoffs + gained);
      }
      return;
    }
    for (let taker = 0; taker < classes.length; taker++) {
      if ((counts[taker] as number) === classes[taker]?.count) continue;
      const total = payoffs - (nothing[taker] as number) + payoff(taker, left);
      if (total > most) [most, best] = [total, { counts, taker, left }];
    }
  };
  visit([], supply, 0);
  const { counts, taker, left } = best as unknown as NonNullable<typeof best>;
  const remaining = [...(counts as readonly number[])];
  let given = false;
  const holdings = classOf.map((c) => {
    if ((remaining[c] as number) > 0) {
      remaining[c] = (remaining[c] as number) - 1;
      return classes[c]?.maxDemand as number;
    }
    if (given || c !== taker) return 0;
    given = true;
    return left;
  });
  return { holdings, expectedSurplus: firstBestWelfare - most };
};
