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

/** What one agent trades forward, as a stretch of the price schedule. */
export interface ForwardTrade {
  readonly agent: number;
  readonly id: string;
  /** The stretch of P that is integrated: from where the agent stands with its endowment to where it is left. */
  readonly from: number;
  readonly to: number;
  /** Bought, negative if sold. */
  readonly quantity: number;
  /** To the market, before the charge. */
  readonly payment: number;
  readonly charge: number;
}

export interface Schedule {
  /** Rising; units beyond the interior holding. */
  readonly y: readonly number[];
  /** P(y); money per unit. */
  readonly price: readonly number[];
  /** Convex minorant below 0 and concave majorant above, for rules that are priced from them. */
  readonly hull: readonly number[] | null;
  /** P(0). */
  readonly priceAtZero: number;
}

export interface PriceScheduleProps extends Drawn {
  readonly units: Units;
  readonly schedule: Schedule;
  readonly trades: readonly ForwardTrade[];
  readonly horizontal: string;
}

const LEFT = 52;
const RIGHT = 16;
const TRACK = 15;
/** Agents up to whose number each has an area of its own; of more, each side of the market has one. */
const MOST_TRADES = 40;

/** P with its hulls, and every agent's trade as the area under it that it pays or is paid. */
export const PriceSchedule = (props: PriceScheduleProps): JSX.Element => {
  const { width, height, palette, units, schedule, horizontal } = props;
  const trades = props.trades.length <= MOST_TRADES ? props.trades : sidesOf(props.trades);
  const { y, price, hull, priceAtZero } = schedule;
  const tracks = trades.length <= 14 ? trades.length * TRACK + 8 : 0;
  const bottom = height - 44 - tracks;
  const x = linearScale({
    domain: [y[0] as number, y.at(-1) as number],
    range: [LEFT, width - RIGHT],
    count: Math.max(3, Math.round(width / 90)),
  });
  const highest = Math.max(...price);
  const lowest = Math.min(0, ...price);
  const v = linearScale({ domain: [lowest, highest + 0.04 * (highest - lowest)], range: [bottom, 30], count: 5 });
  const curve = (values: readonly number[]): string =>
    linePath(values.map((value, j) => [x.at(y[j] as number), v.at(value)]));
  return (
    <Frame {...props} title={`Price schedule, in ${units.money} a unit, with the area that each agent trades`}>
      <LeftAxis scale={v} palette={palette} across={[LEFT, width - RIGHT]} label={`price, ${units.money} a unit`} />
      <BottomAxis scale={x} palette={palette} across={[30, bottom]} label="" />
      <line x1={x.at(0)} x2={x.at(0)} y1="30" y2={bottom} stroke={palette.soft} stroke-dasharray="2 3" />
      {trades.map((trade, row) => (
        <Trade
          key={trade.id}
          {...{ trade, props: { ...props, trades }, x: x.at, v: v.at, bottom, row, tracks: tracks > 0 }}
        />
      ))}
      {hull === null ? null : (
        <path d={curve(hull)} fill="none" stroke={palette.soft} stroke-width="1.3" stroke-dasharray="5 4" />
      )}
      <path d={curve(price)} fill="none" stroke={palette.accent} stroke-width="2.2" class="schedule" />
      <Mark tip={`P(0): ${amountsLike(highest)(priceAtZero)} ${units.money} a unit`} palette={palette}>
        <circle
          cx={x.at(0)}
          cy={v.at(priceAtZero)}
          r="4.5"
          fill={palette.accent}
          stroke={palette.ground}
          stroke-width="1.5"
        />
        <text x={x.at(0) - 8} y={v.at(priceAtZero) - 8} text-anchor="end" fill={palette.ink} font-size="11">
          P(0) = {amountsLike(highest)(priceAtZero)}
        </text>
      </Mark>
      <text x={(LEFT + width - RIGHT) / 2} y={height - 6} text-anchor="middle" font-size="11" fill={palette.soft}>
        {horizontal}
      </text>
    </Frame>
  );
};

const sidesOf = (trades: readonly ForwardTrade[]): readonly ForwardTrade[] => {
  const sides = [trades.filter(({ quantity }) => quantity > 0), trades.filter(({ quantity }) => quantity < 0)];
  return sides.flatMap((side, agent) => {
    if (side.length === 0) return [];
    const sum = (of: (trade: ForwardTrade) => number): number => side.reduce((all, trade) => all + of(trade), 0);
    return [
      {
        agent,
        id: `${agent === 0 ? 'buyers' : 'sellers'} (${side.length})`,
        from: side.reduce((least, { from, to }) => Math.min(least, from, to), Number.POSITIVE_INFINITY),
        to: side.reduce((most, { from, to }) => Math.max(most, from, to), Number.NEGATIVE_INFINITY),
        quantity: sum(({ quantity }) => quantity),
        payment: sum(({ payment }) => payment),
        charge: sum(({ charge }) => charge),
      },
    ];
  });
};

interface TradeProps {
  readonly trade: ForwardTrade;
  readonly props: PriceScheduleProps;
  readonly x: (value: number) => number;
  readonly v: (value: number) => number;
  readonly bottom: number;
  readonly row: number;
  readonly tracks: boolean;
}

const Trade = ({ trade, props, x, v, bottom, row, tracks }: TradeProps): JSX.Element | null => {
  const { palette, schedule, width } = props;
  const { from, to, id } = trade;
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const colour = colourOf(palette, trade.agent);
  const top = bottom + 24 + row * TRACK;
  const inside = schedule.y
    .map((at, j) => [at, schedule.price[j] as number] as const)
    .filter(([at]) => at > low && at < high);
  const edge = (at: number): readonly [number, number] => [at, priceAt(schedule, at)];
  const outline = [edge(low), ...inside, edge(high)].map(([at, p]) => [x(at), v(p)] as const);
  const area = `${linePath([[x(low), v(0)], ...outline, [x(high), v(0)]])}Z`;
  const clear = x(low) - LEFT > 7 * shortName(id).length + 8;
  return (
    <Mark tip={tradeTip(trade, props)} palette={palette} name="trade">
      {high > low ? (
        <path class="area" d={area} fill={colour} fill-opacity="0.16" stroke={colour} stroke-opacity="0.55" />
      ) : null}
      {tracks ? (
        <>
          <rect
            x={LEFT}
            y={top - 7}
            width={width - LEFT - RIGHT}
            height={TRACK - 1}
            fill={palette.ground}
            fill-opacity="0"
          />
          <rect
            x={round(x(low))}
            y={top - 4}
            width={Math.max(2, round(x(high) - x(low)))}
            height="8"
            rx="2"
            fill={colour}
          />
          <text
            x={clear ? x(low) - 6 : x(high) + 6}
            y={top + 4}
            text-anchor={clear ? 'end' : 'start'}
            font-size="11"
            fill={palette.ink}
          >
            {shortName(id)}
          </text>
        </>
      ) : null}
    </Mark>
  );
};

const priceAt = ({ y, price }: Schedule, at: number): number => {
  const right = y.findIndex((value) => value >= at);
  if (right <= 0) return (right === 0 ? price[0] : price.at(-1)) as number;
  const [a, b] = [y[right - 1] as number, y[right] as number];
  const [p, q] = [price[right - 1] as number, price[right] as number];
  return p + ((q - p) * (at - a)) / (b - a);
};

const tradeTip = ({ id, quantity, payment, charge }: ForwardTrade, { units, trades }: PriceScheduleProps): string => {
  const units_ = amountsLike(magnitudeOf(trades.map((trade) => trade.quantity)));
  const coins = amountsLike(magnitudeOf(trades.map((trade) => trade.payment)));
  const trade =
    quantity === 0
      ? 'trades nothing forward'
      : `${quantity > 0 ? 'buys' : 'sells'} ${units_(Math.abs(quantity))} ${units.quantity} forward and ${
          payment >= 0 ? 'pays' : 'receives'
        } ${coins(Math.abs(payment))} ${units.money}, ${amountsLike(Math.abs(payment / quantity))(payment / quantity)} a unit`;
  return `${id} ${trade}${charge === 0 ? '' : `; its charge is ${coins(charge)} ${units.money}`}`;
};

export const priceScheduleTable = ({ schedule, trades }: Omit<PriceScheduleProps, keyof Drawn>): DataTable => ({
  head: ['y', 'price', 'hull', ...trades.map(({ id }) => `${id} trades here`)],
  rows: schedule.y.map((at, j) => [
    at,
    schedule.price[j] as number,
    schedule.hull?.[j] ?? null,
    ...trades.map(({ from, to }) => (at >= Math.min(from, to) && at <= Math.max(from, to) ? 1 : 0)),
  ]),
});
