import { type Figure1Point, figure1At, OTHERS } from './figure1.ts';

/** Something that the paper says of Figure 1. */
export interface Figure1Claim {
  readonly claim: string;
  readonly holds: boolean;
  /** Money, or per unit of k_1 where it is a rate; negative where the claim fails. */
  readonly margin: number;
}

/**
 * The figure by hand, from nothing but its caption. With k = k_1, types t uniform on [0, 1] and k_2 = k_3 = 2/3, what is left for an
 * agent depends on which of the others have higher types:
 *
 *   q_1(t) = k t^2 + min(k, 1/3) 2 t (1 - t)
 *   q_2(t) = 2/3 t^2 + (min(2/3, 1 - k) + 1/3) t (1 - t) + max(0, 1/3 - k) (1 - t)^2
 *
 * each a t^2 + b t + c; t^ is where q_1 + 2 q_2 = 1. Eq. (11) integrates them: q (2x - 1) over [0, 1] to (a + b)/6, and q over [0, t^] to a t^3/3 + b t^2/2 + c t.
 */
export const figure1ByHand = (k: number): Figure1Point => {
  const one = Math.min(k, 1 / 3);
  const both = Math.max(0, 1 / 3 - k);
  const mixed = Math.min(2 / 3, 1 - k) + 1 / 3;
  const strong = { a: k - 2 * one, b: 2 * one, c: 0 };
  const other = { a: 2 / 3 - mixed + both, b: mixed - 2 * both, c: both };
  const total = (part: 'a' | 'b' | 'c'): number => strong[part] + 2 * other[part];
  const [a, b, c] = [total('a'), total('b'), total('c')];
  // The root of a t^2 + b t + c = 1 in [0, 1], in the form that does not cancel.
  const t = (2 * (1 - c)) / (b + Math.sqrt(b * b + 4 * a * (1 - c)));
  const traded = (a + b) / 6;
  return {
    maxDemand: k,
    worstOffType: t,
    interior: traded + t * (t * ((a * t) / 3 + b / 2) + c - 1),
    corner: traded + strong.a / 3 + strong.b / 2 + strong.c - k,
  };
};

type Curve = Exclude<keyof Figure1Point, 'maxDemand'>;
const CURVES: readonly Curve[] = ['interior', 'corner', 'worstOffType'];
const KINK = 1 / 3;
/** Of a curve computed twice. */
const ROUNDING = 1e-12;

const claim = (text: string, margin: number, rounding = 0): Figure1Claim => {
  return { claim: text, holds: margin >= -rounding, margin };
};

/** `count` even steps of k_1 on either side of the kink at 1/3, which ends the one and begins the other. Cost: 2 count + 1 theories. */
const sides = (count: number) => {
  const points = Array.from({ length: 2 * count }, (_, j) => figure1At((OTHERS * (j + 1)) / (2 * count)));
  const kink = figure1At(KINK);
  return { points, before: [...points.slice(0, count - 1), kink], after: [kink, ...points.slice(count)] };
};

/** What section 5.3 says of the curves of Figure 1, checked on those that the theory computes. Cost: 2 count + 1 theories of three agents. */
export const figure1Claims = (count = 20): readonly Figure1Claim[] => {
  const { points, before, after } = sides(count);
  const [first, last] = [points[0], points.at(-1)] as [Figure1Point, Figure1Point];
  const off = points.map((point) => {
    const byHand = figure1ByHand(point.maxDemand);
    return Math.max(...CURVES.map((curve) => Math.abs(point[curve] - byHand[curve])));
  });
  return [
    claim('the curves are those of the caption’s economy', -Math.max(...off), ROUNDING),
    claim('the interior earns more as k_1 grows', Math.min(...rates(before, 'interior'), ...rates(after, 'interior'))),
    claim(
      'and by less for each unit beyond k_1 = 1/3',
      Math.min(...rates(before, 'interior')) - Math.max(...rates(after, 'interior')),
    ),
    claim('the corner earns more as k_1 grows to 1/3', Math.min(...rates(before, 'corner'))),
    claim('and less beyond it', -Math.max(...rates(after, 'corner'))),
    claim('the corner earns more than the interior for small k_1', first.corner - first.interior),
    claim('the interior earns more than the corner for large k_1', last.interior - last.corner),
  ];
};

/** Why the interior earns more, by the same section: a larger k_1 implies a lower common worst-off type. As dear as the claims. */
export const figure1Reason = (count = 20): readonly Figure1Claim[] => {
  const { before, after } = sides(count);
  return [
    claim('the common worst-off type falls as k_1 grows to 1/3', -Math.max(...rates(before, 'worstOffType'))),
    claim('the common worst-off type falls beyond it', -Math.max(...rates(after, 'worstOffType'))),
  ];
};

/** Rises of a curve from point to point, per unit of k_1. */
const rates = (points: readonly Figure1Point[], curve: Curve): readonly number[] =>
  points.slice(1).map((point, j) => {
    const { maxDemand, [curve]: value } = points[j] as Figure1Point;
    return (point[curve] - value) / (point.maxDemand - maxDemand);
  });
