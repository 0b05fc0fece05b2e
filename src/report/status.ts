import type { Fork } from '../domain/edits.ts';
import type { Difference } from '../engine/difference.ts';

/** What verifying and replaying a log found when the report was written. */
export interface LogStatus {
  readonly events: number;
  /** Hash of the last event; null where the log is broken. */
  readonly head: string | null;
  readonly complete: boolean;
  /** Where the log stops being whole, and why; null if it does not. */
  readonly broken: string | null;
  /** `redacted for a1`; null for a full log, the only one that can be replayed. */
  readonly redaction: string | null;
  readonly replay: { readonly stateHash: string; readonly firstDifference: Difference | null } | null;
}

/** What the first event of a log says of its run, and the forks that it went through. */
export interface Origin {
  /** Null where it is hidden. */
  readonly seed: string | null;
  /** Of the program that wrote the log. */
  readonly version: string;
  readonly forks: readonly {
    readonly parent: Fork['parent'];
    readonly cycle: number;
    readonly edits: readonly { readonly path: string; readonly value: unknown }[];
  }[];
}
