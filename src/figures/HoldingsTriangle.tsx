import type { JSX } from 'preact';
import { round } from './Axis.tsx';
import { amountsLike, magnitudeOf } from './amountsLike.ts';
import type { DataTable } from './dataTable.ts';
import { type Drawn, Frame, Mark } from './Frame.tsx';
import { fillOf, shadeOf } from './heat.ts';
import { linePath } from './linePath.ts';
import { colourOf } from './palette.ts';
import { shortName } from './shortName.ts';
import type { Units } from './units.ts';
import { type SurfacePoint, zeroLine } from './zeroLine.ts';

/** Holdings of three agents that add up to the supply. */
export type Division = readonly number[];

/** A route of holdings with a name: how agents that adapt move. */
export interface HoldingsRoute {
  readonly name: string;
  readonly points: readonly Division[];
}

export interface HoldingsTriangleProps extends Drawn {
  readonly units: Units;
  readonly agents: readonly string[];
  readonly supply: number;
  /** Steps a side of the grid; its points ordered by the first agent's holding and then the second's. */
  readonly steps: number;
  /** Pi_r at the points of the grid; money. */
  readonly surface: readonly number[];
  readonly interior: Division;
  readonly endowments: Division;
  /** The point that is moved, with Pi there; null where there is none. */
  readonly chosen: { readonly holdings: Division; readonly expectedSurplus: number } | null;
  readonly routes: readonly HoldingsRoute[];
}

const EDGE = 46;
const HEIGHT = Math.sqrt(3) / 2;

const corners = ({ width, height }: Drawn): readonly (readonly [number, number])[] => {
  const side = Math.min(width - 2 * EDGE, (height - 72) / HEIGHT);
  const [left, top] = [(width - side) / 2, 30];
  return [
    [left + side / 2, top],
    [left, top + side * HEIGHT],
    [left + side, top + side * HEIGHT],
  ];
};

type Placed = (holdings: Division) => readonly [number, number];

const placing = (props: HoldingsTriangleProps): Placed => {
  const at = corners(props);
  return (holdings) => {
    let [x, y] = [0, 0];
    at.forEach(([cx, cy], i) => {
      const share = (holdings[i] as number) / props.supply;
      x += share * cx;
      y += share * cy;
    });
    return [x, y];
  };
};

/** The holdings under a point of the figure; the nearest on an edge for a point outside. */
export const holdingsAt = (props: HoldingsTriangleProps, x: number, y: number): Division => {
  const [[ax, ay], [bx, by], [cx, cy]] = corners(props) as readonly [
    readonly [number, number],
    readonly [number, number],
    readonly [number, number],
  ];
  const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  const b = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area;
  const c = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area;
  const shares = [1 - b - c, b, c].map((share) => Math.max(0, share));
  const sum = shares.reduce((all, share) => all + share, 0);
  return shares.map((share) => (props.supply * share) / sum);
};

/** The spot market's expected surplus over all holdings of three agents, with the line on which it breaks even. */
export const HoldingsTriangle = (props: HoldingsTriangleProps): JSX.Element => {
  const { palette, units, agents, supply, interior, endowments, chosen, routes, surface } = props;
  const place = placing(props);
  const amount = amountsLike(supply);
  const coins = amountsLike(magnitudeOf(surface));
  const at = corners(props);
  const written = (holdings: Division): string =>
    agents.map((id, i) => `${id} ${amount(holdings[i] as number)}`).join(', ');
  const { cells, zero } = drawn(props, place);
  return (
    <Frame
      {...props}
      title={`Expected surplus of the spot market over the holdings of three agents, in ${units.money}`}
    >
      {[...cells].map(([shade, d]) => (
        <path key={shade} d={d} {...fillOf(shade, palette)} />
      ))}
      <path d={`${linePath(at)}Z`} fill="none" stroke={palette.soft} />
      <path class="zero" d={zero} fill="none" stroke={palette.ink} stroke-width="1.8" />
      {at.map(([x, y], i) => (
        <text
          key={agents[i]}
          x={i === 0 ? x : i === 1 ? x - 24 : x + 24}
          y={i === 0 ? y - 10 : y + 18}
          text-anchor={i === 0 ? 'middle' : i === 1 ? 'start' : 'end'}
          font-weight="600"
          fill={colourOf(palette, i)}
        >
          {shortName(agents[i] as string, 16)} has all
        </text>
      ))}
      {routes.map(({ name, points }, j) => (
        <Mark
          key={name}
          palette={palette}
          tip={`${name}: ${points.length - 1} steps, from ${written(points[0] as Division)} to ${written(points.at(-1) as Division)}`}
        >
          <path
            d={linePath(points.map(place))}
            fill="none"
            stroke={palette.ground}
            stroke-width="4.5"
            stroke-opacity="0.7"
          />
          <path
            d={linePath(points.map(place))}
            fill="none"
            stroke={palette.ink}
            stroke-width="1.6"
            stroke-dasharray={j === 0 ? undefined : '5 3'}
          />
          <circle
            cx={round(place(points.at(-1) as Division)[0])}
            cy={round(place(points.at(-1) as Division)[1])}
            r="3.5"
            fill={palette.ink}
          />
        </Mark>
      ))}
      <Spot
        palette={palette}
        at={place(interior)}
        tip={`the interior holdings r*: ${written(interior)} ${units.quantity}`}
        label="r*"
        kind="diamond"
      />
      <Spot
        palette={palette}
        at={place(endowments)}
        tip={`the endowments: ${written(endowments)} ${units.quantity}`}
        label="e"
        kind="square"
      />
      {chosen === null ? null : (
        <g class="handle" data-drag="holdings">
          <Mark
            palette={palette}
            tip={`${written(chosen.holdings)} ${units.quantity}: expected surplus ${coins(chosen.expectedSurplus)} ${units.money}, the spot market ${chosen.expectedSurplus >= 0 ? 'operates' : 'stays shut'}`}
          >
            <circle
              cx={round(place(chosen.holdings)[0])}
              cy={round(place(chosen.holdings)[1])}
              r="20"
              fill={palette.ground}
              fill-opacity="0"
            />
            <circle
              cx={round(place(chosen.holdings)[0])}
              cy={round(place(chosen.holdings)[1])}
              r="8"
              fill={palette.accent}
              stroke={palette.ground}
              stroke-width="2.5"
            />
          </Mark>
        </g>
      )}
    </Frame>
  );
};

interface SpotProps {
  readonly palette: Drawn['palette'];
  readonly at: readonly [number, number];
  readonly tip: string;
  readonly label: string;
  readonly kind: 'diamond' | 'square';
}

const Spot = ({ palette, at: [x, y], tip, label, kind }: SpotProps): JSX.Element => (
  <Mark palette={palette} tip={tip}>
    <path
      d={`M${round(x)} ${round(y)}${kind === 'diamond' ? 'm0 -7l7 7l-7 7l-7 -7Z' : 'm-5 -5h10v10h-10Z'}`}
      fill={palette.ground}
      stroke={palette.ink}
      stroke-width="1.8"
    />
    <text x={x + 11} y={kind === 'square' ? y + 5 : y - 6} font-weight="600" fill={palette.ink}>
      {label}
    </text>
  </Mark>
);

/** The grid's small triangles, one path a shade, and the zero line. */
const drawn = ({ steps, surface, supply }: HoldingsTriangleProps, place: Placed) => {
  const largest = magnitudeOf(surface);
  const start: number[] = [];
  for (let a = 0, total = 0; a <= steps; a++) {
    start.push(total);
    total += steps - a + 1;
  }
  const point = (a: number, b: number): SurfacePoint => {
    const [x, y] = place([a, b, steps - a - b].map((part) => (part * supply) / steps));
    return { x, y, value: surface[(start[a] as number) + b] as number };
  };
  const cells = new Map<number, string>();
  let zero = '';
  const draw = (triangle: readonly [SurfacePoint, SurfacePoint, SurfacePoint]): void => {
    const [p, q, r] = triangle;
    const shade = shadeOf((p.value + q.value + r.value) / 3, largest);
    cells.set(shade, `${cells.get(shade) ?? ''}${linePath([p, q, r].map(({ x, y }) => [x, y]))}Z`);
    const crossing = zeroLine(triangle);
    if (crossing !== null) zero += linePath(crossing);
  };
  for (let a = 0; a < steps; a++) {
    for (let b = 0; b < steps - a; b++) {
      draw([point(a, b), point(a + 1, b), point(a, b + 1)]);
      if (b < steps - a - 1) draw([point(a + 1, b), point(a + 1, b + 1), point(a, b + 1)]);
    }
  }
  return { cells, zero };
};

export const triangleTable = ({
  agents,
  steps,
  surface,
  supply,
}: Omit<HoldingsTriangleProps, keyof Drawn>): DataTable => {
  const rows: (readonly number[])[] = [];
  for (let a = 0, j = 0; a <= steps; a++) {
    for (let b = 0; b <= steps - a; b++, j++) {
      rows.push([...[a, b, steps - a - b].map((part) => (part * supply) / steps), surface[j] as number]);
    }
  }
  return { head: [...agents, 'expected surplus'], rows };
};
