import type { MarketEvent } from '../domain/events.ts';
import { type Commitments, createCommitments } from './commitments.ts';
import { type Format, NEWEST } from './format.ts';
import type { Payload } from './payload.ts';
import { isOpen, type SealedLeaf } from './sealedLeaf.ts';
import type { Sha256 } from './sha256.ts';
import type { Roster } from './shapes.ts';

interface Context {
  readonly sha256: Sha256;
  readonly format: Format;
  readonly roster: Roster;
}

/** What every line of a run is written and read with; all of it follows from the first event. */
export interface RunContext extends Context {
  readonly audience: null;
  readonly commitments: Commitments;
}

/** The same of a redacted log. `audience`: the agents whose leaves are open, by index. */
export interface RedactedContext extends Context {
  readonly audience: ReadonlySet<number>;
}

export type LineContext = RunContext | RedactedContext;

/** The context of a run that starts with `started`. */
export function createRunContext(started: Started, sha256: Sha256, format: Format = NEWEST): RunContext {
  const roster = rosterOf(started.agents);
  return { sha256, format, roster, audience: null, commitments: createCommitments({ sha256, seed: started.seed }) };
}

type Started = Pick<Extract<MarketEvent, { kind: 'run-started' }>, 'agents' | 'seed'>;

/** The context of a redacted log, whose run-started, of the right shape, is `started`: for those whose strategies are open. */
export function createRedactedContext(started: Payload, sha256: Sha256, format: Format): RedactedContext {
  const { agents } = started['scenario'] as { readonly agents: readonly { readonly forward: SealedLeaf }[] };
  const audience = new Set([...agents.keys()].filter((i) => isOpen((agents[i] as (typeof agents)[number]).forward)));
  return { sha256, format, roster: rosterOf(started['agents'] as readonly string[]), audience };
}

const rosterOf = (agents: readonly string[]): Roster => new Map(agents.map((id, i) => [id, i]));
