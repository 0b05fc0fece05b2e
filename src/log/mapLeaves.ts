import type { Edit } from '../domain/edits.ts';
import type { ScenarioAgent } from '../domain/scenario.ts';
import type { Leaf } from './commitments.ts';
import type { Payload } from './payload.ts';
import { type PrivateField, secretOfEdit } from './privateFields.ts';
import type { Roster } from './shapes.ts';

/** Where a private field stands: the event that holds it says whose secret it is. */
export interface FieldPlace {
  readonly field: PrivateField;
  readonly event: Payload;
  readonly roster: Roster;
}

/**
 * The value of a private field with every leaf replaced by what `change` makes of it, all else and the order of keys as they
 * were. Leaves come in the order of the line; `at` says where in the field, as in `types[0]` or `scenario.seed` without the first
 * word. The value must have the shape of the field, but for its leaves, which may be anything.
 */
export function mapLeaves(
  { field, event, roster }: FieldPlace,
  value: unknown,
  change: (leaf: Leaf, value: unknown, at: string) => unknown,
): unknown {
  const { cycle } = event;
  const named = (): number => {
    const agent = roster.get(String(event['agent']));
    if (agent === undefined) throw new Error(`${event.kind}: no agent whose secret this is`);
    return agent;
  };
  switch (field.leaf) {
    case 'field':
      return change({ secret: field.secret, cycle, agent: 0 }, value, '');
    case 'agent':
      return change({ secret: field.secret, cycle, agent: named() }, value, '');
    case 'refusal': {
      const secret = event['market'] === 'forward' ? 'forward-refusal' : 'spot-refusal';
      return change({ secret, cycle, agent: named() }, value, '');
    }
    case 'each':
      return (value as readonly unknown[]).map((own, agent) =>
        change({ secret: field.secret, cycle, agent }, own, `[${agent}]`),
      );
    case 'scenario': {
      const scenario = value as { readonly seed: unknown; readonly agents: readonly ScenarioAgent[] };
      return {
        ...scenario,
        seed: change({ secret: 'scenario.seed', cycle, agent: 0 }, scenario.seed, '.seed'),
        agents: scenario.agents.map((own, agent) => ({
          ...own,
          forward: change({ secret: 'forward-strategy', cycle, agent }, own.forward, `.agents[${agent}].forward`),
          spot: change({ secret: 'spot-strategy', cycle, agent }, own.spot, `.agents[${agent}].spot`),
        })),
      };
    }
    case 'edits':
      return (value as readonly Edit[]).map((edit, j) => {
        const owned = secretOfEdit(edit.path);
        if (owned === null) return edit;
        const agent = roster.get(owned.agent);
        if (agent === undefined) throw new Error(`${event.kind}: no agent whose secret this is`);
        return { ...edit, value: change({ secret: owned.secret, cycle, agent }, edit.value, `[${j}].value`) };
      });
    default:
      return field satisfies never;
  }
}

/** The agent whose secret a leaf is, by its index; null for the operator's. */
export const ownerOf = ({ secret, agent }: Leaf): number | null =>
  secret === 'seed' || secret === 'scenario.seed' ? null : agent;
