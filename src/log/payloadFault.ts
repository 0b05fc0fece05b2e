import type { FieldPlan } from './format.ts';
import * as is from './shapes.ts';

/** Why `event` does not hold these fields, or null. `sealed` for a line of a redacted log. See eventFault for the rest. */
export function payloadFault(args: {
  readonly event: Readonly<Record<string, unknown>>;
  readonly fields: readonly FieldPlan[];
  readonly sealed: boolean;
  readonly roster: is.Roster;
}): string | null {
  const { event, fields, sealed, roster } = args;
  const wrongCycle = is.count(event['cycle'], roster);
  if (wrongCycle !== null) return `cycle${wrongCycle}`;
  for (const plan of fields) {
    const wrong = (sealed ? plan.sealed : plan.shape)(event[plan.name], roster);
    if (wrong !== null) return `${plan.name}${wrong}`;
  }
  const keys = Object.keys(event);
  if (keys.length !== fields.length + 2) {
    const extra = keys.find((key) => key !== 'kind' && key !== 'cycle' && !fields.some(({ name }) => name === key));
    return `${is.shown(extra)}: this program knows no such field`;
  }
  return event['kind'] === 'run-started' ? startFault(event) : null;
}

function startFault(event: Readonly<Record<string, unknown>>): string | null {
  if (event['cycle'] !== 0) return `cycle: expected 0, got ${String(event['cycle'])}`;
  const { agents } = event['scenario'] as { readonly agents: readonly { readonly id: string }[] };
  const ids = event['agents'] as readonly string[];
  const same = agents.length === ids.length && agents.every(({ id }, i) => id === ids[i]);
  return same ? null : 'agents: expected the ids of the scenario’s agents, in their order';
}
