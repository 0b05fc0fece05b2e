import type { JSX } from 'preact';
import { BottomAxis, round } from './Axis.tsx';
import { amountsLike, magnitudeOf } from './amountsLike.ts';
import type { DataTable } from './dataTable.ts';
import { type Drawn, Frame, Mark } from './Frame.tsx';
import { linearScale } from './linearScale.ts';
import { colourOf } from './palette.ts';
import { shortName } from './shortName.ts';
import type { Units } from './units.ts';

/** What an agent has and wants, units. */
export interface HoldingsRow {
  readonly id: string;
  readonly endowment: number;
  /** After the forward market; null before. */
  readonly holding: number | null;
  /** After the spot market; null before. */
  readonly allocation: number | null;
  /** r*. */
  readonly interior: number;
  readonly maxDemand: number;
}

export interface HoldingsBarsProps extends Drawn {
  readonly units: Units;
  readonly rows: readonly HoldingsRow[];
}

const LEFT = 104;
export const HOLDINGS_ROW = 34;

/** Holdings before and after each market: three bars an agent, with a diamond at r* and a bracket at the maximum demand. */
export const HoldingsBars = (props: HoldingsBarsProps): JSX.Element => {
  const { width, height, palette, units, rows } = props;
  const bottom = height - 40;
  const most = magnitudeOf(
    ...rows.map(({ endowment, holding, allocation, interior, maxDemand }) => [
      endowment,
      holding ?? 0,
      allocation ?? 0,
      interior,
      maxDemand,
    ]),
  );
  const x = linearScale({
    domain: [0, most * 1.02],
    range: [LEFT, width - 14],
    count: Math.max(2, Math.round(width / 110)),
  });
  const text = amountsLike(most);
  const band = (bottom - 26) / Math.max(1, rows.length);
  const bar = Math.min(8, band / 4);
  return (
    <Frame {...props} title={`Holdings before and after each market, in ${units.quantity}`}>
      <g font-size="11" fill={palette.soft}>
        <Key x={LEFT} palette={palette} />
      </g>
      <BottomAxis scale={x} palette={palette} across={[26, bottom]} label={units.quantity} grid />
      {rows.map(({ id, endowment, holding, allocation, interior, maxDemand }, i) => {
        const middle = 26 + band * (i + 0.5);
        const colour = colourOf(palette, i);
        const length = (value: number): number => Math.max(0, round(x.at(value) - LEFT));
        const after = holding === null ? '' : `, ${text(holding)} after the forward market`;
        const spot = allocation === null ? '' : `, ${text(allocation)} after the spot market`;
        return (
          <Mark
            key={id}
            palette={palette}
            tip={`${id} owns ${text(endowment)} ${units.quantity}${after}${spot}; interior holding ${text(interior)}, maximum demand ${text(maxDemand)}`}
          >
            <rect x="0" y={middle - band / 2} width={width} height={band} fill={palette.ground} fill-opacity="0" />
            <text x={LEFT - 8} y={middle + 4} text-anchor="end" fill={palette.ink}>
              {shortName(id, 13)}
            </text>
            <rect
              x={LEFT}
              y={middle - 1.5 * bar}
              width={length(endowment)}
              height={bar - 1}
              fill={palette.ground}
              stroke={colour}
            />
            {holding === null ? null : (
              <rect x={LEFT} y={middle - 0.5 * bar} width={length(holding)} height={bar} fill={colour} />
            )}
            {allocation === null ? null : (
              <rect
                x={LEFT}
                y={middle + 0.5 * bar + 1}
                width={length(allocation)}
                height={bar - 1}
                fill={colour}
                fill-opacity="0.4"
              />
            )}
            <path
              d={`M${round(x.at(maxDemand))} ${middle - 1.9 * bar}v${3.8 * bar}`}
              stroke={palette.soft}
              stroke-width="1.4"
              fill="none"
            />
            <path
              d={`M${round(x.at(interior))} ${middle - 5}l5 5l-5 5l-5 -5Z`}
              fill={palette.ground}
              stroke={palette.ink}
              stroke-width="1.4"
            />
          </Mark>
        );
      })}
    </Frame>
  );
};

const Key = ({ x, palette }: { readonly x: number; readonly palette: Drawn['palette'] }): JSX.Element => (
  <g transform={`translate(${x - 90} 12)`}>
    <rect y="-7" width="14" height="7" fill={palette.ground} stroke={palette.soft} />
    <text x="18">endowment</text>
    <rect x="88" y="-7" width="14" height="8" fill={palette.soft} />
    <text x="106">forward</text>
    <rect x="154" y="-7" width="14" height="7" fill={palette.soft} fill-opacity="0.4" />
    <text x="172">spot</text>
    <path d="M207 -8.500l5 5l-5 5l-5 -5Z" fill={palette.ground} stroke={palette.ink} />
    <text x="216">r*</text>
    <path d="M238 -10v13" stroke={palette.soft} stroke-width="1.4" />
    <text x="244">most wanted</text>
  </g>
);

export const holdingsTable = ({ rows }: Omit<HoldingsBarsProps, keyof Drawn>): DataTable => ({
  head: ['agent', 'endowment', 'holding', 'allocation', 'interior holding', 'maximum demand'],
  rows: rows.map((row) => [row.id, row.endowment, row.holding, row.allocation, row.interior, row.maxDemand]),
});
