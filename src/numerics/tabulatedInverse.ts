import { findRoot } from './findRoot.ts';
import { approximate } from './piecewiseChebyshev.ts';

interface Rising {
  /** Rises from f(from) to f(to). */
  readonly f: (x: number) => number;
  readonly from: number;
  readonly to: number;
  /** Error of f at the answer. */
  readonly tolerance: number;
}

/** The inverse of a rising function that is costly to evaluate: a table once, then a search and a root on a series. */
export const tabulatedInverse = ({ f, from, to, tolerance }: Rising): ((y: number) => number) => {
  const table = approximate({ f: (x) => [f(x)], count: 1, breakpoints: [from, to], tolerance });
  const { edges } = table;
  const values = edges.map((x) => table.value(0, x));
  return (y) => {
    let [low, high] = [0, edges.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((values[middle] as number) <= y) low = middle;
      else high = middle;
    }
    const [a, b] = [edges[low] as number, edges[high] as number];
    const gap = (x: number): number => table.value(0, x) - y;
    return gap(a) >= 0 ? a : gap(b) <= 0 ? b : findRoot(gap, a, b, 1e-15 * (to - from));
  };
};
