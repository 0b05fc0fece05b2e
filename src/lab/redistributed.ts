import type { PerAgent } from '../domain/economy.ts';

interface Redistribution {
  readonly endowments: PerAgent;
  readonly supply: number;
  readonly i: number;
  readonly value: number;
}

/** One agent's endowment set, the others' shares of the rest as they were; they add up to the supply to rounding. */
export const redistributed = ({ endowments, supply, i, value }: Redistribution): PerAgent => {
  const rest = endowments.reduce((sum, endowment, j) => (j === i ? sum : sum + endowment), 0);
  return endowments.map((endowment, j) =>
    j === i ? value : (supply - value) * (rest > 0 ? endowment / rest : 1 / (endowments.length - 1)),
  );
};
