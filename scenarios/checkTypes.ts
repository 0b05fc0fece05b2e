import type { LooseAgents } from './checkAgents.ts';
import { checkType, type Support } from './checkType.ts';
import type { Column } from './column.ts';
import type { Path, Problem } from './problem.ts';
import { show } from './show.ts';

interface CheckedTypes {
  readonly problems: readonly Problem[];
  /** In the order of the file's entries; null where it is unknown. */
  readonly supports: readonly (Support | null)[];
}

/** Every agent's type by itself, then all their supports together. */
export function checkTypes(agents: LooseAgents, columnOf: (file: string, column: string) => Column): CheckedTypes {
  const complained = new Set<Column>();
  const checked = agents.map((agent, index) => {
    const path = ['agents', index, 'type'];
    const type = agent?.type;
    if (type === undefined) return { problems: [], support: null };
    if (type.family !== 'empirical' || type.values !== undefined || !type.file || !type.column) {
      return checkType(type, path, null);
    }
    const column = columnOf(type.file, type.column);
    if (column.faults.length === 0) return checkType(type, path, column.values);
    // One sentence about a cell is enough, however many agents use its column.
    const problems = complained.has(column) ? [] : columnProblems(column, path);
    complained.add(column);
    return { problems, support: null };
  });
  const supports = checked.map(({ support }) => support);
  return { problems: [...checked.flatMap(({ problems }) => problems), ...checkCommon(agents, supports)], supports };
}

function columnProblems({ faults }: Column, path: Path): readonly Problem[] {
  return faults.map(({ message, of }) => ({ path: [...path, of], message }));
}

function checkCommon(agents: LooseAgents, supports: readonly (Support | null)[]): readonly Problem[] {
  const first = supports.findIndex((support) => support !== null);
  const common = supports[first];
  if (!common) return [];
  return supports.flatMap((support, index): readonly Problem[] => {
    if (support === null || (support.min === common.min && support.max === common.max)) return [];
    const expected = `the support ${write(common)} of ${nameOf(agents, first)}`;
    const got = `got ${write(support)} for ${nameOf(agents, index)}`;
    const derived = [first, index].some((each) => agents[each]?.type?.family === 'empirical');
    const hint = `all agents share one support${derived ? ', which min and max set' : ''}`;
    return [{ path: ['agents', index, 'type'], message: `expected ${expected}, ${got}: ${hint}` }];
  });
}

function write({ min, max }: Support): string {
  return `[${show(min)}, ${show(max)}]`;
}

function nameOf(agents: LooseAgents, index: number): string {
  const id = agents[index]?.id;
  return id === undefined ? `agents[${index}]` : `agent ${id.length > 60 ? `${id.slice(0, 60)}…` : id}`;
}
