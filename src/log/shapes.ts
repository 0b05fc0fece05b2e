/** Agent ids of a run with their places in every per-agent array. */
export type Roster = ReadonlyMap<string, number>;

/**
 * What a value must look like: null, or where and how it fails, to be put behind the value's own name
 * (`[3]: expected a finite number, got NaN`). Encoder and decoder share these, so nothing is written that cannot be read.
 */
export type Shape = (value: unknown, roster: Roster) => string | null;

/** Deeper than any scenario, shallow enough for every recursion. */
const DEEPEST = 32;

export const text: Shape = (value) => (typeof value === 'string' ? null : fault('a text', value));

export const number: Shape = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? null : fault('a finite number', value);

/** A whole number from 0. */
export const count: Shape = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? null : fault('a whole number from 0', value);

export const flag: Shape = (value) => (typeof value === 'boolean' ? null : fault('true or false', value));

/** 64 lower-case hexadecimal digits. */
export const digest: Shape = (value) =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value) ? null : fault('64 hexadecimal digits', value);

export const agentId: Shape = (value, roster) =>
  typeof value === 'string' && roster.has(value) ? null : fault('the id of an agent of this run', value);

/** One finite number an agent. */
export const perAgent: Shape = (value, roster) => {
  if (!Array.isArray(value) || value.length !== roster.size) {
    return fault(`${roster.size} numbers, one an agent`, value);
  }
  for (let i = 0; i < value.length; i++) if (!Number.isFinite(value[i])) return `[${i}]${number(value[i], roster)}`;
  return null;
};

/** One item an agent. */
export function eachAgent(shape: Shape): Shape {
  const items = listOf(shape);
  return (value, roster) =>
    Array.isArray(value) && value.length !== roster.size
      ? fault(`${roster.size} items, one an agent`, value)
      : items(value, roster);
}

/** At least one id, none twice. */
export const ids: Shape = (value, roster) => {
  if (!Array.isArray(value) || value.length === 0) return fault('a list of agent ids', value);
  const seen = new Set<unknown>();
  for (const [i, id] of value.entries()) {
    const wrong = text(id, roster);
    if (wrong !== null) return `[${i}]${wrong}`;
    if (seen.has(id)) return `[${i}]: ${JSON.stringify(id)} stands twice`;
    seen.add(id);
  }
  return null;
};

export function oneOf(...words: readonly string[]): Shape {
  return (value) => (words.some((word) => word === value) ? null : fault(words.join(' or '), value));
}

export function orNull(shape: Shape): Shape {
  return (value, roster) => (value === null ? null : shape(value, roster));
}

export function listOf(shape: Shape): Shape {
  return (value, roster) => {
    if (!Array.isArray(value)) return fault('a list', value);
    for (const [i, item] of value.entries()) {
      const wrong = shape(item, roster);
      if (wrong !== null) return `[${i}]${wrong}`;
    }
    return null;
  };
}

/** An object with at least these fields; whatever else it holds must survive JSON. */
export function record(fields: Readonly<Record<string, Shape>>): Shape {
  return (value, roster) => {
    if (!isPlainObject(value)) return fault('an object', value);
    for (const name of Object.keys(fields)) {
      const wrong = fields[name]?.(value[name], roster) ?? null;
      if (wrong !== null) return `.${name}${wrong}`;
    }
    return survivesJson(value, 0);
  };
}

/** Refuses whatever JSON would drop or bend in silence: NaN, Infinity, undefined, dates, typed arrays, maps, functions. */
function survivesJson(value: unknown, depth: number): string | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? null : fault('a finite number', value);
  if (depth > DEEPEST) return fault(`no more than ${DEEPEST} levels`, value);
  if (Array.isArray(value)) {
    // Not `for of` over entries: a hole in a sparse array must be seen as undefined.
    for (let i = 0; i < value.length; i++) {
      const wrong = survivesJson(value[i], depth + 1);
      if (wrong !== null) return `[${i}]${wrong}`;
    }
    return null;
  }
  if (!isPlainObject(value)) return fault('a text, number, list or object', value);
  for (const key of Object.keys(value)) {
    const wrong = survivesJson(value[key], depth + 1);
    if (wrong !== null) return `.${key}${wrong}`;
  }
  return null;
}

/** An object as JSON makes them: no array, no instance of a class. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function fault(expected: string, value: unknown): string {
  return `: expected ${expected}, got ${shown(value)}`;
}

/** A value in a sentence: short, whatever it is. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isPlainObject(value)) return 'an object';
  if (typeof value === 'object' && value !== null) return `a ${value.constructor?.name ?? 'strange object'}`;
  if (typeof value === 'function') return 'a function';
  return String(value);
}
