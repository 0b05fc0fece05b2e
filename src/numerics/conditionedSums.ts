import { type ContourAnswer, type ContourQuestion, contourSums } from './contourSums.ts';

/** Weights that are conditioned on at most: each doubles the contours. */
const MOST = 6;
/** Conditioning must pay by this factor. */
const PAYS = 2;

/**
 * `contourSums` for weights of which a few are large beside all others together. The law of X then has stretches far apart, which one
 * contour would have to span finely: instead the large ones are conditioned on. With K_B the sum of a set B of them, P_B its probability
 * and Y the sum of the others,
 *
 *   E[(c - X)+] = sum over B of P_B E[(c - K_B - Y)+]
 *
 * one contour a set, none where K_B reaches c; a large one itself has sum over B without it of P_B (W_B - W_B+i), W_B = E[(c - K_B - Y)+].
 * Errors are those of the contours, weighted alike. Cost: up to 2^b contours, each narrower by the spread that was taken out.
 */
export const conditionedSums = (question: ContourQuestion) => {
  const { weights, counts, limit } = question;
  const large = largeOnes(question);
  if (large.length === 0) return contourSums(question);
  const others = Array.from(weights, (_, j) => j).filter((j) => !large.includes(j));
  const ask = contourSums({
    ...question,
    weights: Float64Array.from(others, (j) => weights[j] as number),
    counts: Float64Array.from(others, (j) => counts[j] as number),
  });
  const sets = 1 << large.length;
  const held = Float64Array.from({ length: sets }, (_, set) =>
    large.reduce((sum, j, b) => sum + ((set >> b) & 1) * (weights[j] as number), 0),
  );
  const rounding = 8 * Number.EPSILON * sets * limit;

  return (p: ArrayLike<number>, f: ArrayLike<number>): ContourAnswer => {
    const groups = weights.length;
    const values = new Float64Array(groups + 1);
    const errors = new Float64Array(groups).fill(rounding);
    const [yes, no] = [
      Float64Array.from(others, (j) => p[j] as number),
      Float64Array.from(others, (j) => f[j] as number),
    ];
    let [nodes, served, servedError] = [0, 0, rounding];
    // W_B and its error.
    const [left, leftError] = [new Float64Array(sets), new Float64Array(sets)];
    const probability = (set: number, but = -1): number =>
      large.reduce((product, j, b) => product * (b === but ? 1 : ((((set >> b) & 1) === 1 ? p : f)[j] as number)), 1);
    for (let set = 0; set < sets; set++) {
      const chance = probability(set);
      const room = limit - (held[set] as number);
      if (room <= rounding) {
        served += chance * limit;
        continue;
      }
      const answer = ask(yes, no, room);
      const together = answer.values[others.length] as number;
      left[set] = room - together;
      leftError[set] = answer.servedError;
      nodes += answer.nodes;
      served += chance * ((held[set] as number) + together);
      servedError += chance * answer.servedError;
      others.forEach((j, own) => {
        values[j] = (values[j] as number) + chance * (answer.values[own] as number);
        errors[j] = (errors[j] as number) + chance * (answer.errors[own] as number);
      });
    }
    large.forEach((j, b) => {
      for (let set = 0; set < sets; set++) {
        if (((set >> b) & 1) === 1) continue;
        const [chance, more] = [probability(set, b), set | (1 << b)];
        values[j] = (values[j] as number) + chance * ((left[set] as number) - (left[more] as number));
        errors[j] = (errors[j] as number) + chance * ((leftError[set] as number) + (leftError[more] as number));
      }
    });
    values[groups] = served;
    const error = errors.reduce((most, each) => Math.max(most, each), 0);
    const totalError = errors.reduce((sum, each, j) => sum + (counts[j] as number) * each, 0);
    return { values, errors, error, totalError, servedError, nodes };
  };
};

/** The indices of the weights to condition on, largest first: points of a contour go as its spread over the typical weight's. */
const largeOnes = ({ weights, counts, limit }: ContourQuestion): readonly number[] => {
  const falling = Array.from(weights, (_, j) => j)
    .filter((j) => counts[j] === 1)
    .sort((a, b) => (weights[b] as number) - (weights[a] as number))
    .slice(0, MOST);
  let [members, all, squares] = [0, 0, 0];
  weights.forEach((k, j) => {
    const m = counts[j] as number;
    members += m;
    all += m * k;
    squares += m * k * k;
  });
  const points = (): number => Math.sqrt(squares * members) / all;
  let [least, chosen] = [points() / PAYS, 0];
  // Sums of sets of the large ones that leave room below the limit: a contour each.
  let open: readonly number[] = [0];
  falling.forEach((j, b) => {
    const k = weights[j] as number;
    members -= 1;
    all -= k;
    squares -= k * k;
    open = [...open, ...open.map((sum) => sum + k)].filter((sum) => sum < limit);
    if (members < 2 || !(open.length * points() < least)) return;
    [least, chosen] = [open.length * points(), b + 1];
  });
  return falling.slice(0, chosen);
};
