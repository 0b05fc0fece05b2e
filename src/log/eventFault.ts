import { NEWEST } from './format.ts';
import { payloadFault } from './payloadFault.ts';
import { type Roster, shown } from './shapes.ts';

/**
 * Why `event` is none that this program writes, or null: the field and its fault, `payments[3]: expected a finite number, got NaN`.
 * `roster` is ignored for run-started, which defines it. Linear in the event's numbers.
 */
export function eventFault(event: Readonly<Record<string, unknown>>, roster: Roster): string | null {
  const { kind } = event as { readonly kind?: unknown };
  const fields = NEWEST.kinds.get(String(kind));
  if (fields === undefined) return `kind: ${shown(kind)} is unknown`;
  return payloadFault({ event, fields, sealed: false, roster });
}
