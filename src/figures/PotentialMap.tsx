import type { JSX } from 'preact';
import { BottomAxis, LeftAxis, round } from './Axis.tsx';
import { amountsLike, magnitudeOf } from './amountsLike.ts';
import type { DataTable } from './dataTable.ts';
import { type Drawn, Frame, Mark } from './Frame.tsx';
import { fillOf, shadeOf } from './heat.ts';
import { linearScale } from './linearScale.ts';
import { linePath } from './linePath.ts';
import type { Units } from './units.ts';
import { zeroLine } from './zeroLine.ts';

export interface PotentialRoute {
  readonly name: string;
  /** Demands of the two agents. */
  readonly points: readonly (readonly [number, number])[];
}

export interface PotentialMapProps extends Drawn {
  readonly units: Units;
  /** The two agents whose demands vary. */
  readonly agents: readonly [string, string];
  /** The stretches of their demands that the grid covers. */
  readonly spans: readonly [readonly [number, number], readonly [number, number]];
  /** Steps of the grid a side. */
  readonly steps: number;
  /** Psi less Psi(r*) at the grid's points, the first agent's demand varying fastest; money. */
  readonly potential: readonly number[];
  readonly interior: readonly [number, number];
  readonly routes: readonly PotentialRoute[];
}

const LEFT = 56;
const TOP = 30;

/** The forward game's potential over two agents' demands, the others at r*: a saddle at r*, which the paths leave. */
export const PotentialMap = (props: PotentialMapProps): JSX.Element => {
  const { width, height, palette, units, agents, spans, potential, interior, routes } = props;
  const side = Math.min(width - LEFT - 16, height - TOP - 46);
  const x = linearScale({ domain: spans[0], range: [LEFT, LEFT + side], count: 4 });
  const y = linearScale({ domain: spans[1], range: [TOP + side, TOP], count: 4 });
  const [amount, coins] = [amountsLike(magnitudeOf(...spans)), amountsLike(magnitudeOf(potential))];
  const { cells, level } = drawn(props, x.at, y.at);
  const [low, high] = [Math.min(...potential), Math.max(...potential)];
  return (
    <Frame
      {...props}
      title={`Potential of the forward game over the demands of ${agents[0]} and ${agents[1]}, in ${units.money}`}
    >
      {[...cells].map(([shade, d]) => (
        <path key={shade} d={d} {...fillOf(shade, palette)} />
      ))}
      <path class="level" d={level} fill="none" stroke={palette.ink} stroke-width="1.4" />
      <LeftAxis
        scale={y}
        palette={palette}
        across={[LEFT, LEFT + side]}
        label={`demand of ${agents[1].slice(0, 24)}, ${units.quantity}`}
        grid={false}
      />
      <BottomAxis
        scale={x}
        palette={palette}
        across={[TOP, TOP + side]}
        label={`demand of ${agents[0].slice(0, 24)}, ${units.quantity}`}
      />
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: it cuts routes off at the edge and is no figure of its own */}
      <svg x={LEFT} y={TOP} width={side} height={side} viewBox={`${LEFT} ${TOP} ${side} ${side}`}>
        {routes.map(({ name, points }, j) => (
          <Mark
            key={name}
            palette={palette}
            tip={`${name}: ${points.length - 1} steps, to demands of ${points.at(-1)?.map(amount).join(' and ')} ${units.quantity}`}
          >
            <path
              d={linePath(points.map(([a, b]) => [x.at(a), y.at(b)]))}
              fill="none"
              stroke={palette.ground}
              stroke-width="5"
              stroke-opacity="0.75"
            />
            <path
              d={linePath(points.map(([a, b]) => [x.at(a), y.at(b)]))}
              fill="none"
              stroke={palette.ink}
              stroke-width="1.6"
              stroke-dasharray={j % 2 === 0 ? undefined : '5 3'}
            />
            <circle
              cx={round(x.at(points.at(-1)?.[0] ?? 0))}
              cy={round(y.at(points.at(-1)?.[1] ?? 0))}
              r="4"
              fill={palette.ink}
              stroke={palette.ground}
            />
          </Mark>
        ))}
      </svg>
      <Mark
        palette={palette}
        tip={`r*: demands of ${interior.map(amount).join(' and ')} ${units.quantity}. The potential lies between ${coins(low)} and ${coins(high)} ${units.money} of what it is there`}
      >
        <path
          d={`M${round(x.at(interior[0]))} ${round(y.at(interior[1]) - 7)}l7 7l-7 7l-7 -7Z`}
          fill={palette.ground}
          stroke={palette.ink}
          stroke-width="1.8"
        />
        <text x={x.at(interior[0]) + 10} y={y.at(interior[1]) - 6} font-weight="600">
          r*
        </text>
      </Mark>
    </Frame>
  );
};

const along = ([from, to]: readonly [number, number], share: number): number => from + share * (to - from);

const drawn = (
  { steps, potential, spans }: PotentialMapProps,
  x: (value: number) => number,
  y: (value: number) => number,
) => {
  const largest = magnitudeOf(potential);
  const point = (a: number, b: number) => ({
    x: x(along(spans[0], a / steps)),
    y: y(along(spans[1], b / steps)),
    value: potential[b * (steps + 1) + a] as number,
  });
  const cells = new Map<number, string>();
  let level = '';
  for (let b = 0; b < steps; b++) {
    for (let a = 0; a < steps; a++) {
      const [p, q, r, s] = [point(a, b), point(a + 1, b), point(a + 1, b + 1), point(a, b + 1)];
      const shade = shadeOf((p.value + q.value + r.value + s.value) / 4, largest);
      const path = `M${round(p.x)} ${round(p.y)}H${round(q.x)}V${round(r.y)}H${round(s.x)}Z`;
      cells.set(shade, `${cells.get(shade) ?? ''}${path}`);
      for (const triangle of [[p, q, r] as const, [p, r, s] as const]) {
        const crossing = zeroLine(triangle);
        if (crossing !== null) level += linePath(crossing);
      }
    }
  }
  return { cells, level };
};

export const potentialTable = ({
  agents,
  steps,
  potential,
  spans,
}: Omit<PotentialMapProps, keyof Drawn>): DataTable => ({
  head: [`demand of ${agents[0]}`, `demand of ${agents[1]}`, 'potential less that of r*'],
  rows: potential.map((value, j) => [
    along(spans[0], (j % (steps + 1)) / steps),
    along(spans[1], Math.floor(j / (steps + 1)) / steps),
    value,
  ]),
});
