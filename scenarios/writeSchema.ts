import { writeFileSync } from 'node:fs';
import { jsonSchema } from './jsonSchema.ts';

// Beside this file, so that the build puts one into dist and `tsx scenarios/writeSchema.ts` renews the one in the repository.
writeFileSync(new URL('scenario.schema.json', import.meta.url), `${JSON.stringify(jsonSchema(), null, 2)}\n`);
