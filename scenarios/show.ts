import { FRACTION } from './toNumber.ts';

const LONGEST = 60;

/** A value as a message shows it: about 60 characters at most, numbers and fractions as YAML writes them. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'number') return showNumber(value);
  if (typeof value === 'string') return showText(value);
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object') {
    const keys = Object.keys(value);
    return keys.length === 0 ? 'an empty mapping' : `a mapping with ${shorten(keys.join(', '))}`;
  }
  return String(value);
}

function showText(text: string): string {
  if (FRACTION.test(text) && text.length <= LONGEST) return text;
  const quoted = JSON.stringify(text.slice(0, LONGEST));
  return text.length > LONGEST ? `${quoted.slice(0, -1)}…"` : quoted;
}

function showNumber(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return String(value);
}

/** A computed number without the dust of its last digits: 0.1 + 0.2 reads 0.3. */
export function showSum(value: number): string {
  return show(Number(value.toPrecision(12)));
}

/** 7438 as `7,438`. */
export function showCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `a, b or c`, or with another last word. */
export function listWords(words: readonly string[], last = 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

function shorten(text: string): string {
  // Keys come from the file: a line break in one must not break the message.
  const line = text.replace(/\p{Cc}/gu, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
