import { writeFileSync } from 'node:fs';
import { jsonSchema, studyJsonSchema } from './jsonSchema.ts';

// Beside this file, so that the build puts them into dist and `tsx scenarios/writeSchema.ts` renews those in the repository.
const write = (name: string, schema: unknown): void =>
  writeFileSync(new URL(name, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
write('scenario.schema.json', jsonSchema());
write('study.schema.json', studyJsonSchema());
