import { basename, dirname, resolve, sep } from 'node:path';
import { EVENTS_FILE } from '../log/runFiles.ts';

/** A name for each run, in the order of the paths: the last folders of its path, as many as tell all of them apart. */
export const runNames = (paths: readonly string[]): readonly string[] => {
  const parts = paths.map((path) => {
    const whole = resolve(path);
    return (basename(whole) === EVENTS_FILE ? dirname(whole) : whole).split(sep).filter((part) => part !== '');
  });
  const deepest = Math.max(...parts.map(({ length }) => length));
  for (let depth = 1; depth < deepest; depth++) {
    const names = parts.map((part) => part.slice(-depth).join('/'));
    if (new Set(names).size === names.length) return names;
  }
  return parts.map((part) => part.join('/'));
};
