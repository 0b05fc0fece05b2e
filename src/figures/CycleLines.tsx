import type { JSX } from 'preact';
import { BottomAxis, LeftAxis, round } from './Axis.tsx';
import { amountsLike, magnitudeOf } from './amountsLike.ts';
import type { DataTable } from './dataTable.ts';
import { type Drawn, Frame, Mark } from './Frame.tsx';
import { type LinearScale, linearScale } from './linearScale.ts';
import { linePath } from './linePath.ts';
import { colourOf } from './palette.ts';
import { shortName } from './shortName.ts';

/** A quantity over cycles; what is not known is null. */
export interface CycleSeries {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** The cycle of each value, rising, where values were left out: they are drawn as they are. 1, 2, 3, ... if absent. */
  readonly cycles?: readonly number[];
}

export interface CycleLinesProps extends Drawn {
  readonly label: string;
  readonly series: readonly CycleSeries[];
  /** The cycle that is shown elsewhere, from 1. */
  readonly current: number;
  /** Which of the agents' colours each series has; its place if absent. */
  readonly colours?: readonly number[];
}

const LEFT = 56;
const TOP = 26;
/** Points of a line at most: beyond, each stretch of cycles keeps its least and its largest value. */
const MOST_POINTS = 700;

const xScale = ({ series, width }: Pick<CycleLinesProps, 'series' | 'width'>): LinearScale => {
  const cycles = lastCycle(series);
  return linearScale({
    domain: cycles === 1 ? [0.5, 1.5] : [1, cycles],
    range: [LEFT, width - 96],
    count: Math.min(cycles, Math.max(3, Math.round(width / 110))),
  });
};

/** The cycle under a point of the figure. */
export const cycleAt = (props: Pick<CycleLinesProps, 'series' | 'width'>, x: number): number => {
  const cycles = lastCycle(props.series);
  return Math.min(cycles, Math.max(1, Math.round(xScale(props).invert(x))));
};

/** Lines over cycles, with every line's value in the current cycle written at its end. */
export const CycleLines = (props: CycleLinesProps): JSX.Element => {
  const { width, height, palette, label, series, current, colours } = props;
  const bottom = height - 38;
  const known = series.flatMap(({ values }) => extremes(values));
  const [low, high] = known.length === 0 ? [0, 1] : [Math.min(...known), Math.max(...known)];
  const pad = 0.05 * (high - low);
  const x = xScale(props);
  const y = linearScale({ domain: [low - pad, high + pad], range: [bottom, TOP], count: 4 });
  const text = amountsLike(magnitudeOf(known));
  const ends = places(
    series.map((line) => valueIn(line, current)),
    y.at,
    bottom,
  );
  return (
    <Frame {...props} title={`${label} over cycles`}>
      <LeftAxis scale={y} palette={palette} across={[LEFT, width - 96]} label={label} />
      <BottomAxis
        scale={{ ...x, ticks: x.ticks.filter(Number.isInteger) }}
        palette={palette}
        across={[TOP, bottom]}
        label="cycle"
      />
      <line
        class="now"
        x1={round(x.at(current))}
        x2={round(x.at(current))}
        y1={TOP}
        y2={bottom}
        stroke={palette.accent}
        stroke-width="1.4"
      />
      {series.map((line, s) => {
        const { name } = line;
        const colour = colourOf(palette, colours?.[s] ?? s);
        const value = valueIn(line, current);
        const end = ends[s] as number;
        return (
          <Mark
            key={name}
            palette={palette}
            tip={`${name}: ${value === null ? 'not known' : text(value)} in cycle ${current}`}
          >
            <path
              d={linePath(pointsOf(line).map(([cycle, v]) => [x.at(cycle), v === null ? Number.NaN : y.at(v)]))}
              fill="none"
              stroke={colour}
              stroke-width="1.8"
              stroke-dasharray={DASHES[Math.floor(s / 8) % DASHES.length]}
            />
            {value === null ? null : (
              <>
                <circle
                  cx={round(x.at(current))}
                  cy={round(y.at(value))}
                  r="3.5"
                  fill={colour}
                  stroke={palette.ground}
                />
                {series.length > 12 ? null : (
                  <text x={width - 90} y={round(end + 4)} font-size="11" fill={palette.ink}>
                    <tspan fill={colour}>● </tspan>
                    {shortName(name, 11)}
                  </text>
                )}
              </>
            )}
          </Mark>
        );
      })}
    </Frame>
  );
};

const lastCycle = (series: readonly CycleSeries[]): number =>
  Math.max(1, ...series.map(({ values, cycles }) => cycles?.at(-1) ?? values.length));

const valueIn = ({ values, cycles }: CycleSeries, cycle: number): number | null =>
  values[cycles === undefined ? cycle - 1 : cycles.lastIndexOf(cycle)] ?? null;

const pointsOf = ({ values, cycles }: CycleSeries): readonly (readonly [number, number | null])[] =>
  cycles === undefined ? thinned(values) : values.map((value, j) => [cycles[j] as number, value]);

const DASHES = [undefined, '6 3', '2 3', '8 3 2 3'] as const;

const extremes = (values: readonly (number | null)[]): readonly number[] => {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : [];
};

const thinned = (values: readonly (number | null)[]): readonly (readonly [number, number | null])[] => {
  if (values.length <= MOST_POINTS) return values.map((value, j) => [j + 1, value]);
  const stretch = Math.ceil((2 * values.length) / MOST_POINTS);
  const kept: (readonly [number, number | null])[] = [];
  for (let from = 0; from < values.length; from += stretch) {
    let [least, most] = [from, from];
    for (let j = from; j < Math.min(values.length, from + stretch); j++) {
      if ((values[j] ?? Number.POSITIVE_INFINITY) < (values[least] ?? Number.POSITIVE_INFINITY)) least = j;
      if ((values[j] ?? Number.NEGATIVE_INFINITY) > (values[most] ?? Number.NEGATIVE_INFINITY)) most = j;
    }
    for (const j of least < most ? [least, most] : [most, least]) kept.push([j + 1, values[j] ?? null]);
  }
  return kept;
};

/** Heights for the labels at the right: near to their values, 13 pixels apart. */
const places = (
  values: readonly (number | null)[],
  at: (value: number) => number,
  bottom: number,
): readonly number[] => {
  const order = values.map((_, i) => i).filter((i) => values[i] !== null);
  order.sort((a, b) => at(values[a] as number) - at(values[b] as number));
  const placed = values.map((value) => (value === null ? 0 : at(value)));
  let last = TOP - 13;
  for (const i of order) {
    placed[i] = Math.max(placed[i] as number, last + 13);
    last = placed[i] as number;
  }
  let next = bottom + 4;
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i] as number, next);
    next = (placed[i] as number) - 13;
  }
  return placed;
};

export const cycleTable = ({ series }: Omit<CycleLinesProps, keyof Drawn>): DataTable => ({
  head: ['cycle', ...series.map(({ name }) => name)],
  rows: Array.from({ length: series.length === 0 ? 0 : lastCycle(series) }, (_, j) => [
    j + 1,
    ...series.map((line) => valueIn(line, j + 1)),
  ]),
});
