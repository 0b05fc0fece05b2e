import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileError } from '../log/fileError.ts';
import { UserFault } from './failure.ts';

/**
 * Fills a folder at one stroke: `fill` is given the path of a draft beside it, which takes its place. What stands there is refused
 * without `force`; with it, only a folder that holds `mark`, as `fill` leaves it, or nothing at all, is replaced.
 */
export const replaceFolder = async <T>(
  { folder, mark, force }: { readonly folder: string; readonly mark: string; readonly force: boolean },
  fill: (draft: string) => Promise<T>,
): Promise<T> => {
  checkPlace(folder, mark, force);
  const place = resolve(folder);
  const [draft, old] = ['tmp', 'old'].map((end) =>
    join(dirname(place), `.${basename(place)}.${process.pid}.${end}`),
  ) as [string, string];
  try {
    const result = await fill(draft);
    checkPlace(folder, mark, force);
    try {
      if (existsSync(place)) renameSync(place, old);
      renameSync(draft, place);
    } catch (error) {
      if (existsSync(old) && !existsSync(place)) renameSync(old, place);
      throw fileError(error, `write ${folder}`);
    }
    return result;
  } finally {
    rmSync(draft, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
};

const checkPlace = (folder: string, mark: string, force: boolean): void => {
  if (!existsSync(folder)) return;
  if (!force)
    throw new UserFault([
      `forespot: ${folder} is there already: choose another folder by --out, or replace it with --force`,
    ]);
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    throw fileError(error, `replace ${folder}`);
  }
  if (names.length > 0 && !names.includes(mark)) {
    throw new UserFault([
      `forespot: ${folder} holds something else, which --force does not replace: choose another folder by --out`,
    ]);
  }
};
