import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jsonSchema, studyJsonSchema } from '../../scenarios/jsonSchema.ts';

const DESCRIPTION = 'description';

type Json = Readonly<Record<string, unknown>>;

/** Every field of every mapping in a schema, with the path to it. */
function fields(schema: unknown, path = ''): readonly (readonly [string, Json])[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((inner) => fields(inner, path));
  const { properties, ...rest } = schema as Json;
  const own = Object.entries((properties ?? {}) as Record<string, Json>);
  return [
    ...own.map(([key, field]) => [`${path}.${key}`, field] as const),
    ...own.flatMap(([key, field]) => fields(field, `${path}.${key}`)),
    ...Object.values(rest).flatMap((inner) => fields(inner, path)),
  ];
}

describe('the JSON Schema', () => {
  it('is the one in the repository: run `npx tsx scenarios/writeSchema.ts` if it is not', () => {
    const committed = readFileSync(new URL('../../scenarios/scenario.schema.json', import.meta.url), 'utf8');
    expect(committed).toBe(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
  });

  it('is of draft 2020-12 and has a title', () => {
    expect(jsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'forespot scenario',
      type: 'object',
      required: ['name', 'agents'],
      additionalProperties: false,
    });
  });

  it('describes every field', () => {
    const all = fields(jsonSchema());
    expect(all.length).toBeGreaterThan(60);
    expect(all.filter(([, field]) => !field[DESCRIPTION]).map(([path]) => path)).toEqual([]);
  });

  it('admits a fraction wherever it admits a number with bounds', () => {
    const supply = fields(jsonSchema()).find(([path]) => path === '.supply')?.[1];
    expect(supply).toMatchObject({
      anyOf: [
        { type: 'number', exclusiveMinimum: 0 },
        { type: 'string', pattern: '^[+-]?\\d+(\\.\\d+)?\\s*\\/\\s*\\d+(\\.\\d+)?$' },
      ],
    });
  });
});

describe('the JSON Schema of studies', () => {
  it('is the one in the repository: run `npx tsx scenarios/writeSchema.ts` if it is not', () => {
    const committed = readFileSync(new URL('../../scenarios/study.schema.json', import.meta.url), 'utf8');
    expect(committed).toBe(`${JSON.stringify(studyJsonSchema(), null, 2)}\n`);
  });

  it('knows the keys of a study, of a factor and of the scenario in it, each with a description', () => {
    const { title, properties, required } = studyJsonSchema() as Readonly<Record<string, never>>;
    expect({ title, required }).toEqual({ title: 'forespot study', required: ['name', 'scenario', 'outcomes'] });
    expect(properties).toMatchObject({
      scenario: { anyOf: [{ type: 'string' }, { properties: { agents: expect.anything() } }] },
      factors: { additionalProperties: { properties: { field: expect.anything(), levels: expect.anything() } } },
      design: { anyOf: [{ enum: ['grid', 'random', 'latin-hypercube', 'sobol'] }, expect.anything()] },
    });
    for (const [key, field] of fields(studyJsonSchema()))
      expect([key, field]).toEqual([key, expect.objectContaining({ [DESCRIPTION]: expect.any(String) })]);
  });
});
