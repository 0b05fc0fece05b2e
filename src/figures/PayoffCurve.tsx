import type { JSX } from 'preact';
import { BottomAxis, LeftAxis, round } from './Axis.tsx';
import { amountsLike, magnitudeOf } from './amountsLike.ts';
import type { DataTable } from './dataTable.ts';
import { type Drawn, Frame, Mark } from './Frame.tsx';
import { type LinearScale, linearScale } from './linearScale.ts';
import { linePath } from './linePath.ts';
import { colourOf } from './palette.ts';
import type { Units } from './units.ts';

/** An agent's expected payoff as its demand varies and the others' stay, before charges. Money. */
export interface PayoffReading {
  readonly reading: string;
  readonly payoffs: readonly number[];
  /** The best demand that was found, what it earns, and a proved bound on what any demand earns; null while it is computed. */
  readonly best: { readonly demand: number; readonly payoff: number; readonly upperBound: number } | null;
}

export interface PayoffCurveProps extends Drawn {
  readonly units: Units;
  readonly agent: number;
  readonly id: string;
  readonly demands: readonly number[];
  readonly readings: readonly PayoffReading[];
  readonly demand: number;
  readonly interior: number;
  readonly endowment: number;
}

const LEFT = 60;
const TOP = 30;
const RIGHT = 16;
const DASHES = [undefined, '7 4', '2 3'] as const;

const xScale = ({ demands, width }: Pick<PayoffCurveProps, 'demands' | 'width'>): LinearScale =>
  linearScale({
    domain: [demands[0] ?? 0, demands.at(-1) ?? 1],
    range: [LEFT, width - RIGHT],
    count: Math.max(3, Math.round(width / 90)),
  });

/** The demand under a point of the figure. */
export const demandAt = (props: Pick<PayoffCurveProps, 'demands' | 'width'>, x: number): number => {
  const scale = xScale(props);
  return Math.min(scale.domain[1], Math.max(scale.domain[0], scale.invert(x)));
};

/** What an agent's demand earns under the three readings, with its best reply and a handle at the demand that it makes. */
export const PayoffCurve = (props: PayoffCurveProps): JSX.Element => {
  const { width, height, palette, units, agent, id, demands, readings, demand, interior, endowment } = props;
  const bottom = height - 44;
  const all = readings.flatMap(({ payoffs }) => payoffs);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const x = xScale(props);
  const y = linearScale({
    domain: [low - 0.03 * (high - low), high + 0.08 * (high - low)],
    range: [bottom, TOP],
    count: 5,
  });
  const coins = amountsLike(magnitudeOf(all));
  const amount = amountsLike(demands.at(-1) ?? 1);
  const colour = colourOf(palette, agent);
  const paid = readings.map(({ payoffs }) => interpolated(demands, payoffs, demand));
  return (
    <Frame {...props} title={`Expected payoff of ${id} over its demand, in ${units.money}`}>
      <LeftAxis
        scale={y}
        palette={palette}
        across={[LEFT, width - RIGHT]}
        label={`expected payoff before charges, ${units.money}`}
      />
      <BottomAxis
        scale={x}
        palette={palette}
        across={[TOP, bottom]}
        label={`demand of ${id.slice(0, 30)}, ${units.quantity}`}
      />
      <Mark tip={`${id}'s interior holding: ${amount(interior)} ${units.quantity}`} palette={palette}>
        <line
          x1={x.at(interior)}
          x2={x.at(interior)}
          y1={TOP}
          y2={bottom}
          stroke={palette.soft}
          stroke-dasharray="2 3"
        />
        <text x={x.at(interior) + 4} y={bottom - 6} font-size="11" fill={palette.soft}>
          r*
        </text>
      </Mark>
      <Mark tip={`${id}'s endowment: ${amount(endowment)} ${units.quantity}`} palette={palette}>
        <line
          x1={x.at(endowment)}
          x2={x.at(endowment)}
          y1={bottom - 14}
          y2={bottom}
          stroke={palette.ink}
          stroke-width="2"
        />
        <text x={x.at(endowment) + 4} y={bottom - 18} font-size="11" fill={palette.soft}>
          owns
        </text>
      </Mark>
      {readings.map(({ reading, payoffs, best }, j) => (
        <g key={reading}>
          <path
            d={linePath(payoffs.map((payoff, p) => [x.at(demands[p] as number), y.at(payoff)]))}
            fill="none"
            stroke={j === 0 ? palette.accent : colour}
            stroke-width={j === 0 ? 2.2 : 1.8}
            stroke-dasharray={DASHES[j]}
          />
          {best === null ? null : (
            <Mark
              palette={palette}
              tip={`${reading}: the best reply is ${amount(best.demand)} ${units.quantity} and earns ${coins(best.payoff)} ${units.money}; no demand earns more than ${coins(best.upperBound)}`}
            >
              <path
                d={`M${round(x.at(best.demand))} ${round(y.at(best.payoff) - 6)}l6 6l-6 6l-6 -6Z`}
                fill={palette.ground}
                stroke={j === 0 ? palette.accent : colour}
                stroke-width="2"
              />
            </Mark>
          )}
        </g>
      ))}
      <g class="handle" data-drag="demand">
        <line x1={x.at(demand)} x2={x.at(demand)} y1={TOP} y2={bottom} stroke={colour} stroke-width="1.6" />
        {paid.map((payoff, j) => (
          <Mark
            key={readings[j]?.reading}
            palette={palette}
            tip={`${readings[j]?.reading}: a demand of ${amount(demand)} ${units.quantity} earns ${coins(payoff)} ${units.money}`}
          >
            <circle
              cx={round(x.at(demand))}
              cy={round(y.at(payoff))}
              r="4.5"
              fill={colour}
              stroke={palette.ground}
              stroke-width="1.5"
            />
          </Mark>
        ))}
        <path d={`M${round(x.at(demand))} ${bottom}l7 11h-14Z`} fill={colour} />
        <rect
          x={x.at(demand) - 16}
          y={TOP}
          width="32"
          height={bottom - TOP + 14}
          fill={palette.ground}
          fill-opacity="0"
        />
      </g>
      <g font-size="11" fill={palette.soft}>
        {readings.map(({ reading }, j) => (
          <g key={reading} transform={`translate(${width - RIGHT - 78 * (readings.length - j)} ${10})`}>
            <line
              x1="0"
              x2="20"
              y1="-3"
              y2="-3"
              stroke={j === 0 ? palette.accent : colour}
              stroke-width="2"
              stroke-dasharray={DASHES[j]}
            />
            <text x="24" y="1">
              {reading}
            </text>
          </g>
        ))}
      </g>
    </Frame>
  );
};

const interpolated = (xs: readonly number[], ys: readonly number[], at: number): number => {
  const right = Math.max(
    1,
    xs.findIndex((x) => x >= at),
  );
  const [a, b] = [xs[right - 1] as number, xs[right] as number];
  const [p, q] = [ys[right - 1] as number, ys[right] as number];
  return b === undefined || b === a ? p : p + ((q - p) * (at - a)) / (b - a);
};

export const payoffTable = ({ demands, readings }: Omit<PayoffCurveProps, keyof Drawn>): DataTable => ({
  head: ['demand', ...readings.map(({ reading }) => reading)],
  rows: demands.map((demand, j) => [demand, ...readings.map(({ payoffs }) => payoffs[j] as number)]),
});
