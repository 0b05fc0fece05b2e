import { DEEPEST, readYaml } from './readYaml.ts';
import { refusedSource, type Source } from './source.ts';

/** Longer texts are refused. */
const LONGEST_TEXT = 64 * 2 ** 20;
/** The YAML parser keeps about 60 bytes for each character: a longer text must be JSON. */
const LONGEST_YAML = 16 * 2 ** 20;

/** The text of a scenario file, YAML 1.2 or JSON, as data. O(length). */
export function readSource(text: string): Source {
  if (text.length > LONGEST_TEXT)
    return refusedSource('expected at most 64 MB of text: move long columns to a CSV file');
  const binary = text.indexOf('\0');
  if (binary >= 0) return refusedSource('expected text, got binary data (a NUL byte)');
  const plain = readPlainJson(text);
  if (plain !== undefined) return plain;
  if (text.length > LONGEST_YAML) {
    return refusedSource('expected at most 16 MB of YAML: write JSON, or move long columns to a CSV file');
  }
  return readYaml(text);
}

/**
 * JSON is YAML, but 30 times faster read as what it is. Undefined for anything that is not JSON or repeats a key, which
 * `JSON.parse` would pass over; the YAML parser then says where. It also finds the places of faults, if there are any.
 */
function readPlainJson(text: string): Source | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (countKeys(value, DEEPEST) !== countWrittenKeys(text)) return undefined;
  let yaml: Source | null = null;
  const asYaml = (): Source => {
    yaml ??= text.length > LONGEST_YAML ? refusedSource('') : readYaml(text);
    return yaml;
  };
  return {
    value,
    problems: [],
    brokenAt: null,
    locate: (problem) => asYaml().locate(problem),
    position: (offset) => asYaml().position(offset),
  };
}

/** Keys in all mappings; NaN, which equals nothing, for a value nested too deeply to trust. */
function countKeys(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === 0) return Number.NaN;
  let keys = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const inner of Object.values(value)) keys += countKeys(inner, depth - 1);
  return keys;
}

/** Strings that a colon follows: in JSON, the keys. */
function countWrittenKeys(text: string): number {
  let keys = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)) if (colon !== undefined) keys += 1;
  return keys;
}
