const BLOCKS = '▁▂▃▄▅▆▇█';

/** Values as blocks from the lowest to the highest of them; what differs by rounding alone is drawn as level. */
export const sparkline = (values: readonly number[]): string => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const level = high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high));
  const block = (value: number): number => (level ? 3 : Math.round((7 * (value - low)) / (high - low)));
  return values.map((value) => BLOCKS[block(value)]).join('');
};
