import { type ComponentType, h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Drawn } from '../../src/figures/Frame.tsx';
import { PRINT } from '../../src/figures/palette.ts';

/** A figure as text, as a report or a download has it. */
export const drawn = <Props extends Drawn>(figure: ComponentType<Props>, props: Omit<Props, keyof Drawn>): string =>
  renderToString(h(figure, { width: 600, height: 300, palette: PRINT, ...props } as unknown as Props));

/** What a figure is made of: its elements and texts, one a line, without coordinates, which move with every change of a margin. */
export const structure = (svg: string): string => {
  const lines: string[] = [];
  for (const [, close, name, , text] of svg.matchAll(/<(\/?)([a-z]+)([^>]*)>([^<]*)/g)) {
    if (close === '/' || name === undefined) continue;
    lines.push(text?.trim() ? `${name}: ${text.trim()}` : name);
  }
  return lines.join('\n');
};

/** The tips of all marks, in order; before them stands the title of the figure itself. */
export const tips = (svg: string): readonly string[] =>
  [...svg.matchAll(/<title>([^<]*)<\/title>/g)].slice(1).map(([, tip]) => tip as string);
