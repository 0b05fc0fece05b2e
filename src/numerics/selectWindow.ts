/** The places of a weighted descending order that matter: `order[first .. end - 1]` is sorted, what is before it has larger keys, what is behind it smaller ones. */
export interface OrderWindow {
  readonly order: Int32Array;
  readonly first: number;
  readonly end: number;
  /** Total weight of the places before `first`. */
  readonly before: number;
}

interface WindowQuestion {
  readonly keys: readonly number[];
  /** Positive. */
  readonly weights: readonly number[];
  /** Cumulative weights between which the order is wanted. */
  readonly from: number;
  readonly to: number;
}

/**
 * Puts in descending order only the items whose stretch of cumulative weight meets [from, to]; equal keys keep their own
 * order. Two weighted quickselects narrow the range, an insertion or a library sort orders what is left. Cost O(n + w log w)
 * expected for w items in the window.
 */
export const selectWindow = ({ keys, weights, from, to }: WindowQuestion): OrderWindow => {
  const n = keys.length;
  const order = new Int32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  const earlier = (a: number, b: number): boolean => {
    const [ka, kb] = [keys[a] as number, keys[b] as number];
    return ka > kb || (ka === kb && a < b);
  };
  const weigh = (low: number, high: number): number => {
    let sum = 0;
    for (let j = low; j < high; j++) sum += weights[order[j] as number] as number;
    return sum;
  };
  /** Splits [low, high) around a pivot; returns its place. */
  const partition = (low: number, high: number): number => {
    const candidates = [order[low] as number, order[(low + high) >> 1] as number, order[high - 1] as number];
    const [a, b, c] = candidates as [number, number, number];
    const pivot = earlier(a, b)
      ? earlier(b, c)
        ? b
        : earlier(a, c)
          ? c
          : a
      : earlier(a, c)
        ? a
        : earlier(b, c)
          ? c
          : b;
    let [left, right] = [low, high - 1];
    for (;;) {
      while (earlier(order[left] as number, pivot)) left += 1;
      while (earlier(pivot, order[right] as number)) right -= 1;
      if (left >= right) return right;
      const held = order[left] as number;
      order[left] = order[right] as number;
      order[right] = held;
      left += 1;
      right -= 1;
    }
  };

  let [first, end, before] = [0, n, 0];
  // Cut away, from the front, what ends before `from`; from the back, what starts after `to`.
  for (let [low, high, weight] = [0, n, 0]; high - low > 8; ) {
    const split = partition(low, high) + 1;
    const middle = weight + weigh(low, Math.min(split, high));
    if (split >= high) break;
    if (middle <= from) [low, weight, first, before] = [split, middle, split, middle];
    else {
      high = split;
      if (middle > to) end = Math.min(end, split);
    }
  }
  for (let [low, high, weight] = [first, end, before]; high - low > 8; ) {
    const split = partition(low, high) + 1;
    if (split >= high) break;
    const middle = weight + weigh(low, split);
    if (middle >= to) [high, end] = [split, Math.min(end, split)];
    else [low, weight] = [split, middle];
  }
  const window = order.subarray(first, end);
  window.sort((a, b) => (keys[b] as number) - (keys[a] as number) || a - b);
  return { order, first, end, before };
};
