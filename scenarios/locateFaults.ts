import type { Fault } from './fault.ts';
import { type Problem, writePath } from './problem.ts';
import type { Source } from './source.ts';

/** The faults of a text and of what it says, with their places, in the order of the file. */
export function locateFaults(source: Source, problems: readonly Problem[], file: string): readonly Fault[] {
  const { brokenAt } = source;
  const unreadable = new Set(source.problems.filter(({ at }) => at !== 'key').map(({ path }) => writePath(path)));
  const placed = problems
    // What could not be read has its sentence already.
    .filter(({ path }) => path.length === 0 || !unreadable.has(writePath(path)))
    .map((problem) => ({ ...problem, place: source.locate(problem) }))
    .filter(({ place }) => brokenAt === null || (place.found && place.end < brokenAt));
  return [...source.problems, ...placed]
    .sort((a, b) => a.place.start - b.place.start)
    .map(({ path, message, place }) => ({ file, ...source.position(place.start), path: writePath(path), message }));
}
