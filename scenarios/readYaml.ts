import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml';
import { nestsTooDeep } from './nestsTooDeep.ts';
import type { Path, Problem } from './problem.ts';
import { type Place, refusedSource, type Source } from './source.ts';

/** Levels; a scenario has seven. */
export const DEEPEST = 100;
/** What aliases may unfold to. A few lines can unfold to more than any memory holds. */
const MOST_UNFOLDED = 10_000_000;

/** A YAML 1.2 text as data. Faults of one key or value leave the rest readable; after any other the text is `brokenAt` there. */
export function readYaml(text: string): Source {
  const lines = new LineCounter();
  if (nestsTooDeep(text)) return refusedSource('expected a plain scenario, got one nested too deeply to read');
  // Keys given twice are found below, with their path; the library compares each key with all before it.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const { version } = document.directives?.yaml ?? { version: '1.2' };
  const walk = new Walk();
  const root = document.contents;
  const value = root === null ? null : walk.value(root, [], 0);
  const breaks = document.errors.filter(({ code }) => code !== BAD_TAG).sort((a, b) => a.pos[0] - b.pos[0]);
  const brokenAt = walk.bomb || version !== '1.2' ? 0 : (breaks[0]?.pos[0] ?? null);
  const syntax = [
    ...[...document.errors, ...document.warnings].filter(({ code }) => code === BAD_TAG),
    // The parser goes on after a break, but on a guess: what it finds there, tabs apart, may be no fault of the author's.
    ...breaks.filter(({ code }, index) => index === 0 || code === 'TAB_AS_INDENT'),
  ];
  return {
    value,
    problems: [
      ...syntax.map((error) => ({ path: [], message: syntaxMessage(error), place: placeAt(error.pos) })),
      ...(version === '1.2' ? [] : [{ path: [], message: VERSION_MESSAGE, place: placeAt([0, 0]) }]),
      ...walk.problems.filter(({ place }) => breaks[0] === undefined || place.end < breaks[0].pos[0]),
    ],
    brokenAt,
    locate: (problem) => walk.locate(root, problem),
    position,
  };
}

const VERSION_MESSAGE = 'expected YAML 1.2, got the directive of another version: leave the line %YAML out';

const BAD_TAG = 'TAG_RESOLVE_FAILED';

const MISPLACED: readonly string[] = ['BAD_INDENT', 'MULTILINE_IMPLICIT_KEY', 'BLOCK_AS_IMPLICIT_KEY'];

function syntaxMessage({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'expected one scenario, got several YAML documents: one file each';
  if (code === BAD_TAG) return `expected no tags, got ${message.replace(/^.*: /, '')}`;
  if (code === 'TAB_AS_INDENT') return 'expected spaces, got a tab: YAML indents with spaces only';
  const hint = MISPLACED.includes(code) ? ': check the indentation here and above, and quote text with a colon' : '';
  return `not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}${hint}`;
}

function placeAt([start, end]: readonly [number, number]): Place {
  return { start, end, found: true };
}

function placeOf(node: unknown): Place {
  const range = isNode(node) ? node.range : null;
  return placeAt(range ? [range[0], range[1]] : [0, 0]);
}

/** One pass over the nodes: what they say, what aliases stand for, and what cannot be said as data. */
class Walk {
  readonly problems: (Problem & { readonly place: Place })[] = [];
  private readonly anchors = new Map<string, Node>();
  private readonly targets = new Map<Node, Node>();
  private readonly read = new Map<Node, { readonly value: unknown; readonly size: number }>();
  private readonly open = new Set<Node>();
  private unfolded = 0;
  private size = 0;

  get bomb(): boolean {
    return this.unfolded > MOST_UNFOLDED;
  }

  value(node: unknown, path: Path, depth: number): unknown {
    if (!isNode(node)) return null;
    if (isAlias(node)) return this.alias(node, node.source, path);
    if (node.anchor) this.anchors.set(node.anchor, node);
    const before = this.size;
    this.size += 1;
    if (isScalar(node)) {
      this.read.set(node, { value: node.value, size: 1 });
      return node.value;
    }
    if (depth === DEEPEST) return this.fault(node, path, `expected a plain scenario, got one nested ${DEEPEST} deep`);
    this.open.add(node);
    const value = this.collection(node, path, depth + 1);
    this.open.delete(node);
    this.read.set(node, { value, size: this.size - before });
    return value;
  }

  private collection(node: Node, path: Path, depth: number): unknown {
    if (isSeq(node)) return node.items.map((item, index) => this.value(item, [...path, index], depth));
    if (!isMap(node)) return null;
    const value: Record<string, unknown> = {};
    const places = new Map<string, Place>();
    for (const { key, value: inner } of node.items) {
      const name = keyName(key);
      const place = placeOf(key);
      if (name === null) {
        this.problems.push({
          path,
          message: 'expected a plain word as a key, got a list or a mapping',
          place,
          at: 'key',
        });
        continue;
      }
      const first = places.get(name);
      if (first !== undefined) {
        this.problems.push({
          path: [...path, name],
          message: 'this key appears twice: keep one of the two',
          place,
          at: 'key',
        });
        continue;
      }
      places.set(name, place);
      // Assigning to __proto__ would set no key.
      const read = this.value(inner, [...path, name], depth);
      Object.defineProperty(value, name, { value: read, enumerable: true, configurable: true, writable: true });
    }
    return value;
  }

  private alias(node: Node, name: string, path: Path): unknown {
    const target = this.anchors.get(name);
    if (target === undefined) return this.fault(node, path, `expected an anchor &${name} above this alias, got none`);
    if (this.open.has(target)) return this.fault(node, path, `the alias *${name} stands inside what it names`);
    this.targets.set(node, target);
    const { value, size } = this.read.get(target) ?? { value: null, size: 0 };
    const bombBefore = this.bomb;
    this.size += size;
    this.unfolded += size;
    if (this.bomb && !bombBefore) {
      this.fault(node, path, 'aliases unfold to more than 10,000,000 values here: move long columns to a CSV file');
    }
    return value;
  }

  private fault(node: Node, path: Path, message: string): null {
    this.problems.push({ path, message, place: placeOf(node) });
    return null;
  }

  /** The place of a path's value or key; where the path leads nowhere, of the last node on the way. */
  locate(root: unknown, { path, at }: Problem): Place {
    let node = this.behind(root);
    for (const [index, step] of path.entries()) {
      const last = index === path.length - 1;
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => keyName(key) === step);
        if (pair === undefined) return { ...placeOf(node), found: false };
        if (last && at === 'key') return placeOf(pair.key);
        // A key without a value has no node of its own in every case; the key is then the nearest place.
        if (!isNode(pair.value)) return placeOf(pair.key);
        node = last ? pair.value : this.behind(pair.value);
      } else if (isSeq(node) && typeof step === 'number' && node.items[step] !== undefined) {
        node = last ? node.items[step] : this.behind(node.items[step]);
      } else {
        return { ...placeOf(node), found: false };
      }
    }
    return placeOf(node);
  }

  private behind(node: unknown): unknown {
    return isNode(node) ? (this.targets.get(node) ?? node) : node;
  }
}

function keyName(key: unknown): string | null {
  if (key === null) return '';
  if (!isScalar(key)) return null;
  return key.value === null ? '' : String(key.value);
}
