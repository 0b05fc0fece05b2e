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

interface AuditCase {
  readonly scenario: Scenario;
  readonly draw: () => number;
}

type Hash = (text: string) => string;

/** Case number `index` of an audit: the paper's own economies first, then random ones. */
const auditCase = (index: number, seed: string, hash: Hash): AuditCase => {
  const own = paperCases[index];
  const draw = streamsOf(hash, [seed, 'audit', 'checks'])(index);
  if (own !== undefined) return { scenario: own, draw };
  const chance = streamsOf(hash, [seed, 'audit', 'economy'])(index);
  return { scenario: randomScenario(chance, `audit-${seed}-${index}`), draw };
};

export const auditCases = (economies: number): number => paperCases.length + economies;

/** Margins of all statements on some of the cases; a worker's share of an audit. */
export const auditSome = (indices: readonly number[], seed: string, hash: Hash): readonly Fared[] => {
  const fared = statements.map(() => nothingYet);
  for (const index of indices) {
    statements.forEach((statement, s) => {
      const { scenario, draw } = auditCase(index, seed, hash);
      fared[s] = withMargin(fared[s] as Fared, statement.margin(scenario, draw), index);
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
    const margin = statement.margin(scenario, auditCase(index, seed, hash).draw);
    return margin !== null && margin < -TOLERANCE;
  };
  const { scenario } = auditCase(index, seed, hash);
  const name = statement.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return { ...shrink(scenario, fails), name, about: `A witness against: ${statement.name}.`, seed: name };
};
