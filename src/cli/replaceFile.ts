import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { fileError } from '../log/fileError.ts';
import { writeAtOnce } from '../log/writeAtOnce.ts';
import { UserFault } from './failure.ts';

interface Place {
  readonly path: string;
  /** How a file begins that `force` may replace. */
  readonly mark: string;
  readonly force: boolean;
}

/** Refuses a place where something stands: without `force` anything, with it anything that does not begin with `mark`. */
export const checkPlace = ({ path, mark, force }: Place): void => {
  if (!existsSync(path)) return;
  if (!force)
    throw new UserFault([
      `forespot: ${path} is there already: choose another file by --out, or replace it with --force`,
    ]);
  if (!beginsWith(path, mark))
    throw new UserFault([
      `forespot: ${path} is something else, which --force does not replace: choose another file by --out`,
    ]);
};

/** Writes a text file at one stroke: a reader finds the old one, or none, or the new one. Throws a LogError or UserFault. */
export const replaceFile = (place: Place, text: string): void => {
  checkPlace(place);
  writeAtOnce(place.path, text);
};

const beginsWith = (path: string, mark: string): boolean => {
  try {
    if (!statSync(path).isFile()) return false;
    const file = openSync(path, 'r');
    try {
      const start = Buffer.alloc(Buffer.byteLength(mark));
      readSync(file, start);
      return start.toString() === mark;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw fileError(error, `replace ${path}`);
  }
};
