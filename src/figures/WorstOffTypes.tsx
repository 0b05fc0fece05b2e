import type { JSX } from 'preact';
import { BottomAxis, round } from './Axis.tsx';
import { amountsLike } from './amountsLike.ts';
import type { DataTable } from './dataTable.ts';
import { type Drawn, Frame, Mark } from './Frame.tsx';
import { linearScale } from './linearScale.ts';
import { colourOf } from './palette.ts';
import { shortName } from './shortName.ts';
import type { Units } from './units.ts';

export interface WorstOffTypesProps extends Drawn {
  readonly units: Units;
  readonly agents: readonly string[];
  readonly support: readonly [number, number];
  /** At the endowments. */
  readonly before: readonly number[];
  /** At what the forward market left; null before it has cleared. */
  readonly after: readonly number[] | null;
  /** t^. */
  readonly common: number;
}

const SIDE = 24;
/** Agents up to whose number each has a mark of its own; more are drawn as one. */
const MOST_MARKS = 150;

/** Every agent's worst-off type on one line, with the endowments above and after the forward market below: at r* they meet. */
export const WorstOffTypes = (props: WorstOffTypesProps): JSX.Element => {
  const { width, height, palette, units, agents, support, before, after, common } = props;
  const [top, bottom] = [78, height - 62];
  const x = linearScale({ domain: support, range: [SIDE, width - SIDE], count: Math.max(3, Math.round(width / 100)) });
  const text = amountsLike(support[1]);
  const leansLeft = (place: number): boolean => place > width - 70;
  const places = spread(before.map(x.at), 13, SIDE, width - SIDE);
  return (
    <Frame {...props} title={`Worst-off types before and after the forward market, in ${units.money} a unit`}>
      <BottomAxis scale={x} palette={palette} across={[top, bottom + 14]} label={`type, ${units.money} a unit`} />
      <line x1={SIDE} x2={width - SIDE} y1={top} y2={top} stroke={palette.faint} stroke-width="1.5" />
      <text x={SIDE} y={16} font-size="11" fill={palette.soft}>
        with the endowments
      </text>
      <text x={SIDE} y={bottom + 8} font-size="11" fill={palette.soft}>
        {after === null ? '' : 'after'}
      </text>
      <Mark
        tip={`the common worst-off type at the interior holdings: ${text(common)} ${units.money} a unit`}
        palette={palette}
      >
        <line
          x1={x.at(common)}
          x2={x.at(common)}
          y1={top - 8}
          y2={bottom + 14}
          stroke={palette.accent}
          stroke-width="1.4"
          stroke-dasharray="3 3"
        />
      </Mark>
      {agents.length > MOST_MARKS ? <Swarm {...{ props, x: x.at, top, bottom: bottom + 14 }} /> : null}
      {(agents.length > MOST_MARKS ? [] : agents).map((id, i) => {
        const from = before[i] as number;
        const to = after?.[i];
        const colour = colourOf(palette, i);
        return (
          <Mark
            key={id}
            palette={palette}
            tip={`${id}: worst-off type ${text(from)}${to === undefined ? '' : `, ${text(to)} after the forward market`} ${units.money} a unit`}
          >
            {to === undefined ? null : (
              <line
                x1={round(x.at(from))}
                y1={top}
                x2={round(x.at(to))}
                y2={bottom + 14}
                stroke={colour}
                stroke-width="1.6"
              />
            )}
            <circle cx={round(x.at(from))} cy={top} r="5" fill={colour} stroke={palette.ground} stroke-width="1.5" />
            {to === undefined ? null : (
              <circle cx={round(x.at(to))} cy={bottom + 14} r="4" fill={colour} stroke={palette.ground} />
            )}
            {agents.length > 16 ? null : (
              <text
                transform={`translate(${round(places[i] as number)} ${top - 9}) rotate(${leansLeft(places[i] as number) ? 42 : -42})`}
                text-anchor={leansLeft(places[i] as number) ? 'end' : 'start'}
                font-size="11"
                fill={palette.ink}
              >
                {shortName(id, 10)}
              </text>
            )}
          </Mark>
        );
      })}
      <text
        x={x.at(common) + (leansLeft(x.at(common)) ? -8 : 8)}
        y={bottom - 4}
        text-anchor={leansLeft(x.at(common)) ? 'end' : 'start'}
        font-size="11"
        font-weight="600"
        fill={palette.accent}
        stroke={palette.ground}
        stroke-width="4"
        paint-order="stroke"
      >
        t̂ = {text(common)}
      </text>
    </Frame>
  );
};

interface SwarmProps {
  readonly props: WorstOffTypesProps;
  readonly x: (value: number) => number;
  readonly top: number;
  readonly bottom: number;
}

/** The lines of very many, to a pixel. */
const Swarm = ({ props: { agents, before, after, palette }, x, top, bottom }: SwarmProps): JSX.Element => {
  const lines = new Set(
    before.map((from, i) => {
      const to = after?.[i];
      const start = `M${Math.round(x(from))} ${top}`;
      return to === undefined ? `${start}v4` : `${start}L${Math.round(x(to))} ${bottom}`;
    }),
  );
  return (
    <Mark tip={`the worst-off types of ${agents.length} agents`} palette={palette}>
      <path d={[...lines].join('')} fill="none" stroke={palette.gain} stroke-opacity="0.6" />
    </Mark>
  );
};

/** Places for labels: near to where they belong, `gap` apart, in the same order. */
const spread = (wanted: readonly number[], gap: number, from: number, to: number): readonly number[] => {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] as number) - (wanted[b] as number));
  const placed = [...wanted];
  let last = from - gap;
  for (const i of order) {
    placed[i] = Math.max(wanted[i] as number, last + gap);
    last = placed[i] as number;
  }
  let next = to;
  for (const i of [...order].reverse()) {
    placed[i] = Math.min(placed[i] as number, next);
    next = (placed[i] as number) - gap;
  }
  return placed;
};

export const worstOffTable = ({ agents, before, after, common }: Omit<WorstOffTypesProps, keyof Drawn>): DataTable => ({
  head: ['agent', 'with the endowments', 'after the forward market', 'common worst-off type'],
  rows: agents.map((id, i) => [id, before[i] as number, after?.[i] ?? null, common]),
});
