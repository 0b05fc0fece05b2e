import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import schema from '../../../scenarios/scenario.schema.json' with { type: 'json' };
import { schemaPath } from './schemaPath.ts';

/** A JSON Schema, as far as completion reads it. */
interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
}

/** What the schema allows at a path: a schema and all that it may stand for. Lists stand for their entries. */
const alternatives = (node: Schema): readonly Schema[] => [
  node,
  ...[
    ...(node.anyOf ?? []),
    ...(node.oneOf ?? []),
    ...(node.allOf ?? []),
    ...(node.items === undefined ? [] : [node.items]),
  ].flatMap(alternatives),
];

const at = (path: readonly string[]): readonly Schema[] =>
  path.reduce<readonly Schema[]>(
    (nodes, key) =>
      nodes.flatMap(({ properties }) => (properties?.[key] === undefined ? [] : alternatives(properties[key]))),
    alternatives(schema as Schema),
  );

/** Keys and values that the schema of scenario files knows at the cursor. */
export const schemaCompletions = (context: CompletionContext): CompletionResult | null => {
  const word = context.matchBefore(/[\w-]*/);
  if (word === null || (word.from === word.to && !context.explicit)) return null;
  const { path, key } = schemaPath(context.state.sliceDoc(0, word.from));
  const options = key === null ? keysAt(path) : valuesAt([...path, key]);
  return options.length === 0 ? null : { from: word.from, options, validFor: /^[\w-]*$/ };
};

export const keysAt = (path: readonly string[]): readonly Completion[] => {
  const known = new Map<string, Schema>();
  for (const { properties } of at(path))
    for (const [key, value] of Object.entries(properties ?? {})) if (!known.has(key)) known.set(key, value);
  return [...known].map(([label, { description, default: value }]) => ({
    label,
    apply: `${label}: `,
    type: 'property',
    ...(description === undefined ? {} : { info: description }),
    ...(value === undefined ? {} : { detail: `default ${JSON.stringify(value)}` }),
  }));
};

export const valuesAt = (path: readonly string[]): readonly Completion[] => {
  const values = at(path).flatMap((node) => [...(node.enum ?? []), ...(node.const === undefined ? [] : [node.const])]);
  const labels = [
    ...new Set(values.filter((value) => typeof value === 'string' || typeof value === 'boolean').map(String)),
  ];
  return labels.map((label) => ({ label, type: 'constant' }));
};
