import type { CycleSeries } from '../figures/CycleLines.tsx';

/** A quantity over any number of cycles in bounded memory, for a line that keeps its extremes. */
export interface ThinLine {
  /** The value of the next cycle; null where there is none. O(1) on average. */
  readonly add: (value: number | null) => void;
  /** At most two points a stretch, its least and its largest value at their cycles; the last cycle is always among them. */
  readonly series: (name: string) => CycleSeries;
}

interface Stretch {
  readonly least: Point | null;
  readonly most: Point | null;
}

interface Point {
  readonly cycle: number;
  readonly value: number;
}

/** Of equal length; when there are more, neighbours become one. */
const MOST_STRETCHES = 300;

export const thinLine = (): ThinLine => {
  let length = 1;
  let stretches: Stretch[] = [];
  let cycles = 0;
  let last: number | null = null;
  return {
    add: (value) => {
      if (cycles === MOST_STRETCHES * length) {
        stretches = stretches.flatMap((one, j) => (j % 2 === 0 ? [joined(one, stretches[j + 1] as Stretch)] : []));
        length *= 2;
      }
      const at = Math.floor(cycles / length);
      cycles += 1;
      const point = value === null ? null : { cycle: cycles, value };
      const own = { least: point, most: point };
      const known = stretches[at];
      stretches[at] = known === undefined ? own : joined(known, own);
      last = value;
    },
    series: (name) => {
      const points = stretches.flatMap(({ least, most }, at): readonly (readonly [number, number | null])[] => {
        if (least === null || most === null) return [[at * length + 1, null]];
        if (least.cycle === most.cycle) return [[least.cycle, least.value]];
        const both = [least, most].map(({ cycle, value }) => [cycle, value] as const);
        return least.cycle < most.cycle ? both : both.reverse();
      });
      if (cycles > 0 && points.at(-1)?.[0] !== cycles) points.push([cycles, last]);
      return { name, values: points.map(([, value]) => value), cycles: points.map(([cycle]) => cycle) };
    },
  };
};

/** Of equal values the earlier one is kept. */
const joined = (a: Stretch, b: Stretch): Stretch => ({
  least: a.least === null || (b.least !== null && b.least.value < a.least.value) ? b.least : a.least,
  most: a.most === null || (b.most !== null && b.most.value > a.most.value) ? b.most : a.most,
});
