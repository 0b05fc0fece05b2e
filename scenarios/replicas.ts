/** The ids of an entry of `agents`: its own, or id-1 to id-n if it counts for several. */
export function replicaIds(id: string, count: number): readonly string[] {
  return count === 1 ? [id] : Array.from({ length: count }, (_, index) => `${id}-${index + 1}`);
}
