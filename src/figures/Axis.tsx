import type { JSX } from 'preact';
import { amountsLike } from './amountsLike.ts';
import type { LinearScale } from './linearScale.ts';
import type { Palette } from './palette.ts';

interface AxisProps {
  readonly scale: LinearScale;
  readonly palette: Palette;
  /** From one side of the plot to the other, along which grid lines run; pixels. */
  readonly across: readonly [number, number];
  readonly label: string;
  readonly grid?: boolean;
  /** How far above the plot the left axis has its label; pixels. */
  readonly lift?: number;
}

/** Ticks with as many decimals as their step needs. */
const tickText = ({ step, domain }: LinearScale): ((value: number) => string) => {
  const largest = Math.max(Math.abs(domain[0]), Math.abs(domain[1]));
  if (largest >= 1e7 || largest < 1e-5) return (value) => (value === 0 ? '0' : value.toExponential(1));
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const write = amountsLike(10 ** (4 - Math.min(12, digits)));
  return (value) => write(value);
};

/** Along the bottom: `across` runs from the top of the plot to its bottom. */
export const BottomAxis = ({ scale, palette, across: [top, bottom], label, grid }: AxisProps): JSX.Element => {
  const text = tickText(scale);
  const [from, to] = [scale.at(scale.domain[0]), scale.at(scale.domain[1])];
  return (
    <g class="axis" fill={palette.soft} text-anchor="middle" font-size="11">
      <line x1={from} x2={to} y1={bottom} y2={bottom} stroke={palette.soft} />
      {scale.ticks.map((value) => (
        <g key={value} transform={`translate(${round(scale.at(value))} ${bottom})`}>
          <line y1={grid === true ? top - bottom : 0} y2="4" stroke={grid === true ? palette.faint : palette.soft} />
          <text y="16">{text(value)}</text>
        </g>
      ))}
      <text x={(from + to) / 2} y={bottom + 33}>
        {label}
      </text>
    </g>
  );
};

/** Along the left side: `across` runs from the left of the plot to its right. The label stands above. */
export const LeftAxis = ({
  scale,
  palette,
  across: [left, right],
  label,
  grid = true,
  lift = 12,
}: AxisProps): JSX.Element => {
  const text = tickText(scale);
  const top = Math.min(scale.at(scale.domain[0]), scale.at(scale.domain[1]));
  return (
    <g class="axis" fill={palette.soft} text-anchor="end" font-size="11">
      {scale.ticks.map((value) => (
        <g key={value} transform={`translate(${left} ${round(scale.at(value))})`}>
          {grid ? <line x2={right - left} stroke={palette.faint} /> : null}
          <text x="-7" y="4">
            {text(value)}
          </text>
        </g>
      ))}
      <text x={left} y={top - lift} text-anchor="start">
        {label}
      </text>
    </g>
  );
};

/** Coordinates to a hundredth of a pixel: shorter files, the same picture. */
export const round = (pixel: number): number => Math.round(pixel * 100) / 100 + 0;
