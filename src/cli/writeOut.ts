import { once } from 'node:events';

/** Writes to stdout and waits while whoever reads it is slower than we are. */
export const writeOut = async (text: string): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
};
