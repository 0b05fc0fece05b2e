import type { EventKind } from '../domain/events.ts';
import type { ScenarioAgent } from '../domain/scenario.ts';
import type { Leaf } from './commitments.ts';
import type { PrivateField } from './privateFields.ts';
import type { Roster } from './shapes.ts';

/** Where a private field stands: the event that holds it says whose secret it is. */
export interface FieldPlace {
  readonly field: PrivateField;
  readonly event: {
    readonly kind: EventKind;
    readonly cycle: number;
    readonly agent?: string;
    readonly market?: 'forward' | 'spot';
  };
  readonly roster: Roster;
}

/**
 * The value of a private field with every leaf replaced by what `change` makes of it, all else and the order of keys as they
 * were. Leaves come in the order of the line. The value must have the shape of the field, but for its leaves, which may be
 * anything.
 */
export function mapLeaves(
  { field, event, roster }: FieldPlace,
  value: unknown,
  change: (leaf: Leaf, value: unknown) => unknown,
): unknown {
  const { cycle } = event;
  const named = (): number => {
    const agent = roster.get(event.agent ?? '');
    if (agent === undefined) throw new Error(`${event.kind}: no agent whose secret this is`);
    return agent;
  };
  switch (field.leaf) {
    case 'field':
      return change({ secret: field.secret, cycle, agent: 0 }, value);
    case 'agent':
      return change({ secret: field.secret, cycle, agent: named() }, value);
    case 'refusal': {
      const secret = event.market === 'forward' ? 'forward-refusal' : 'spot-refusal';
      return change({ secret, cycle, agent: named() }, value);
    }
    case 'each':
      return (value as readonly unknown[]).map((own, agent) => change({ secret: field.secret, cycle, agent }, own));
    case 'scenario': {
      const scenario = value as { readonly seed: unknown; readonly agents: readonly ScenarioAgent[] };
      return {
        ...scenario,
        seed: change({ secret: 'scenario.seed', cycle, agent: 0 }, scenario.seed),
        agents: scenario.agents.map((own, agent) => ({
          ...own,
          forward: change({ secret: 'forward-strategy', cycle, agent }, own.forward),
          spot: change({ secret: 'spot-strategy', cycle, agent }, own.spot),
        })),
      };
    }
    default:
      return field satisfies never;
  }
}
