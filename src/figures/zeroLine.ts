/** A corner of a small triangle: where it is on the page and what the surface is there. */
export interface SurfacePoint {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

/**
 * The stretch along which a surface crosses zero within a triangle, the surface taken as flat there; null where it does not.
 * O(1). Two triangles that share an edge meet in the same point of it.
 */
export const zeroLine = (
  corners: readonly [SurfacePoint, SurfacePoint, SurfacePoint],
): readonly [readonly [number, number], readonly [number, number]] | null => {
  const crossings: (readonly [number, number])[] = [];
  for (let i = 0; i < 3; i++) {
    const [a, b] = [corners[i] as SurfacePoint, corners[(i + 1) % 3] as SurfacePoint];
    if (a.value < 0 === b.value < 0) continue;
    const share = a.value / (a.value - b.value);
    crossings.push([a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)]);
  }
  return crossings.length === 2
    ? [crossings[0] as readonly [number, number], crossings[1] as readonly [number, number]]
    : null;
};
