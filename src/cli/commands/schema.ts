import { jsonSchema, studyJsonSchema } from '../../../scenarios/jsonSchema.ts';
import { EXIT } from '../failure.ts';
import { printJson } from '../format.ts';

export const schemaCommand = (file: 'scenario' | 'study'): number => {
  printJson(file === 'study' ? studyJsonSchema() : jsonSchema());
  return EXIT.done;
};
