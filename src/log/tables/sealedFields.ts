import { PRIVATE_FIELDS, type PrivateField } from '../privateFields.ts';
import { FIELDS } from './relations.ts';

/**
 * How the fields are read of a redacted log, where an object stands for every secret: what `value` holds if it is open, else null.
 * `structure` is that of the line; `read` makes the fields of FIELDS of it, by name, in SQL.
 */
export const SEALED: {
  readonly structure: Readonly<Record<string, unknown>>;
  readonly read: Readonly<Record<string, string>>;
} = (() => {
  const structure: Record<string, unknown> = { ...FIELDS };
  const read: Record<string, string> = {};
  for (const [name, { leaf }] of Object.values(PRIVATE_FIELDS).flatMap((fields) =>
    Object.entries<PrivateField>(fields),
  )) {
    if (!(name in FIELDS)) continue;
    switch (leaf) {
      case 'each':
        structure[name] = [{ value: 'DOUBLE' }];
        read[name] = `[leaf.value for leaf in ${name}]`;
        break;
      case 'refusal':
        // A market that did not open has a reason, too, and that is no secret.
        structure[name] = 'JSON';
        read[name] = `if(json_type(${name}) = 'OBJECT', ${name}->>'$.value', ${name}->>'$')`;
        break;
      case 'field':
      case 'agent':
        structure[name] = { value: 'VARCHAR' };
        read[name] = `${name}.value`;
        break;
      case 'scenario':
      case 'edits':
        // The table of agents looks for a strategy in both places; edits are shown as they stand.
        break;
      default:
        leaf satisfies never;
    }
  }
  return { structure, read };
})();
