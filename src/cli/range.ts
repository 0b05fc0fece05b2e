import { toNumber } from '../../scenarios/toNumber.ts';
import { UserFault } from './failure.ts';

export interface Range {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const SHAPE = 'PATH=FROM..TO:COUNT, such as agents.a1.maxDemand=0.05..2/3:40';

/** Reads `--vary agents.a1.maxDemand=0.05..2/3:40`. Throws a UserFault that says what to write instead. */
export const parseRange = (text: string): Range => {
  const fault = (sentence: string): UserFault => new UserFault([`--vary ${text}: ${sentence}`]);
  const equals = text.lastIndexOf('=');
  const parts = /^(.+?)\.\.(.+?)(?::(.*))?$/.exec(text.slice(equals + 1));
  if (equals < 1 || parts === null) throw fault(`expected ${SHAPE}`);
  const [, first = '', last = '', times] = parts;
  const [from, to] = [first, last].map((part) => {
    const value = numberIn(part);
    if (value === null) throw fault(`expected a number or a fraction, got ${JSON.stringify(part)}`);
    return value;
  }) as [number, number];
  if (times === undefined) throw fault(`expected how many values after a colon, such as ${first}..${last}:40`);
  const count = /^\d+$/.test(times) ? Number(times) : Number.NaN;
  if (!(count >= 2)) throw fault(`expected a count of 2 or more, got ${JSON.stringify(times)}`);
  if (from > to) throw fault(`the range runs backwards; write ${last}..${first}:${times}`);
  if (from === to) throw fault(`the range is a single point, ${first}; its ends must differ`);
  return { path: text.slice(0, equals), from, to, count };
};

/** A decimal as JSON or YAML would write it, or a fraction. */
const numberIn = (text: string): number | null => {
  const trimmed = text.trim();
  return (
    toNumber(trimmed) ?? (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) ? toNumber(Number(trimmed)) : null)
  );
};
