import { basename } from 'node:path';
import { toNumber } from '../../../scenarios/toNumber.ts';
import type { Parameters } from '../../domain/agents.ts';
import { type AgentModule, loadAgentModule } from '../agentModule.ts';
import { type Conformance, conformance, type Verdict } from '../conformance/conformance.ts';
import { setTraps } from '../conformance/traps.ts';
import { EXIT, UserFault } from '../failure.ts';
import { amountsLike, oneLine, print, printJson } from '../format.ts';
import { shellWord } from '../shellWord.ts';

interface CheckAgentOptions {
  readonly set?: readonly string[];
  readonly answerLimit: number;
  readonly json?: boolean;
}

export const checkAgentCommand = async (path: string, options: CheckAgentOptions): Promise<number> => {
  const { answerLimit: limit, set = [], json } = options;
  const now = performance.now.bind(performance);
  // Before the module is loaded: it may take a clock from its place then and keep it.
  const traps = setTraps();
  let result: Conformance;
  try {
    // What translates TypeScript looks at the clock, too, and is not the agent.
    traps.arm('while the module was loaded', basename(path));
    const module = await loadAgentModule(path, process.cwd(), limit);
    traps.arm(null);
    result = conformance({ module, parameters: parametersFor(path, module, set), limit, traps, now });
  } finally {
    traps.remove();
  }
  if (json === true) printJson({ module: path, ...result });
  else print(describeConformance(path, result));
  return result.holds ? EXIT.done : EXIT.no;
};

/** The module's defaults and what --set says. */
const parametersFor = (path: string, { parameters }: AgentModule, set: readonly string[]): Parameters => {
  const given = set.map((text) => {
    const [name = '', written = ''] = text.split('=', 2);
    const value = toNumber(written) ?? toNumber(Number(written === '' ? Number.NaN : written));
    if (name === '' || value === null) {
      throw new UserFault([`--set: expected name=number, as in --set pace=1/2, got ${text}`]);
    }
    if (!Object.hasOwn(parameters, name)) {
      const known = Object.keys(parameters);
      throw new UserFault([
        `--set: ${path} has no parameter ${name}; it has ${known.length === 0 ? 'none' : known.join(', ')}`,
      ]);
    }
    return [name, value] as const;
  });
  const values = new Map<string, number>(given);
  const missing: string[] = [];
  for (const [name, spec] of Object.entries(parameters)) {
    if (values.has(name)) continue;
    if (spec.default === undefined)
      missing.push(`${path}: needs a number for ${name} (${spec.about}): --set ${name}=...`);
    else values.set(name, spec.default);
  }
  if (missing.length > 0) throw new UserFault(missing);
  return Object.fromEntries(values);
};

const describeConformance = (path: string, result: Conformance): string => {
  const { name, markets, checks, calls, microseconds, holds } = result;
  const wide = Math.max(...checks.map(({ check }) => check.length));
  const lines = checks.flatMap(({ check, rule, holds: kept, witness }) => [
    `${markOf(kept)}  ${check.padEnd(wide)}  ${rule}`,
    ...(witness === null ? [] : [`${' '.repeat(7 + wide)}  it ${oneLine(witness)}`]),
  ]);
  const micros = amountsLike(1000);
  return [
    `${name} plays ${markets.length === 2 ? 'both markets' : `the ${markets[0]} market`}`,
    '',
    ...lines,
    '',
    `${calls} calls, ${micros(microseconds.median)} µs in the median, ${micros(microseconds.slowest)} µs the slowest`,
    holds
      ? `next: in a scenario, ${markets.map((market) => `${market}: ${pathInScenario(path)}`).join(' and ')}`
      : again(path),
  ].join('\n');
};

const markOf = (holds: Verdict['holds']): string => (holds === null ? '  ?  ' : holds ? 'holds' : 'FAILS');

/** A scenario reads paths from its own folder. */
const pathInScenario = (path: string): string => `./${basename(path)}`;

const again = (path: string): string => `next: mend it, and npx forespot check-agent ${shellWord(path)}`;
