import type { Palette } from './palette.ts';

/** Shades on either side of zero. */
const SHADES = 8;

/** The number of the shade that a value has: -SHADES .. SHADES, 0 for nothing at all. Steps are even in the root of the value, so that what is near zero can be told apart. */
export const shadeOf = (value: number, largest: number): number => {
  if (!(largest > 0) || value === 0) return 0;
  return Math.sign(value) * Math.max(1, Math.min(SHADES, Math.ceil(SHADES * Math.sqrt(Math.abs(value) / largest))));
};

/** How a shade is filled: gains in one colour and losses in another, stronger as they grow. */
export const fillOf = (
  shade: number,
  palette: Palette,
): { readonly fill: string; readonly 'fill-opacity': number } => ({
  fill: shade >= 0 ? palette.gain : palette.loss,
  'fill-opacity': Math.round(1000 * (0.05 + 0.6 * (Math.abs(shade) / SHADES))) / 1000,
});
