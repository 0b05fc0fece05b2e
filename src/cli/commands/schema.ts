import { jsonSchema } from '../../../scenarios/jsonSchema.ts';
import { EXIT } from '../failure.ts';
import { printJson } from '../format.ts';

export const schemaCommand = (): number => {
  printJson(jsonSchema());
  return EXIT.done;
};
