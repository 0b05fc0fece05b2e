/**
 * Paths to the numbers of a resolved scenario, as a user writes them: `forward.margin`, `agents.a1.type.exponent`,
 * `agents.generators.maxDemand`. A step into a list is an element's id, for agents also a group's name or an entry that stands
 * for several (`trader` for trader-1, trader-2 ...), or else an index from 0. Ids may contain dots: the longest that fits counts.
 */
export type NumberPath = readonly (string | number)[];

/** Why a path leads nowhere: at `within`, `step` is none of `known`; or what is there is no number. */
export type PathFault =
  | { readonly kind: 'unknown'; readonly step: string; readonly within: string; readonly known: readonly string[] }
  | { readonly kind: 'not a number'; readonly within: string };

export type Located = { readonly paths: readonly NumberPath[] } | { readonly fault: PathFault };

/** The numbers that a path means, several where it names a group. A null that a number may take the place of counts as one. */
export const locateNumbers = (root: unknown, written: string): Located => descend(root, written, [], '');

/** The parts that a path means, whatever they hold. */
export const locateParts = (root: unknown, written: string): Located => descend(root, written, [], '', true);

const descend = (node: unknown, rest: string, path: NumberPath, within: string, any = false): Located => {
  if (rest === '') {
    if (any) return { paths: [path] };
    if (typeof node === 'number' || node === null) return { paths: [path] };
    if (typeof node !== 'object') return { fault: { kind: 'not a number', within } };
    return { fault: { kind: 'unknown', step: '', within, known: Object.keys(node) } };
  }
  if (Array.isArray(node)) return descendInList(node, rest, path, within, any);
  const [step, left] = cut(rest, rest.split('.')[0] as string);
  if (typeof node !== 'object' || node === null) return { fault: { kind: 'unknown', step, within, known: [] } };
  if (!Object.hasOwn(node, step)) return { fault: { kind: 'unknown', step, within, known: Object.keys(node) } };
  return descend((node as Record<string, unknown>)[step], left, [...path, step], joined(within, step), any);
};

const descendInList = (
  list: readonly unknown[],
  rest: string,
  path: NumberPath,
  within: string,
  any: boolean,
): Located => {
  const names = namesOf(list);
  const fitting = [...names.keys()].filter((name) => rest === name || rest.startsWith(`${name}.`));
  const name = fitting.reduce((best, one) => (one.length > best.length ? one : best), '');
  const [step, left] = cut(rest, name === '' ? (rest.split('.')[0] as string) : name);
  const members = names.get(step) ?? (/^\d+$/.test(step) && Number(step) < list.length ? [Number(step)] : null);
  if (members === null) {
    const known = names.size > 0 ? [...names.keys()] : list.map((_, index) => String(index));
    return { fault: { kind: 'unknown', step, within, known } };
  }
  const all = members.map((index) => {
    const id = (list[index] as { readonly id?: string } | null)?.id ?? String(index);
    return descend(list[index], left, [...path, index], joined(within, id), any);
  });
  const failed = all.find((one) => 'fault' in one);
  return failed ?? { paths: all.flatMap((one) => ('paths' in one ? one.paths : [])) };
};

/** Names of the elements, with where they are: ids first, then groups, then entries by the ids of their replicas. */
const namesOf = (list: readonly unknown[]): ReadonlyMap<string, readonly number[]> => {
  const elements = list as readonly ({ readonly id?: unknown; readonly group?: unknown } | null)[];
  const names = new Map<string, readonly number[]>();
  const gather = (nameOf: (element: (typeof elements)[number]) => unknown): void => {
    const found = new Map<string, number[]>();
    elements.forEach((element, index) => {
      const name = nameOf(element);
      if (typeof name === 'string' && name !== '') found.set(name, [...(found.get(name) ?? []), index]);
    });
    for (const [name, members] of found) if (!names.has(name)) names.set(name, members);
  };
  gather((element) => element?.id);
  gather((element) => element?.group);
  gather((element) => /^(.+)-\d+$/.exec(String(element?.id ?? ''))?.[1]);
  return names;
};

const cut = (rest: string, step: string): readonly [step: string, left: string] => [step, rest.slice(step.length + 1)];

const joined = (within: string, step: string): string => (within === '' ? step : `${within}.${step}`);

/** The value with another number, or another part, at some paths; everything else is shared with the original. */
export const withNumbers = <T>(root: T, paths: readonly NumberPath[], value: unknown): T =>
  paths.reduce((changed, path) => put(changed, path, value) as T, root);

const put = (node: unknown, [step, ...rest]: NumberPath, value: unknown): unknown => {
  if (step === undefined) return value;
  if (Array.isArray(node)) return node.map((inner, index) => (index === step ? put(inner, rest, value) : inner));
  const record = node as Record<string, unknown>;
  return { ...record, [step]: put(record[step], rest, value) };
};
