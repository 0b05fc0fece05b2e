import { marketsOf } from '../assembly/marketsOf.ts';
import type { PerAgent } from '../domain/economy.ts';
import type { EventOf } from '../domain/events.ts';
import type { ForwardProfile, SpotProfile } from '../domain/markets.ts';
import type { Scenario } from '../domain/scenario.ts';
import type { CycleSeries } from '../figures/CycleLines.tsx';
import type { VisibleOf } from '../log/visibleEvent.ts';
import { distanceToInterior } from '../studies/measures/distanceToInterior.ts';
import { type Books, createBooks, sum } from './books.ts';
import { type CycleChoice, createChooser, type Shown } from './chooseCycles.ts';
import { createParticipation, type Participation } from './participation.ts';
import { createRegretTally, type RegretTally } from './regrets.ts';
import { type Round, whole } from './round.ts';
import { thinLine } from './thinLine.ts';

/** What regrets are collected; the words are those of the measures. */
export const REGRETS = [
  'forwardRegretExAnte',
  'forwardRegretRealized',
  'spotRegretInterim',
  'spotRegretRealized',
] as const satisfies readonly (keyof EventOf<'cycle-measured'>)[];
export type RegretName = (typeof REGRETS)[number];

/** Payments from an agent to the operator over a run, or of all agents; money. */
export interface Paid {
  readonly forward: number;
  readonly charges: number;
  readonly spot: number;
}

/** A run, added up. Arrays follow the agents' order; null is what a redacted log hides. */
export interface Account {
  /** As it was when the run began. */
  readonly scenario: Scenario;
  readonly cycles: number;
  /** Cycles with a forward market that cleared, and with a spot market that operated. */
  readonly forwardCycles: number;
  readonly spotCycles: number;
  readonly welfare: number;
  readonly firstBest: number;
  /** Cycles whose welfare is the first best, up to the tolerance. */
  readonly efficientCycles: number;
  readonly paid: Paid;
  readonly till: number;
  /** Cycles in which the operator paid out more than it took: in the forward market with charges, in the spot market, in both together. */
  readonly deficits: { readonly forward: number; readonly spot: number; readonly both: number };
  /** The least of the expected surpluses with which the spot market opened and operated; null if it never did. */
  readonly leastExpectedSurplus: number | null;
  readonly agents: {
    readonly paid: readonly Paid[];
    readonly payoffs: PerAgent | null;
    readonly firstEndowments: PerAgent;
    readonly lastAllocation: PerAgent;
  };
  readonly books: Books;
  readonly participation: Participation | null;
  readonly regrets: Readonly<Record<RegretName, RegretTally | null>>;
  readonly profiles: { readonly forward: ForwardProfile; readonly spot: SpotProfile };
  /** Money; smaller gains and losses count as none. */
  readonly tolerance: number;
  readonly shown: readonly Shown[];
  readonly lines: Lines;
}

/** Over the cycles; each agent's for those in `agents` only. */
export interface Lines {
  readonly agents: readonly number[];
  readonly holdings: readonly CycleSeries[];
  readonly efficiency: CycleSeries;
  readonly distance: CycleSeries;
  readonly account: readonly CycleSeries[];
  readonly forwardRegret: readonly CycleSeries[];
  readonly spotRegret: readonly CycleSeries[];
}

/** Agents with a line each: the palette's colours are no more. */
const MOST_LINES = 8;
/** Gains below this share of what the whole supply can be worth are rounding's. */
const TOLERANCE = 1e-9;

type Measured = VisibleOf<'cycle-measured'>;

/** Adds up a run round by round. Memory: agents, and a few rounds to be shown; it does not grow with the cycles. */
export const createAccount = (scenario: Scenario, choice: CycleChoice) => {
  const { agents, supply } = scenario;
  const { theory, forwardTheory, theoryIn, markets } = marketsOf(scenario);
  const tolerance = Math.max(
    TOLERANCE * supply * Math.max(Math.abs(theory.lo), Math.abs(theory.hi)),
    2 * theory.accuracy.errorBound,
  );
  const books = createBooks();
  const participation = createParticipation({ tolerance, theoryIn });
  const chooser = createChooser(choice);
  const tallies = REGRETS.map((name) => ({ name, tally: createRegretTally(tolerance) }));
  const drawn = withLines(scenario);
  const lines = {
    holdings: drawn.map(thinLine),
    forwardRegret: drawn.map(thinLine),
    spotRegret: drawn.map(thinLine),
    ...{ efficiency: thinLine(), distance: thinLine(), forward: thinLine(), spot: thinLine(), till: thinLine() },
  };
  const each = agents.map(() => ({ forward: 0, charges: 0, spot: 0 }));
  const all = { forward: 0, charges: 0, spot: 0 };
  const deficits = { forward: 0, spot: 0, both: 0 };
  let payoffs: number[] | null = agents.map(() => 0);
  let [cycles, forwardCycles, spotCycles, efficientCycles, welfare, firstBest, till] = [0, 0, 0, 0, 0, 0, 0];
  let leastExpectedSurplus: number | null = null;
  let firstEndowments: PerAgent = [];
  let lastAllocation: PerAgent = [];

  const addPayments = ({ forward, spotPayments, surplus }: Round): readonly [number, number] => {
    const charges = sum(forward?.charges ?? []);
    const taken = (forward?.budget ?? 0) + charges;
    all.forward += forward?.budget ?? 0;
    all.charges += charges;
    all.spot += surplus;
    each.forEach((own, i) => {
      own.forward += forward?.payments[i] ?? 0;
      own.charges += forward?.charges[i] ?? 0;
      own.spot += spotPayments?.[i] ?? 0;
    });
    if (taken < -tolerance) deficits.forward += 1;
    if (surplus < -tolerance) deficits.spot += 1;
    if (taken + surplus < -tolerance) deficits.both += 1;
    return [taken, surplus];
  };

  return {
    /** A round with its measures, if there are any. */
    take: (round: Round, measured: Measured | null): void => {
      cycles += 1;
      if (round.forward !== null) forwardCycles += 1;
      if (round.operates) {
        spotCycles += 1;
        leastExpectedSurplus = Math.min(leastExpectedSurplus ?? Number.POSITIVE_INFINITY, round.expectedSurplus);
      }
      welfare += round.welfare;
      firstBest += round.firstBest;
      if (round.firstBest - round.welfare <= tolerance) efficientCycles += 1;
      till = round.operatorCash;
      if (cycles === 1) firstEndowments = round.endowments;
      lastAllocation = round.allocation;
      books.take(round);
      participation.take(round);
      chooser.take(round);
      if (round.payoffs === null) payoffs = null;
      round.payoffs?.forEach((payoff, i) => {
        if (payoffs !== null) payoffs[i] = (payoffs[i] as number) + payoff;
      });
      const [forward, spot] = addPayments(round);

      const holdings = round.forward?.holdings ?? round.endowments;
      lines.efficiency.add(round.firstBest === 0 ? null : round.welfare / round.firstBest);
      lines.distance.add(distanceToInterior(holdings, forwardTheory.interiorHoldings, supply));
      lines.forward.add(forward);
      lines.spot.add(spot);
      lines.till.add(till);
      for (const [j, i] of drawn.entries()) {
        lines.holdings[j]?.add(holdings[i] as number);
        lines.forwardRegret[j]?.add(measured?.forwardRegretExAnte[i] ?? null);
        lines.spotRegret[j]?.add(measured?.spotRegretInterim[i] ?? null);
      }
      for (const { name, tally } of tallies) {
        const regrets = measured === null ? null : whole(measured[name]);
        if (regrets !== null) tally.take(round.cycle, regrets);
      }
    },
    account: (): Account => {
      const named = (of: readonly ReturnType<typeof thinLine>[]): readonly CycleSeries[] =>
        of.map((line, j) => line.series(agents[drawn[j] as number]?.id as string));
      const regrets = Object.fromEntries(tallies.map(({ name, tally }) => [name, tally.found()]));
      return {
        scenario,
        cycles,
        forwardCycles,
        spotCycles,
        welfare,
        firstBest,
        efficientCycles,
        paid: all,
        till,
        deficits,
        leastExpectedSurplus,
        agents: { paid: each, payoffs, firstEndowments, lastAllocation },
        books: books.books(),
        participation: participation.found(),
        regrets: regrets as Account['regrets'],
        profiles: { forward: markets.forward.profile, spot: markets.spotIn(null).market.profile },
        tolerance,
        shown: chooser.shown(),
        lines: {
          agents: drawn,
          holdings: named(lines.holdings),
          efficiency: lines.efficiency.series('welfare'),
          distance: lines.distance.series('distance'),
          account: [lines.forward.series('forward'), lines.spot.series('spot'), lines.till.series('account')],
          forwardRegret: named(lines.forwardRegret),
          spotRegret: named(lines.spotRegret),
        },
      };
    },
  };
};

/** All agents, or those that can use most; in the agents' order. */
const withLines = ({ agents }: Scenario): readonly number[] => {
  const most = agents
    .map((_, i) => i)
    .sort((a, b) => (agents[b]?.maxDemand ?? 0) - (agents[a]?.maxDemand ?? 0) || a - b);
  return most.slice(0, MOST_LINES).sort((a, b) => a - b);
};
