import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileError } from '../log/fileError.ts';
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
  const path = resolve(place.path);
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    const file = openSync(draft, 'wx');
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    checkPlace(place);
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error instanceof UserFault ? error : fileError(error, `write ${place.path}`);
  }
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
