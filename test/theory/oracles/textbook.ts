/** Agents by falling type, of equal types the first. */
export const byType = (types: readonly number[]): readonly number[] =>
  types.map((_, i) => i).sort((a, b) => (types[b] as number) - (types[a] as number) || a - b);

/** Q(theta) by a sort. */
export const sortedAllocation = (types: readonly number[], maxDemands: readonly number[], supply: number): number[] => {
  const allocation = types.map(() => 0);
  let left = supply;
  for (const i of byType(types)) {
    allocation[i] = Math.min(left, maxDemands[i] as number);
    left -= allocation[i] as number;
  }
  return allocation;
};

/** W(theta) by its definition. */
export const sortedWelfare = (types: readonly number[], maxDemands: readonly number[], supply: number): number =>
  sortedAllocation(types, maxDemands, supply).reduce((sum, units, i) => sum + units * (types[i] as number), 0);

interface Round {
  readonly types: readonly number[];
  readonly maxDemands: readonly number[];
  readonly supply: number;
  readonly holdings: readonly number[];
  readonly worstOffTypes: readonly number[];
}

/** T_i = Q_i theta_i - W(theta) + W(t^_i, theta_-i) - min(r_i, k_i) t^_i, as section 3 has it: n + 1 sorts. */
export const textbookPayments = ({ types, maxDemands, supply, holdings, worstOffTypes }: Round): number[] => {
  const allocation = sortedAllocation(types, maxDemands, supply);
  const welfare = sortedWelfare(types, maxDemands, supply);
  return types.map((type, i) => {
    const worst = worstOffTypes[i] as number;
    const without = types.map((other, j) => (j === i ? worst : other));
    const outside = Math.min(holdings[i] as number, maxDemands[i] as number) * worst;
    return (allocation[i] as number) * type - welfare + sortedWelfare(without, maxDemands, supply) - outside;
  });
};
