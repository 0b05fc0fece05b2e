import { z } from 'zod';
import { scenarioSchema } from './schema.ts';

/** The JSON Schema (2020-12) of a scenario file, for editors: the fields and their bounds, not what one says about another. */
export function jsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-2020-12' });
  return { $schema, title: 'forespot scenario', ...rest };
}
