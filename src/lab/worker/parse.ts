import { parseScenario } from '../../../scenarios/parseScenario.ts';
import type { Parsed, Questions } from './questions.ts';

/** A scenario's text, read as the command line reads a file, but for columns of other files. */
export const parse = ({ text, file }: Questions['parse']['ask']): Parsed => parseScenario(text, { file, readColumn });

const readColumn = (file: string) => ({
  error: `${file} is beside the scenario, where a page cannot read it: write the values into the file, or use the command line`,
});
