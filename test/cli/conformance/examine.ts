import type { AgentModule } from '../../../src/cli/agentModule.ts';
import { type Conformance, conformance } from '../../../src/cli/conformance/conformance.ts';
import { setTraps } from '../../../src/cli/conformance/traps.ts';
import type { Parameters } from '../../../src/domain/agents.ts';

/** Examines a strategy as `forespot check-agent` does, in this process. */
export const examine = (module: AgentModule, parameters: Parameters = {}, limit = 1000): Conformance => {
  const now = performance.now.bind(performance);
  const traps = setTraps();
  try {
    return conformance({ module, parameters, limit, traps, now });
  } finally {
    traps.remove();
  }
};

/** The checks that an examination found broken, each with what it found. */
export const broken = ({ checks }: Conformance): Readonly<Record<string, string>> =>
  Object.fromEntries(checks.flatMap(({ check, holds, witness }) => (holds === false ? [[check, witness ?? '']] : [])));
