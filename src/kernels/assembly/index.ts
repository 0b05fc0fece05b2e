export { latticeSums } from './latticeSums';
export { draw } from './draw';
export { spotRounds } from './spotRounds';

/** The first byte that the module does not use itself. */
export function heapBase(): usize {
  return __heap_base;
}
