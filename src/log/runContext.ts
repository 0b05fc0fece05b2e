import type { EventOf } from '../domain/events.ts';
import { type Commitments, createCommitments } from './commitments.ts';
import type { Sha256 } from './sha256.ts';
import type { Roster } from './shapes.ts';

/** What every line of a run is written and read with; all of it follows from the first event. */
export interface RunContext {
  readonly sha256: Sha256;
  readonly roster: Roster;
  readonly commitments: Commitments;
}

/** The context of a run that starts with `started`. */
export function createRunContext(started: EventOf<'run-started'>, sha256: Sha256): RunContext {
  return {
    sha256,
    roster: new Map(started.agents.map((id, i) => [id, i])),
    commitments: createCommitments({ sha256, seed: started.seed }),
  };
}
