import type { JSX } from 'preact';
import { BottomAxis, LeftAxis, round } from './Axis.tsx';
import { amountsLike, magnitudeOf } from './amountsLike.ts';
import type { DataTable } from './dataTable.ts';
import { type Drawn, Frame, Mark } from './Frame.tsx';
import { linearScale } from './linearScale.ts';
import { linePath } from './linePath.ts';
import { colourOf } from './palette.ts';
import { shortName } from './shortName.ts';
import type { Units } from './units.ts';

/** One agent's step of the ladder. */
export interface LadderStep {
  readonly agent: number;
  readonly id: string;
  /** Money per unit: the report, or the type where the spot market stayed shut. */
  readonly value: number;
  /** The true type, where it is known. */
  readonly type: number | null;
  /** min(k, S) in the state that came true. */
  readonly maxDemand: number;
  /** Units that it is left with. */
  readonly allocation: number;
  /** To the spot market. */
  readonly payment: number;
}

export interface SpotLadderProps extends Drawn {
  readonly units: Units;
  readonly supply: number;
  readonly steps: readonly LadderStep[];
  /** False where the spot market stayed shut and everybody kept what it held. */
  readonly operated: boolean;
}

const LEFT = 52;
const TOP = 66;
/** Agents up to whose number each has a step of its own; more are drawn as one outline. */
const MOST_STEPS = 150;

/** The reports as a falling ladder, each as wide as the agent's maximum demand, with the supply and the agent at the margin. */
export const SpotLadder = (props: SpotLadderProps): JSX.Element => {
  const { width, height, palette, units, supply, steps, operated } = props;
  const bottom = height - 42;
  const falling = [...steps].sort((a, b) => b.value - a.value || a.agent - b.agent);
  const wanted = falling.reduce((sum, { maxDemand }) => sum + maxDemand, 0);
  const x = linearScale({
    domain: [0, Math.max(wanted, supply)],
    range: [LEFT, width - 12],
    count: Math.max(3, Math.round(width / 100)),
  });
  const highest = magnitudeOf(steps.map(({ value }) => value));
  const v = linearScale({ domain: [0, highest * 1.02], range: [bottom, TOP], count: 5 });
  const [price, amount, coins] = [
    amountsLike(highest),
    amountsLike(supply),
    amountsLike(magnitudeOf(steps.map(({ payment }) => payment))),
  ];
  let before = 0;
  return (
    <Frame
      {...props}
      title={`Reports in the spot market in falling order, in ${units.money} a unit, against the supply`}
    >
      <LeftAxis
        scale={v}
        palette={palette}
        lift={52}
        across={[LEFT, width - 12]}
        label={`${operated ? 'report' : 'type'}, ${units.money} a unit`}
      />
      <BottomAxis
        scale={x}
        palette={palette}
        across={[TOP, bottom]}
        label={`cumulative maximum demand, ${units.quantity}`}
      />
      {falling.length > MOST_STEPS ? <Outline {...{ falling, props, x: x.at, v: v.at, bottom }} /> : null}
      {(falling.length > MOST_STEPS ? [] : falling).map(
        ({ agent, id, value, type, maxDemand, allocation, payment }) => {
          const start = before;
          before += maxDemand;
          const colour = colourOf(palette, agent);
          const served = operated ? Math.min(maxDemand, Math.max(0, supply - start)) : 0;
          const marginal = operated && served > 0 && start + maxDemand >= supply;
          const [left, right] = [x.at(start), x.at(start + maxDemand)];
          const tall = bottom - v.at(value);
          const honest = type === null || type === value ? '' : ` (its type is ${price(type)})`;
          const outcome = operated
            ? `gets ${amount(allocation)} ${units.quantity} and ${payment >= 0 ? 'pays' : 'receives'} ${coins(Math.abs(payment))} ${units.money}`
            : `keeps ${amount(allocation)} ${units.quantity}`;
          return (
            <Mark
              key={id}
              palette={palette}
              tip={`${id} ${operated ? 'reports' : 'has type'} ${price(value)}${honest} for up to ${amount(maxDemand)} ${units.quantity}, ${outcome}${marginal ? '; it is at the margin' : ''}`}
            >
              <rect
                x={round(left)}
                y={round(v.at(value))}
                width={Math.max(1, round(right - left))}
                height={round(tall)}
                fill={colour}
                fill-opacity="0.13"
                stroke={colour}
                stroke-opacity="0.7"
              />
              {served > 0 ? (
                <rect
                  x={round(left)}
                  y={round(v.at(value))}
                  width={round(x.at(start + served) - left)}
                  height={round(tall)}
                  fill={colour}
                  fill-opacity="0.55"
                />
              ) : null}
              {marginal ? (
                <line
                  x1={round(left)}
                  x2={round(right)}
                  y1={round(v.at(value))}
                  y2={round(v.at(value))}
                  stroke={palette.ink}
                  stroke-width="3"
                />
              ) : null}
              {right - left > 6.5 * shortName(id, 9).length + 4 ? (
                <text x={(left + right) / 2} y={v.at(value) - 5} text-anchor="middle" font-size="11" fill={palette.ink}>
                  {shortName(id, 9)}
                </text>
              ) : right - left > 12 ? (
                <text
                  transform={`translate(${round((left + right) / 2 + 4)} ${round(v.at(value) - 5)}) rotate(-60)`}
                  font-size="10"
                  fill={palette.ink}
                >
                  {shortName(id, 7)}
                </text>
              ) : null}
            </Mark>
          );
        },
      )}
      <Mark tip={`supply: ${amount(supply)} ${units.quantity}`} palette={palette}>
        <line x1={x.at(supply)} x2={x.at(supply)} y1={TOP - 34} y2={bottom} stroke={palette.accent} stroke-width="2" />
        <text
          x={x.at(supply) - 5}
          y={TOP - 40}
          text-anchor="end"
          font-size="11"
          font-weight="600"
          fill={palette.accent}
        >
          supply {amount(supply)}
        </text>
      </Mark>
    </Frame>
  );
};

interface OutlineProps {
  readonly falling: readonly LadderStep[];
  readonly props: SpotLadderProps;
  readonly x: (value: number) => number;
  readonly v: (value: number) => number;
  readonly bottom: number;
}

/** The ladder of very many, to half a pixel; what is served is filled. */
const Outline = ({ falling, props, x, v, bottom }: OutlineProps): JSX.Element => {
  const { palette, supply, operated } = props;
  const upTo = (most: number): string => {
    const corners: (readonly [number, number])[] = [[x(0), bottom]];
    let [before, drawn] = [0, Number.NEGATIVE_INFINITY];
    for (const { value, maxDemand } of falling) {
      const right = Math.min(most, before + maxDemand);
      if (x(right) - drawn >= 0.5) {
        corners.push([x(before), v(value)], [x(right), v(value)]);
        drawn = x(right);
      }
      before = right;
    }
    return `${linePath([...corners, [x(before), bottom]])}Z`;
  };
  return (
    <Mark tip={`${falling.length} agents in falling order`} palette={palette}>
      <path
        d={upTo(Number.POSITIVE_INFINITY)}
        fill={palette.gain}
        fill-opacity="0.13"
        stroke={palette.gain}
        stroke-opacity="0.7"
      />
      {operated ? <path d={upTo(supply)} fill={palette.gain} fill-opacity="0.55" /> : null}
    </Mark>
  );
};

export const ladderTable = ({ steps }: Omit<SpotLadderProps, keyof Drawn>): DataTable => ({
  head: ['agent', 'report', 'type', 'maximum demand', 'allocation', 'payment'],
  rows: [...steps]
    .sort((a, b) => b.value - a.value || a.agent - b.agent)
    .map(({ id, value, type, maxDemand, allocation, payment }) => [id, value, type, maxDemand, allocation, payment]),
});
