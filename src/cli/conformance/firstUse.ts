import type { Finding } from './material.ts';
import type { Use } from './traps.ts';

/** Whether something of a kind was used, where, and what to use instead. */
export const firstUse = (uses: readonly Use[], kind: Use['kind'], instead: string): Finding => {
  const use = uses.find((candidate) => candidate.kind === kind);
  return use === undefined ? { holds: true } : { holds: false, witness: `called ${use.what} ${use.where}; ${instead}` };
};
