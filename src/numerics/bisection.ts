/** The first index in [from, to) at which a test holds that stays true once it is; `to` where it never does. */
export const firstWhere = (from: number, to: number, test: (index: number) => boolean): number => {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** The last x, going from `from` to `to`, at which a test holds that turns false once on the way; `from` where it never holds. To rounding. */
export const lastTrue = (from: number, to: number, test: (x: number) => boolean): number => {
  if (test(to)) return to;
  let [good, bad] = [from, to];
  for (let step = 0; step < 60; step++) {
    const middle = good + (bad - good) / 2;
    if (middle === good || middle === bad) break;
    if (test(middle)) good = middle;
    else bad = middle;
  }
  return good;
};
