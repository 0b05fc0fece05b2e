import type { Scenario } from '../../domain/scenario.ts';
import { streamsOf } from '../../engine/random.ts';
import { paperCases } from './paperCases.ts';
import { randomScenario } from './randomScenario.ts';
import { shrink } from './shrink.ts';
import { type Fared, joined, nothingYet, type Statement, TOLERANCE, withMargin } from './statement.ts';
import { statements } from './statements.ts';

/** How a statement of the paper fared, as `forespot audit --json` prints it. */
export interface AuditRow {
  readonly statement: string;
  readonly claim: string;
  readonly verdict: 'holds' | 'fails' | 'holds corrected';
  readonly economies: number;
  readonly failures: number;
  /** Smallest margin over the economies, a share of the market's scale; negative where the statement fails. */
  readonly worst: number;
  /** For a failure: the smallest economy found that shows it. */
  readonly witness: Scenario | null;
  readonly correction: string | null;
  /** A statement of ours that mends one of the paper's. */
  readonly corrected: boolean;
}

type Hash = (text: string) => string;

/** The economy of case number `index`: the paper's own first, then random ones. */
const caseEconomy = (index: number, seed: string, hash: Hash): Scenario =>
  paperCases[index] ?? randomScenario(streamsOf(hash, [seed, 'audit', 'economy'])(index), `audit-${seed}-${index}`);

/** The economies on which statements are checked in a case, each kind made once. */
const caseEconomies = (index: number, seed: string, hash: Hash): ((statement: Statement) => Scenario | null) => {
  const own = caseEconomy(index, seed, hash);
  const made = new Map<string, Scenario | null>();
  return ({ kind }) => {
    if (kind === undefined) return own;
    const scenario = made.get(kind.name) ?? kind.make(own, streamsOf(hash, [seed, 'audit', kind.name])(index));
    made.set(kind.name, scenario);
    return scenario;
  };
};

/** A statement's chance in a case: the same each time that it is asked for. */
const checks = (index: number, seed: string, hash: Hash): (() => number) =>
  streamsOf(hash, [seed, 'audit', 'checks'])(index);

export const auditCases = (economies: number): number => paperCases.length + economies;

/** Margins of all statements on some of the cases; a worker's share of an audit. */
export const auditSome = (indices: readonly number[], seed: string, hash: Hash): readonly Fared[] => {
  const fared = statements.map(() => nothingYet);
  for (const index of indices) {
    const economyFor = caseEconomies(index, seed, hash);
    statements.forEach((statement, s) => {
      const scenario = economyFor(statement);
      if (scenario === null) return;
      const margin = statement.margin(scenario, checks(index, seed, hash));
      fared[s] = withMargin(fared[s] as Fared, margin, index);
    });
  }
  return fared;
};

/** Joins the shares of the workers and shrinks a witness for every failure. */
export const auditRows = (shares: readonly (readonly Fared[])[], seed: string, hash: Hash): readonly AuditRow[] =>
  statements.map((statement, s) => {
    const { economies, failures, worst, worstAt } = shares.reduce(
      (all, share) => joined(all, share[s] as Fared),
      nothingYet,
    );
    const fails = failures > 0;
    return {
      statement: statement.name,
      claim: statement.claim,
      verdict: fails ? 'fails' : statement.corrected === true ? 'holds corrected' : 'holds',
      economies,
      failures,
      worst,
      witness: fails && worstAt !== null ? witnessFor(statement, worstAt, seed, hash) : null,
      correction: (fails ? statement.correction : undefined) ?? null,
      corrected: statement.corrected === true,
    };
  });

const witnessFor = (statement: Statement, index: number, seed: string, hash: Hash): Scenario => {
  const fails = (scenario: Scenario): boolean => {
    const margin = statement.margin(scenario, checks(index, seed, hash));
    return margin !== null && margin < -TOLERANCE;
  };
  const scenario = caseEconomies(index, seed, hash)(statement) as Scenario;
  const name = statement.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return { ...shrink(scenario, fails), name, about: `A witness against: ${statement.name}.`, seed: name };
};
