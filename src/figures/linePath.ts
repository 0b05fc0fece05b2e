import { round } from './Axis.tsx';

/** The `d` of a line through points; one that is not finite breaks it. */
export const linePath = (points: readonly (readonly [number, number])[]): string => {
  let pen = 'M';
  let path = '';
  for (const [x, y] of points) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      pen = 'M';
      continue;
    }
    path += `${pen}${round(x)} ${round(y)}`;
    pen = 'L';
  }
  return path;
};
