import type { ComponentChildren, JSX } from 'preact';
import type { Palette } from './palette.ts';

export const FONT = "'Inter', 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', 'DejaVu Sans', sans-serif";

/** What every figure takes: its size in pixels and its colours. */
export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
}

interface FrameProps extends Drawn {
  /** What the figure shows, in a sentence: its name for those who do not see it. */
  readonly title: string;
  readonly children: ComponentChildren;
}

/** The sheet that a figure is drawn on. Its marks can be reached with the arrow keys where the page sees to it. */
export const Frame = ({ title, width, height, palette, children }: FrameProps): JSX.Element => {
  const { standalone, ground, ink } = palette;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      aria-label={title}
      class="figure"
      font-family={standalone ? FONT : 'inherit'}
      font-size="12"
      fill={ink}
      {...(standalone ? {} : { tabindex: 0 })}
    >
      {standalone ? <title>{title}</title> : null}
      {standalone ? <rect width={width} height={height} fill={ground} /> : null}
      {children}
    </svg>
  );
};

interface MarkProps {
  /** Every number of the mark in natural units, on hover and focus. */
  readonly tip: string;
  readonly palette: Palette;
  readonly children: ComponentChildren;
  readonly name?: string;
}

/** Something in a figure that has something to say. */
export const Mark = ({ tip, palette, children, name = '' }: MarkProps): JSX.Element => (
  // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a mark is focused to be read, not to be pressed
  <g class={`mark ${name}`.trim()} role="img" {...(palette.standalone ? {} : { 'aria-label': tip, tabindex: -1 })}>
    {palette.standalone ? <title>{tip}</title> : null}
    {children}
  </g>
);
