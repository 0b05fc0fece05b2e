import { nodeSha256 } from '../log/nodeSha256.ts';
import { auditSome } from '../studies/audit/audit.ts';
import type { Fared } from '../studies/audit/statement.ts';

/** A thread's share of an audit; nothing but the call. */
export default ({ indices, seed }: { readonly indices: readonly number[]; readonly seed: string }): readonly Fared[] =>
  auditSome(indices, seed, nodeSha256);
