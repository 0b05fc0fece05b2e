import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ClaimedLeaf } from '../log/checkOpening.ts';
import { fileError } from '../log/fileError.ts';
import { UserFault } from './failure.ts';

const OPENING = z.object({
  seq: z.int().min(0),
  leaves: z.array(z.object({ field: z.string(), agent: z.string(), value: z.json(), salt: z.string() })).min(1),
});

/** Opened values of one event as `forespot open --json` prints them. Throws a UserFault or a LogError. */
export const readOpening = (path: string): { readonly seq: number; readonly leaves: readonly ClaimedLeaf[] } => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw fileError(error, `read ${path}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserFault([`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const read = OPENING.safeParse(value);
  if (read.success) return read.data;
  throw new UserFault([
    `${path} holds no opened values, as forespot open --json prints them:`,
    ...read.error.issues.map(({ path: at, message }) => `  ${at.length === 0 ? 'the file' : at.join('.')}: ${message}`),
  ]);
};
