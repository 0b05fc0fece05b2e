import type { Edit } from '../domain/edits.ts';
import type { Scenario } from '../domain/scenario.ts';
import { type EditTarget, editTarget } from '../engine/edits.ts';
import { amountsLike } from './format.ts';
import { quantityScale } from './quantityScale.ts';

/** An edit as a person reads it; of a rule or strategy its kind and what it takes. */
export const describeEdit = ({ path, value }: Edit, scenario: Scenario): string =>
  `${path} = ${valueIn(editTarget(path)?.kind, value, scenario)}`;

const valueIn = (kind: EditTarget['kind'] | undefined, value: unknown, scenario: Scenario): string => {
  const unit = amountsLike(quantityScale(scenario));
  const price = amountsLike(scenario.agents[0]?.type.max ?? 1);
  switch (kind) {
    case 'demand':
      return unit(value as number);
    case 'endowments':
      return (value as readonly number[]).map(unit).join(', ');
    case 'type':
    case 'report':
      return price(value as number);
    default:
      return typeof value === 'object' && value !== null ? parts(value) : String(value);
  }
};

const parts = (value: object): string => {
  const [first, ...rest] = Object.entries(value);
  const named = rest.map(([key, part]) => `${key} ${String(part)}`);
  return `${String(first?.[1])}${named.length === 0 ? '' : ` (${named.join(', ')})`}`;
};
