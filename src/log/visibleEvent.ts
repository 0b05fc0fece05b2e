import type { Edit } from '../domain/edits.ts';
import type { EventKind, EventOf } from '../domain/events.ts';
import type { Scenario, ScenarioAgent, StrategyChoice } from '../domain/scenario.ts';
import { mapLeaves, ownerOf } from './mapLeaves.ts';
import type { Payload } from './payload.ts';
import type { PRIVATE_FIELDS } from './privateFields.ts';
import type { RedactedContext } from './runContext.ts';
import { isOpen, type SealedLeaf } from './sealedLeaf.ts';

type Private = typeof PRIVATE_FIELDS;

/** A scenario as a redacted log shows it: null for what is hidden. */
export interface VisibleScenario extends Omit<Scenario, 'seed' | 'agents'> {
  readonly seed: string | null;
  readonly agents: readonly (Omit<ScenarioAgent, 'forward' | 'spot'> & {
    readonly forward: StrategyChoice | null;
    readonly spot: StrategyChoice | null;
  })[];
}

type VisibleField<V, P> = P extends { leaf: 'each' }
  ? readonly (number | null)[]
  : P extends { leaf: 'scenario' }
    ? VisibleScenario
    : P extends { leaf: 'edits' }
      ? readonly { readonly path: string; readonly value: Edit['value'] | null }[]
      : V | null;

type PrivacyOf<K extends EventKind, F> = K extends keyof Private
  ? F extends keyof Private[K]
    ? Private[K][F]
    : null
  : null;

/** An event as a redacted log shows it: null for what is hidden. Every event of a full log is one, too. */
export type VisibleOf<K extends EventKind> = {
  readonly [F in keyof EventOf<K>]: PrivacyOf<K, F> extends null
    ? EventOf<K>[F]
    : VisibleField<EventOf<K>[F], PrivacyOf<K, F>>;
};
export type VisibleEvent = { readonly [K in EventKind]: VisibleOf<K> }[EventKind];

/** What a line of a redacted log, of the right shape, shows. */
export function visiblePart(event: Payload, { format, roster }: RedactedContext): Payload {
  const shown: Record<string, unknown> = { ...event };
  for (const { name, privacy } of format.kinds.get(event.kind) ?? []) {
    if (privacy === undefined) continue;
    shown[name] = mapLeaves({ field: privacy, event, roster }, event[name], (_, own) => {
      const leaf = own as SealedLeaf;
      return isOpen(leaf) ? leaf.value : null;
    });
  }
  return shown as Payload;
}

/** The leaf that is open and should not be, or the other way round, in a sentence; null if all are as the log's audience has it. */
export function audienceFault(event: Payload, { format, roster, audience }: RedactedContext): string | null {
  let wrong: string | null = null;
  for (const { name, privacy } of format.kinds.get(event.kind) ?? []) {
    if (privacy === undefined) continue;
    mapLeaves({ field: privacy, event, roster }, event[name], (leaf, own, at) => {
      const owner = ownerOf(leaf);
      const shouldBeOpen = owner !== null && audience.has(owner);
      if (isOpen(own as SealedLeaf) !== shouldBeOpen) {
        wrong ??= `${name}${at} is ${shouldBeOpen ? 'hidden' : 'open'}, unlike the rest of what this redacted log shows`;
      }
      return null;
    });
  }
  return wrong;
}
