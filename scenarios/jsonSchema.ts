import { z } from 'zod';
import { scenarioSchema } from './schema.ts';
import { DESIGNS, designSchema, factorSchema, studySchema } from './studySchema.ts';

/** The JSON Schema (2020-12) of a scenario file, for editors: the fields and their bounds, not what one says about another. */
export function jsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-2020-12' });
  return { $schema, title: 'forespot scenario', ...rest };
}

/** The JSON Schema of a study file, which has that of a scenario in it. */
export function studyJsonSchema(): Record<string, unknown> {
  const { properties, ...rest } = bare(studySchema);
  const fields = properties as Readonly<Record<string, Record<string, unknown>>>;
  const path = { type: 'string', description: 'The path of a figure, such as run.efficiency.' };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'forespot study',
    ...rest,
    properties: {
      ...fields,
      scenario: { ...fields['scenario'], anyOf: [{ type: 'string' }, bare(scenarioSchema)] },
      factors: { ...fields['factors'], additionalProperties: bare(factorSchema) },
      design: { ...fields['design'], anyOf: [{ enum: DESIGNS }, bare(designSchema)] },
      outcomes: {
        ...fields['outcomes'],
        anyOf: [
          { type: 'array', items: path, minItems: 1 },
          { type: 'object', additionalProperties: path, minProperties: 1 },
        ],
      },
    },
  };
}

function bare(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  return rest;
}
