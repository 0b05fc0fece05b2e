import type { JSX } from 'preact';
import { BottomAxis, LeftAxis } from './Axis.tsx';
import { amountsLike } from './amountsLike.ts';
import type { DataTable } from './dataTable.ts';
import { type Drawn, Frame, Mark } from './Frame.tsx';
import { linearScale } from './linearScale.ts';
import { linePath } from './linePath.ts';

export interface SurplusCurvesProps extends Drawn {
  /** Rising in the maximum demand. */
  readonly points: readonly {
    readonly maxDemand: number;
    readonly interior: number;
    readonly corner: number;
    readonly worstOffType: number;
  }[];
  /** The maximum demand at which both earn the same. */
  readonly crossing: number;
  readonly errorBound: number;
}

const LEFT = 56;
const TOP = 30;

/** Figure 1 of the paper: what the spot market is expected to keep with interior holdings and with agent 1 holding everything. */
export const SurplusCurves = (props: SurplusCurvesProps): JSX.Element => {
  const { width, height, palette, points, crossing, errorBound } = props;
  const bottom = height - 44;
  const most = Math.max(...points.flatMap(({ interior, corner }) => [interior, corner]));
  const x = linearScale({ domain: [0, 2 / 3], range: [LEFT, width - 20], count: 6 });
  const y = linearScale({ domain: [0, most * 1.05], range: [bottom, TOP], count: 6 });
  const text = amountsLike(0.1);
  const nearest = points.reduce((best, point) =>
    Math.abs(point.maxDemand - crossing) < Math.abs(best.maxDemand - crossing) ? point : best,
  );
  const last = points.at(-1) as (typeof points)[number];
  return (
    <Frame {...props} title="Figure 1: expected surplus of the spot market over agent 1's maximum demand">
      <LeftAxis scale={y} palette={palette} across={[LEFT, width - 20]} label="expected surplus" />
      <BottomAxis scale={x} palette={palette} across={[TOP, bottom]} label="maximum demand of agent 1, k₁" />
      <path
        d={linePath(points.map(({ maxDemand, corner }) => [x.at(maxDemand), y.at(corner)]))}
        fill="none"
        stroke={palette.loss}
        stroke-width="2.2"
        stroke-dasharray="7 4"
      />
      <path
        d={linePath(points.map(({ maxDemand, interior }) => [x.at(maxDemand), y.at(interior)]))}
        fill="none"
        stroke={palette.gain}
        stroke-width="2.2"
      />
      <text x={width - 26} y={y.at(last.corner) - 10} text-anchor="end" fill={palette.loss}>
        corner (1, 0, 0)
      </text>
      <text x={width - 26} y={y.at(last.interior) - 10} text-anchor="end" fill={palette.gain}>
        interior r*
      </text>
      {points
        .filter((_, j) => j % Math.ceil(points.length / 25) === 0 || j === points.length - 1)
        .map(({ maxDemand, interior, corner, worstOffType }) => (
          <Mark
            key={maxDemand}
            palette={palette}
            tip={`k₁ = ${text(maxDemand)}: interior ${text(interior)}, corner ${text(corner)}, common worst-off type ${text(worstOffType)}; error at most ${errorBound.toExponential(1)}`}
          >
            <rect
              x={x.at(maxDemand) - 8}
              y={TOP}
              width="16"
              height={bottom - TOP}
              fill={palette.ground}
              fill-opacity="0"
            />
            <circle cx={x.at(maxDemand)} cy={y.at(interior)} r="2.8" fill={palette.gain} />
            <circle cx={x.at(maxDemand)} cy={y.at(corner)} r="2.8" fill={palette.loss} />
          </Mark>
        ))}
      <Mark tip={`both earn the same at k₁ = ${crossing.toFixed(10)}`} palette={palette}>
        <line
          x1={x.at(crossing)}
          x2={x.at(crossing)}
          y1={y.at(nearest.interior)}
          y2={bottom}
          stroke={palette.soft}
          stroke-dasharray="2 3"
        />
        <text x={x.at(crossing) + 5} y={bottom - 8} font-size="11" fill={palette.soft}>
          {crossing.toFixed(4)}
        </text>
      </Mark>
    </Frame>
  );
};

export const surplusCurvesTable = ({ points }: Omit<SurplusCurvesProps, keyof Drawn>): DataTable => ({
  head: ['k_1', 'interior', 'corner', 'common worst-off type'],
  rows: points.map(({ maxDemand, interior, corner, worstOffType }) => [maxDemand, interior, corner, worstOffType]),
});
