import type { ComponentChild, JSX } from 'preact';
import type { Drawn } from '../figures/Frame.tsx';
import { type Palette, SCREEN } from '../figures/palette.ts';

/** The page's colours, with tips of the browser's own. */
const PALETTE: Palette = { ...SCREEN, standalone: true };
const WIDE = 800;
const HALF = 392;

interface FigureProps {
  readonly title: string;
  readonly says?: string;
  readonly height: number;
  /** Half as wide as the page. */
  readonly half?: boolean;
  readonly draw: (drawn: Drawn) => ComponentChild;
}

/** A figure with its heading and what it says. */
export const Figure = ({ title, says, height, half, draw }: FigureProps): JSX.Element => (
  <figure class={half === true ? 'half' : 'wide'}>
    <figcaption>
      <h3>{title}</h3>
      {says === undefined || says === '' ? null : <p>{says}</p>}
    </figcaption>
    {draw({ width: half === true ? HALF : WIDE, height, palette: PALETTE })}
  </figure>
);
