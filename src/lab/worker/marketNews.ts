import type { PlacedFork } from '../../domain/edits.ts';
import type { EventOf, MarketEvent } from '../../domain/events.ts';
import type { Scenario } from '../../domain/scenario.ts';
import type { Detail } from '../../engine/commands.ts';

/** What the page asks the worker of runs to do. A new task ends the one before. */
export type MarketTask =
  | { readonly kind: 'play'; readonly scenario: Scenario }
  | { readonly kind: 'read'; readonly file: File }
  /** Plays a run again with one fork more than it had. */
  | {
      readonly kind: 'branch';
      readonly scenario: Scenario;
      readonly detail: Detail;
      readonly forks: readonly PlacedFork[];
      /** `PATH=VALUE`, as `forespot fork --set` takes it. */
      readonly set: string;
      /** Events of the run before the fork, measures not counted. */
      readonly place: number;
    }
  /** Follows a run that is being written, by server-sent events. */
  | { readonly kind: 'follow'; readonly address: string };

export type Measured = EventOf<'cycle-measured'>;

/** How a run or log came out. `no`: the answer is that it is not what it should be. */
export interface Verdict {
  readonly good: boolean;
  readonly text: string;
  readonly stateHash: string | null;
}

/** What the worker of runs tells the page. */
export type MarketNews =
  | { readonly kind: 'events'; readonly events: readonly MarketEvent[]; readonly measures: readonly Measured[] }
  /** A run that was followed began anew. */
  | { readonly kind: 'cleared' }
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'ended'; readonly verdict: Verdict };
