import type { PerAgent } from './economy.ts';
import type { ForwardRule, Scenario, SpotRule, StrategyChoice } from './scenario.ts';

/**
 * What a fork makes otherwise. Of one cycle, the one in which the fork stands: `demands.ID`, `reports.ID` and `types.ID` (a
 * number), `endowments` (one an agent) and `state` (its id). From the fork on: `forward` and `spot` (a whole rule),
 * `agents.ID.forward` and `agents.ID.spot` (a strategy), `cycles`, `discount` and `carry`.
 */
export interface Edit {
  readonly path: string;
  readonly value: number | PerAgent | Scenario['carry'] | string | ForwardRule | SpotRule | StrategyChoice;
}

/** A fork of a run; `parent` is the hash of the last event of the log that it was forked from. */
export interface Fork {
  readonly parent: string;
  readonly edits: readonly Edit[];
}

/** With where it stands: how many events of the run come before it, measures not counted, other forks counted. */
export interface PlacedFork extends Fork {
  readonly place: number;
}
