import { findRoot } from './findRoot.ts';

/** An eigenvalue and its eigenvector, of Euclidean length 1. */
export interface EigenPair {
  readonly value: number;
  readonly vector: readonly number[];
}

/**
 * Eigenvalues, largest first, and orthonormal eigenvectors of the symmetric matrix diag(d) - rho 1 1^T with rho >= 0.
 * (D - rho 1 1^T) v = x v asks for v_i proportional to 1 / (d_i - x) and for the secular equation
 *
 *   1 = rho * sum of 1 / (d_i - x),
 *
 * which has one root below the smallest d_i and one between any two neighbours; an entry that is repeated m times is itself
 * an eigenvalue m - 1 times (deflation). Roots are found as distances from the nearer pole, so that eigenvectors stay
 * accurate where a root lies close to one. Source: Golub (1973), Some modified matrix eigenvalue problems; Gu & Eisenstat
 * (1994). Cost O(n) for an eigenvalue and step. Throws a RangeError for numbers that are not finite or a negative rho.
 */
export const rankOneEigen = (diagonal: readonly number[], rho: number): readonly EigenPair[] => {
  if (!(rho >= 0) || !Number.isFinite(rho) || !diagonal.every(Number.isFinite))
    throw new RangeError(`expected finite numbers and rho from 0, got ${diagonal.join(', ')} and ${rho}`);
  const scale = diagonal.reduce((largest, d) => Math.max(largest, Math.abs(d)), rho * diagonal.length);
  const clusters = clustersOf(diagonal, 8 * Number.EPSILON * scale);
  if (rho <= Number.EPSILON * Number.EPSILON * scale) return descending(diagonal.map((d, i) => unit(d, i, diagonal)));
  const roots = clusters.map((_, c) => secularRoot(clusters, c, rho));
  const spread = roots.map(({ pole, offset }): EigenPair => {
    const vector = new Array<number>(diagonal.length);
    const from = (clusters[pole] as Cluster).entry;
    for (const { entry, indices } of clusters) for (const i of indices) vector[i] = 1 / (entry - from - offset);
    return { value: from + offset, vector: normalised(vector) };
  });
  return descending([...spread, ...clusters.flatMap((cluster) => contrasts(cluster, diagonal.length))]);
};

/** Entries that are equal to rounding, and where they stand. */
interface Cluster {
  readonly entry: number;
  readonly indices: readonly number[];
}

/** Clusters in the order of their entries. */
const clustersOf = (diagonal: readonly number[], tolerance: number): readonly Cluster[] => {
  const order = diagonal.map((_, i) => i).sort((i, j) => (diagonal[i] as number) - (diagonal[j] as number));
  const clusters: { readonly entry: number; readonly indices: number[] }[] = [];
  for (const i of order) {
    const entry = diagonal[i] as number;
    const last = clusters.at(-1);
    if (last !== undefined && entry - last.entry <= tolerance) last.indices.push(i);
    else clusters.push({ entry, indices: [i] });
  }
  return clusters;
};

/** An eigenvalue as the distance from the entry of a cluster. */
interface SecularRoot {
  readonly pole: number;
  readonly offset: number;
}

/** The root below entry c and above entry c - 1, if there is one. */
const secularRoot = (clusters: readonly Cluster[], c: number, rho: number): SecularRoot => {
  const entry = (j: number): number => (clusters[j] as Cluster).entry;
  const n = clusters.reduce((sum, { indices }) => sum + indices.length, 0);
  /** rho * sum - 1 at `offset` from the entry of `pole`, times the distances to the neighbouring poles, which keeps it finite. */
  const scaled = (pole: number, offset: number): number => {
    const gaps = clusters.map(({ entry: d }) => d - entry(pole) - offset);
    const below = c === 0 ? 1 : -(gaps[c - 1] as number);
    const above = gaps[c] as number;
    let sum = -below * above;
    for (let j = 0; j < gaps.length; j++) {
      const weight = rho * (clusters[j] as Cluster).indices.length;
      if (j === c) sum += weight * below;
      else if (j === c - 1) sum -= weight * above;
      else sum += (weight / (gaps[j] as number)) * below * above;
    }
    return sum;
  };
  // Twice as far as Gershgorin's bound, so that rounding cannot take the sign away.
  if (c === 0) return { pole: 0, offset: findRoot((offset) => scaled(0, offset), -2 * rho * n, 0) };
  const half = (entry(c) - entry(c - 1)) / 2;
  return scaled(c, -half) >= 0
    ? { pole: c - 1, offset: findRoot((offset) => scaled(c - 1, offset), 0, half) }
    : { pole: c, offset: findRoot((offset) => scaled(c, offset), -half, 0) };
};

/** Eigenvectors that a repeated entry keeps: Helmert's contrasts, which add up to zero. */
const contrasts = ({ entry, indices }: Cluster, n: number): readonly EigenPair[] =>
  indices.slice(1).map((index, m) => {
    const vector = new Array<number>(n).fill(0);
    for (const earlier of indices.slice(0, m + 1)) vector[earlier] = 1;
    vector[index] = -(m + 1);
    return { value: entry, vector: normalised(vector) };
  });

const unit = (value: number, i: number, all: readonly number[]): EigenPair => ({
  value,
  vector: all.map((_, j) => (i === j ? 1 : 0)),
});

const normalised = (vector: readonly number[]): readonly number[] => {
  const largest = vector.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const shares = vector.map((x) => x / largest);
  const length = Math.sqrt(shares.reduce((sum, x) => sum + x * x, 0));
  return shares.map((x) => x / length);
};

const descending = (pairs: readonly EigenPair[]): readonly EigenPair[] => [...pairs].sort((a, b) => b.value - a.value);
