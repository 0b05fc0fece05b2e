import { distributionOf } from '../src/numerics/distributionOf.ts';
import { isWritten, type Loose } from './loose.ts';
import type { Path, Problem } from './problem.ts';
import { refusal } from './refusal.ts';
import { resolveType } from './resolveType.ts';
import { show } from './show.ts';
import { toNumber } from './toNumber.ts';
import type { WrittenType } from './typeSchema.ts';

export interface Support {
  readonly min: number;
  readonly max: number;
}

interface CheckedType {
  readonly problems: readonly Problem[];
  /** Null where the file does not say it, or says it wrongly. */
  readonly support: Support | null;
}

type LooseType = Loose<WrittenType>;
type TypeOf<Family> = Extract<LooseType, { readonly family?: Family | undefined }>;

/** What the numbers of one type say about each other. `data` are the CSV column's numbers, null if it has none. */
export function checkType(type: LooseType, path: Path, data: readonly number[] | null): CheckedType {
  if (type.family === 'empirical') return checkEmpirical(type, path, data);
  const min = toNumber(type.min);
  const max = toNumber(type.max);
  if (min === null || max === null) return { problems: [], support: null };
  if (min >= max) return { problems: [emptySupport(path, min, type.max)], support: null };
  const support = { min, max };
  if (type.family === 'triangular') return { problems: checkMode(type.mode, path, support), support };
  if (type.family === 'quantiles') return { problems: checkPoints(type.points, path, support), support };
  return { problems: checkSpread(type, path, support), support };
}

/** What a smooth family needs beside its support. */
const PARAMETERS = {
  uniform: [],
  power: ['exponent'],
  beta: ['alpha', 'beta'],
  'truncated-normal': ['mean', 'sd'],
  'truncated-exponential': ['rate'],
  'truncated-lognormal': ['mu', 'sigma'],
} as const;

/** Parameters so far out that half of the mass cannot be told from an end of the support leave no distribution to compute with. */
function checkSpread(type: LooseType, path: Path, { min, max }: Support): readonly Problem[] {
  const { family } = type;
  if (family === undefined || family === 'triangular' || family === 'quantiles' || family === 'empirical') return [];
  const written: Readonly<Record<string, unknown>> = type;
  if (PARAMETERS[family].some((key) => toNumber(written[key]) === null)) return [];
  const median = distributionOf(resolveType(type as WrittenType, null)).quantile(0.5);
  if (median > min && median < max) return [];
  const got = Number.isNaN(median)
    ? 'parameters that leave none: their mass there is too small for any number'
    : `half of it at ${show(median)} itself`;
  return [{ path, message: `expected mass spread over the support from ${show(min)} to ${show(max)}, got ${got}` }];
}

function emptySupport(path: Path, min: number, max: unknown): Problem {
  return { path: [...path, 'max'], message: refusal(`more than ${show(min)}, the min`, max) };
}

function checkMode(written: TypeOf<'triangular'>['mode'], path: Path, { min, max }: Support): readonly Problem[] {
  const mode = toNumber(written);
  if (mode === null || (mode >= min && mode <= max)) return [];
  const expected = `between ${show(min)} and ${show(max)}, the support`;
  return [{ path: [...path, 'mode'], message: refusal(expected, written) }];
}

function checkPoints(points: TypeOf<'quantiles'>['points'], path: Path, { min, max }: Support): readonly Problem[] {
  if (points === undefined) return [];
  const at = [...path, 'points'];
  if (points.length < 2) return [{ path: at, message: refusal('at least 2 points [x, F(x)]', points) }];
  const pairs = points.map((point) => [toNumber(point?.[0]), toNumber(point?.[1])] as const);
  return pairs.flatMap(([x, share], index): readonly Problem[] => {
    if (x === null || share === null) return [];
    const fault = (expected: string): readonly Problem[] => [
      { path: [...at, index], message: `expected ${expected}, got [${show(x)}, ${show(share)}]` },
    ];
    if (index === 0) return x === min && share === 0 ? [] : fault(`[${show(min)}, 0], where the support begins`);
    const [before, shareBefore] = pairs[index - 1] as readonly [number | null, number | null];
    if (before !== null && shareBefore !== null && (x <= before || share <= shareBefore)) {
      return fault(`both numbers above those of the point before, [${show(before)}, ${show(shareBefore)}]`);
    }
    const last = index === points.length - 1;
    return last && (x !== max || share !== 1) ? fault(`[${show(max)}, 1], where the support ends`) : [];
  });
}

function checkEmpirical(type: TypeOf<'empirical'>, path: Path, column: readonly number[] | null): CheckedType {
  const sources = checkSources(type, path);
  const written = type.values?.map(toNumber);
  const data = written === undefined ? column : written.every((value) => value !== null) ? (written as number[]) : null;
  if (sources.length > 0 || data === null) return { problems: sources, support: null };
  const at = [...path, type.values === undefined ? 'column' : 'values'];
  if (new Set(data).size < 2) {
    const found = new Set(data).size === 0 ? 'none' : `the value ${show(data[0])} alone`;
    return { problems: [{ path: at, message: `expected at least 2 different values, got ${found}` }], support: null };
  }
  return checkData(type, path, at, data);
}

function checkSources(type: TypeOf<'empirical'>, path: Path): readonly Problem[] {
  const [values, file, column] = ['values', 'file', 'column'].map((key) => isWritten(type, key));
  const both = 'values are given too: keep either values, or file and column';
  if (values)
    return ['file', 'column']
      .filter((key) => isWritten(type, key))
      .map((key) => ({ path: [...path, key], message: both, at: 'key' }));
  if (!file && !column) return [{ path, message: 'expected values, or file and column, got neither' }];
  if (!column) return [{ path: [...path, 'column'], message: refusal('the name of a column of the file', undefined) }];
  return file ? [] : [{ path: [...path, 'file'], message: refusal('the path of a CSV file', undefined) }];
}

function checkData(type: TypeOf<'empirical'>, path: Path, at: Path, data: readonly number[]): CheckedType {
  const lowest = data.reduce((a, b) => Math.min(a, b));
  const highest = data.reduce((a, b) => Math.max(a, b));
  const problems: Problem[] = [];
  const min = isWritten(type, 'min') ? toNumber(type.min) : lowest;
  const max = isWritten(type, 'max') ? toNumber(type.max) : highest;
  if (!isWritten(type, 'min') && lowest < 0) {
    const hint = 'the efficient allocation would leave a unit of negative value unserved';
    problems.push({ path: at, message: refusal('values of 0 or more', lowest, hint) });
  }
  if (min !== null && min > lowest) {
    problems.push({ path: [...path, 'min'], message: refusal(`at most ${show(lowest)}, the lowest value`, type.min) });
  }
  if (max !== null && max < highest) {
    problems.push({
      path: [...path, 'max'],
      message: refusal(`at least ${show(highest)}, the highest value`, type.max),
    });
  }
  const usable = problems.length === 0 && min !== null && max !== null;
  return { problems, support: usable ? { min, max } : null };
}
