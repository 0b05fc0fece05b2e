/**
 * The keys that lead to a place in YAML text, by its indentation and the braces that are open there: enough to say which keys may
 * come next in a text that is being written and need not parse.
 */
export const schemaPath = (
  before: string,
): { readonly path: readonly string[]; readonly key: string | null; readonly inFlow: boolean } => {
  const lines = before.split('\n');
  const current = lines.pop() ?? '';
  const indent = indentOf(current);
  const outer: string[] = [];
  let within = indent;
  for (const line of lines.reverse()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const key = /^[\s-]*([\w-]+):\s*(&\w+\s*)?(#.*)?$/.exec(line);
    if (key !== null && indentOf(line) < within) {
      outer.unshift(key[1] as string);
      within = line.search(/\S/);
      if (/^\s*-/.test(line)) within = line.search(/\S/) + 1;
    }
    if (within === 0) break;
  }
  const flow = openBraces(current);
  const rest = current.slice(Math.max(current.lastIndexOf('{'), current.lastIndexOf(',')) + 1);
  const key = /^[\s-]*([\w-]+):\s*[^{}[\],]*$/.exec(flow.length > 0 ? rest : current)?.[1] ?? null;
  return { path: [...outer, ...flow], key, inFlow: flow.length > 0 };
};

/** The column at which a line's own key stands: a dash belongs to the list, what follows it to the entry. */
const indentOf = (line: string): number => (/^[\s-]*/.exec(line) as RegExpExecArray)[0].length;

/** The keys before each brace that is not closed. */
const openBraces = (line: string): readonly string[] => {
  const open: string[] = [];
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '{') open.push(/([\w-]+):\s*(&\w+\s*)?$/.exec(line.slice(0, at))?.[1] ?? '');
    if (line[at] === '}') open.pop();
  }
  return open.filter((key) => key !== '');
};
