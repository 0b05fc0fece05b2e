import type { Account, RegretName } from './account.ts';
import type { Discrepancy } from './books.ts';
import type { Shortfall } from './participation.ts';
import type { LogStatus } from './status.ts';
import { alike, count, counted, percent, plain, tiny } from './words.ts';

/** A statement about a run, whether it holds, and the figures. `open` is what cannot be said of this log. */
export interface Claim {
  readonly id: string;
  readonly statement: string;
  readonly verdict: 'holds' | 'fails' | 'open';
  readonly because: string;
}

/** What the run and its rules claim, checked against its own events. O(n). */
export const claimsOf = (account: Account, status: LogStatus): readonly Claim[] => [
  logClaim(account, status),
  replayClaim(status),
  booksClaim(account),
  budgetClaim(account),
  ...participationClaims(account),
  forwardRegretClaim(account),
  spotRegretClaim(account),
  efficiencyClaim(account),
];

const logClaim = ({ cycles }: Account, { events, complete, broken, redaction }: LogStatus): Claim => {
  const claim = { id: 'log', statement: 'The log is whole' };
  if (broken !== null)
    return {
      ...claim,
      verdict: 'fails',
      because: `${broken}. What follows is about the ${counted(events, 'event')} before, in which ${counted(cycles, 'cycle')} closed.`,
    };
  const chain = `${counted(events, 'event')}, each under the hash of the one before`;
  const hidden = redaction === null ? '' : `; it is ${plain(redaction)}, under the hashes of the full log`;
  return complete
    ? { ...claim, verdict: 'holds', because: `${chain}${hidden}.` }
    : {
        ...claim,
        verdict: 'open',
        because: `${chain}${hidden}; it stops after cycle ${count(cycles)}, before run-completed: the run was cut off or is still going on.`,
      };
};

const replayClaim = ({ replay, events }: LogStatus): Claim => {
  const claim = { id: 'replay', statement: 'Computed again, every outcome is the same' };
  if (replay === null)
    return {
      ...claim,
      verdict: 'open',
      because: 'A redacted log cannot be replayed: types and reports are hidden. Its owner can, with the full log.',
    };
  const { firstDifference } = replay;
  if (firstDifference === null)
    return {
      ...claim,
      verdict: 'holds',
      because: `Every market cleared again from the log alone, ${counted(events, 'event')}: identical to the last bit.`,
    };
  const { seq, field, logged, recomputed } = firstDifference;
  return {
    ...claim,
    verdict: 'fails',
    because: `Event ${seq} differs in ${plain(field)}: the log has ${shown(logged)}, computing again gives ${shown(recomputed)}.`,
  };
};

const shown = (value: unknown): string => plain((JSON.stringify(value) ?? 'nothing').slice(0, 200));

const booksClaim = ({ books, scenario }: Account): Claim => {
  const { money, quantity } = unitsOf(scenario);
  const { payments, till, accounts, units } = books;
  const exact = ({ largest }: Discrepancy, unit: string): string =>
    largest === 0 ? 'to the last bit' : `to ${tiny(largest)} ${unit}`;
  return {
    id: 'books',
    statement: 'Every payment and every unit is accounted for',
    verdict: [payments, till, accounts, units].every(({ within }) => within) ? 'holds' : 'fails',
    because:
      `Payments add up to the budget and the surplus that the markets declared ${exact(payments, money)}, the operator’s account moves by them ${exact(till, money)}, ` +
      `all accounts together hold nothing, ${exact(accounts, money)}, and holdings and allocations add up to the supply ${exact(units, quantity)}. ` +
      `Rounding alone can cost ${tiny(payments.bound)}, ${tiny(till.bound)} and ${tiny(accounts.bound)} ${money} and ${tiny(units.bound)} ${quantity} at most.`,
  };
};

const budgetClaim = (account: Account): Claim => {
  const { scenario, paid, till, deficits, cycles, forwardCycles, spotCycles, leastExpectedSurplus, profiles } = account;
  const { money } = unitsOf(scenario);
  const coins = alike(till, paid.forward, paid.charges, paid.spot);
  const amount = coins(Math.abs(till));
  const ends =
    amount === coins(0)
      ? 'ends with nothing'
      : till < 0
        ? `has paid ${amount} ${money} more than it took`
        : `keeps ${amount} ${money}`;
  const promise = {
    forward: { balanced: 'a balanced budget where everybody demands r*', deficit: 'none' }[profiles.forward.budget],
    spot: {
      'ex post balanced': 'payments that add up to zero',
      'ex ante no deficit': 'no deficit in expectation',
      none: 'none',
    }[profiles.spot.budget],
  };
  const opened =
    leastExpectedSurplus === null
      ? 'The spot market never operated.'
      : `Where the spot market operated it expected a surplus of ${alike(leastExpectedSurplus)(leastExpectedSurplus)} ${money} or more.`;
  return {
    id: 'budget',
    statement: 'The operator ends without a deficit',
    verdict: till >= -account.tolerance ? 'holds' : 'fails',
    because:
      `The operator ${ends}: forward payments ${coins(paid.forward)}, charges ${coins(paid.charges)}, spot payments ${coins(paid.spot)}. ` +
      `Deficits: in the forward market in ${count(deficits.forward)} of ${counted(forwardCycles, 'cycle')}, in the spot market in ${count(deficits.spot)} of ${counted(spotCycles, 'cycle')}, on balance in ${count(deficits.both)} of ${counted(cycles, 'cycle')}. ` +
      `What the rules promise of the budget: forward ${promise.forward}, spot ${promise.spot}. ${opened}`,
  };
};

const participationClaims = (account: Account): readonly Claim[] => {
  const { participation, scenario, cycles } = account;
  const { money } = unitsOf(scenario);
  const exPost = { id: 'participation-ex-post', statement: 'Nobody ends a cycle worse off than with its endowment' };
  const interim = {
    id: 'participation-interim',
    statement: 'Nobody has to expect that, knowing its own type only',
  };
  if (participation === null) {
    const because = 'Types and payoffs are hidden in this log.';
    return [exPost, interim].map((claim) => ({ ...claim, verdict: 'open', because }));
  }
  const says = ({ count: cases, of, largest, agent, cycle }: Shortfall, how: string): string => {
    if (cases === 0) return `None of ${counted(of, 'case')}, an agent in a cycle each, is below that ${how}.`;
    const name = plain(scenario.agents[agent]?.id as string);
    return `${count(cases)} of ${counted(of, 'case')}, an agent in a cycle each, ${cases === 1 ? 'is' : 'are'} below that ${how}, by ${alike(largest)(largest)} ${money} at most: ${name} in cycle ${count(cycle)}.`;
  };
  const { gains } = participation;
  const losers = gains.filter((gain) => gain < -account.tolerance * cycles).length;
  const least = gains.indexOf(Math.min(...gains));
  const overall =
    losers === 0
      ? 'Over the whole run everybody gains over keeping its first endowment.'
      : `Over the whole run ${count(losers)} of ${counted(gains.length, 'agent')} would have done better by keeping the first endowment, ${plain(scenario.agents[least]?.id as string)} by ${alike(gains[least] as number)(-(gains[least] as number))} ${money}.`;
  const carried =
    scenario.carry === 'allocation' && cycles > 1
      ? ' What units are worth in later cycles is not counted in a single one.'
      : '';
  const verdict = ({ count: cases }: Shortfall) => (cases === 0 ? ('holds' as const) : ('fails' as const));
  return [
    {
      ...exPost,
      verdict: verdict(participation.exPost),
      because: `${says(participation.exPost, 'in the end')}${carried} ${overall}`,
    },
    {
      ...interim,
      verdict: verdict(participation.interim),
      because: `${says(participation.interim, 'in expectation')}${carried}`,
    },
  ];
};

const forwardRegretClaim = (account: Account): Claim =>
  regretClaim(account, {
    id: 'regret-forward',
    statement: 'Nobody could have gained by another demand',
    names: ['forwardRegretExAnte', 'forwardRegretRealized'],
    before: 'Before types were known',
    act: 'another demand, the others’ demands as they were',
    nothing: account.scenario.forward.rule === 'none' ? 'The rule asks nobody for a demand.' : null,
  });

const spotRegretClaim = (account: Account): Claim =>
  regretClaim(account, {
    id: 'regret-spot',
    statement: 'Nobody could have gained by another report',
    names: ['spotRegretInterim', 'spotRegretRealized'],
    before: 'Knowing its own type',
    act: 'another report, the others truthful',
    nothing: account.spotCycles === 0 ? 'The spot market never operated.' : null,
  });

interface RegretQuestion {
  readonly id: string;
  readonly statement: string;
  /** In expectation, and in hindsight. */
  readonly names: readonly [RegretName, RegretName];
  readonly before: string;
  readonly act: string;
  /** Why there is nothing to regret, if so. */
  readonly nothing: string | null;
}

const regretClaim = ({ regrets, scenario, tolerance }: Account, question: RegretQuestion): Claim => {
  const { id, statement, names, before, act, nothing } = question;
  const { money } = unitsOf(scenario);
  const [expected, hindsight] = names.map((name) => regrets[name]);
  if (nothing !== null) return { id, statement, verdict: 'holds', because: nothing };
  if (expected === undefined || expected === null)
    return { id, statement, verdict: 'open', because: 'Regrets follow from what is hidden in this log.' };
  const { agents, worst, cycles } = expected;
  const { largest, cycle } = agents[worst] as (typeof agents)[0];
  const tempted = agents.filter((agent) => agent.cycles > 0).length;
  const total = agents.reduce((sum, agent) => sum + agent.total, 0);
  const mean = total / (agents.length * cycles);
  const coins = alike(largest);
  const after =
    hindsight === undefined || hindsight === null
      ? 'What it could have gained in hindsight is hidden in this log.'
      : inHindsight(hindsight.agents[hindsight.worst]?.largest ?? 0, tolerance, money);
  if (largest <= tolerance)
    return {
      id,
      statement,
      verdict: 'holds',
      because: `${before}, no agent could have gained ${largest === 0 ? 'anything' : `more than ${tiny(largest)} ${money}`} in any cycle by ${act}. ${after}`,
    };
  return {
    id,
    statement,
    verdict: 'fails',
    because: `${before}, ${plain(scenario.agents[worst]?.id as string)} could have gained ${coins(largest)} ${money} in cycle ${count(cycle)} by ${act}. So could ${count(tempted)} of ${counted(agents.length, 'agent')} at some time; the mean over agents and cycles is ${coins(mean)} ${money}. ${after}`,
  };
};

const inHindsight = (largest: number, tolerance: number, money: string): string =>
  largest <= tolerance
    ? 'Not even in hindsight, all types and reports known, could anybody.'
    : `In hindsight, all types and reports known, somebody could have gained up to ${alike(largest)(largest)} ${money} in a cycle.`;

const efficiencyClaim = ({ scenario, welfare, firstBest, efficientCycles, cycles, spotCycles }: Account): Claim => {
  const { money } = unitsOf(scenario);
  const coins = alike(firstBest);
  const shut = cycles - spotCycles;
  return {
    id: 'efficiency',
    statement: 'Units end with those who value them most',
    verdict: efficientCycles === cycles ? 'holds' : 'fails',
    because: `Welfare is ${coins(welfare)} of ${coins(firstBest)} ${money}${firstBest > 0 ? `, ${percent(welfare / firstBest)} of the first best` : ''}; it is the first best in ${count(efficientCycles)} of ${counted(cycles, 'cycle')}.${shut === 0 ? '' : ` The spot market stayed shut in ${count(shut)}.`}`,
  };
};

/** Names of units come from files and may be anything. */
const unitsOf = ({ units }: Account['scenario']) => ({ money: plain(units.money), quantity: plain(units.quantity) });
