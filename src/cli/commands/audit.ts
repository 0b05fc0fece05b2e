import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Piscina } from 'piscina';
import { stringify } from 'yaml';
import { nodeSha256 } from '../../log/nodeSha256.ts';
import { type AuditRow, auditCases, auditRows } from '../../studies/audit/audit.ts';
import type { Fared } from '../../studies/audit/statement.ts';
import auditShare from '../auditWorker.ts';
import { auditPage, describeAudit } from '../describeAudit.ts';
import { EXIT, UserFault } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { progressOf } from '../progress.ts';

interface AuditOptions {
  readonly economies: number;
  readonly seed: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly markdown?: boolean;
}

export const auditCommand = async ({ economies, seed, out, json, markdown }: AuditOptions): Promise<number> => {
  const folder = out ?? join('runs', `audit-${seed.replace(/[^\p{L}\p{N}_-]+/gu, '_')}`);
  const rows = auditRows(await shares(auditCases(economies), seed), seed, nodeSha256);
  if (markdown === true) print(auditPage(rows));
  else {
    const saved = saveWitnesses(rows, folder);
    if (json === true) printJson(rows);
    else print(describeAudit(rows, saved));
  }
  // A statement of the paper that fails is a finding; one of ours that fails is a 'no'.
  const ours = rows.filter(({ corrected }) => corrected);
  return ours.every(({ verdict }) => verdict === 'holds corrected') ? EXIT.done : EXIT.no;
};

/** All cases, one a task, on every core. Under a TypeScript loader threads cannot start, so the cases are taken in turn. */
const shares = async (cases: number, seed: string): Promise<readonly (readonly Fared[])[]> => {
  const indices = Array.from({ length: cases }, (_, index) => index);
  const progress = progressOf(cases, 'economies');
  let done = 0;
  const tick = <T>(share: T): T => {
    progress.at(++done);
    return share;
  };
  const url = new URL('../auditWorker.js', import.meta.url);
  try {
    if (import.meta.url.endsWith('.ts')) return indices.map((index) => tick(auditShare({ indices: [index], seed })));
    const pool = new Piscina({ filename: url.href, maxThreads: availableParallelism() });
    try {
      return await Promise.all(
        indices.map(async (index) => tick((await pool.run({ indices: [index], seed })) as readonly Fared[])),
      );
    } finally {
      await pool.destroy();
    }
  } finally {
    progress.stop();
  }
};

const saveWitnesses = (rows: readonly AuditRow[], folder: string): ReadonlyMap<string, string> => {
  const saved = new Map<string, string>();
  try {
    for (const { statement, witness } of rows) {
      if (witness === null) continue;
      mkdirSync(folder, { recursive: true });
      const path = join(folder, `${witness.name}.yaml`);
      writeFileSync(path, stringify(witness));
      saved.set(statement, path);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserFault([`forespot: the witnesses cannot be saved in ${folder}: ${reason}`]);
  }
  return saved;
};
