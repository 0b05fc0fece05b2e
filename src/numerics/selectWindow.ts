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
  let first = 0;
  let end = n;
  let before = 0;
  // Cut away, from the front, what ends before `from`; from the back, what starts after `to`.
  for (let low = 0, high = n; high - low > 8; ) {
    const split = partition(order, keys, low, high) + 1;
    if (split >= high) break;
    const middle = before + weigh(order, weights, low, split);
    if (middle <= from) {
      low = first = split;
      before = middle;
    } else {
      high = split;
      if (middle > to) end = Math.min(end, split);
    }
  }
  for (let low = first, high = end, weight = before; high - low > 8; ) {
    const split = partition(order, keys, low, high) + 1;
    if (split >= high) break;
    const middle = weight + weigh(order, weights, low, split);
    if (middle >= to) high = end = Math.min(end, split);
    else {
      low = split;
      weight = middle;
    }
  }
  const window = order.subarray(first, end);
  window.sort((a, b) => (keys[b] as number) - (keys[a] as number) || a - b);
  return { order, first, end, before };
};

/** Whether item a comes before item b. */
const earlier = (keys: readonly number[], a: number, b: number): boolean => {
  const ka = keys[a] as number;
  const kb = keys[b] as number;
  return ka > kb || (ka === kb && a < b);
};

const weigh = (order: Int32Array, weights: readonly number[], low: number, high: number): number => {
  let sum = 0;
  for (let j = low; j < high; j++) sum += weights[order[j] as number] as number;
  return sum;
};

/** Splits [low, high) around the middle one of three; returns its place. */
const partition = (order: Int32Array, keys: readonly number[], low: number, high: number): number => {
  const a = order[low] as number;
  const b = order[(low + high) >> 1] as number;
  const c = order[high - 1] as number;
  const ab = earlier(keys, a, b);
  const bc = earlier(keys, b, c);
  const ac = earlier(keys, a, c);
  const pivot = ab === bc ? b : ab === ac ? c : a;
  for (let left = low, right = high - 1; ; left++, right--) {
    while (earlier(keys, order[left] as number, pivot)) left += 1;
    while (earlier(keys, pivot, order[right] as number)) right -= 1;
    if (left >= right) return right;
    const held = order[left] as number;
    order[left] = order[right] as number;
    order[right] = held;
  }
};
