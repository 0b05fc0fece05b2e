import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

/**
 * A log must compute again to the same bits in every engine, and a run must follow from its file and seed alone: the core calls
 * nothing that JavaScript leaves to the engine (Math.exp and its like, ** with anything but a square) and no clock or dice.
 */
const root = join(import.meta.dirname, '../..');
const ROOMS = [
  'src/domain',
  'src/numerics',
  'src/theory',
  'src/engine',
  'src/studies',
  'src/assembly',
  'agents',
  'markets',
  'scenarios',
];

/** What IEEE 754 or the language fixes to the last bit. Everything else of Math is banned, what is to come as well. */
const EXACT = new Set(
  'abs ceil clz32 floor fround imul max min round sign sqrt trunc E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2'.split(' '),
);
const CLOCKS_AND_DICE = new Set(['Date', 'performance', 'crypto', 'Temporal', 'hrtime']);

/** Banned names in a source, with their lines. Comments and texts are not looked at. */
const offencesIn = (source: string, file = 'x.ts'): readonly string[] => {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const report = (node: ts.Node, what: string): void => {
    found.push(`${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === 'Math' && !isKey(node)) {
      const whole = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
      const { parent } = whole;
      const member = ts.isPropertyAccessExpression(parent) && parent.expression === whole ? parent.name.text : '?';
      // Math by another name, in brackets or taken apart hides what is called.
      if (!EXACT.has(member)) report(node, `Math.${member}`);
    }
    if (ts.isIdentifier(node) && CLOCKS_AND_DICE.has(node.text) && !isKey(node)) report(node, node.text);
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      const power = kind === ts.SyntaxKind.AsteriskAsteriskToken || kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken;
      // A square is one multiplication; 2 to a whole literal is folded exactly by every engine.
      const square = node.right.getText() === '2';
      const powerOfTwo = node.left.getText() === '2' && /^-?\d+$/.test(node.right.getText());
      if (power && !square && !powerOfTwo) report(node, node.getText());
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};

/** A property's name in a type, an object or an access, which is no global. */
const isKey = (node: ts.Identifier): boolean => {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node && parent.expression.getText() !== 'globalThis') ||
    ((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node)
  );
};

/** Let pass one by one: whole powers of a quarter, exact in every pow that there is. */
const KNOWN = [/^src\/numerics\/concaveMajorant\.ts:\d+ 0\.25 \*\* \(j \+ 1\)$/];

const filesOf = (room: string): readonly string[] =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(room, file));

describe('the core', () => {
  const files = ROOMS.flatMap(filesOf);

  test('calls nothing that engines may compute differently, no clock and no dice', () => {
    const offences = files.flatMap((file) => offencesIn(readFileSync(join(root, file), 'utf8'), file));
    expect(offences.filter((offence) => !KNOWN.some((known) => known.test(offence)))).toEqual([]);
  });

  test('was read: every room has files', () => {
    expect(files.length).toBeGreaterThan(80);
    for (const room of ROOMS) expect(filesOf(room).length, room).toBeGreaterThan(0);
    expect(files).toContain('src/numerics/elementary.ts');
  });
});

describe('the elementary functions', () => {
  /** The @stdlib modules that our own import, and everything that these load. */
  const loaded = (): readonly string[] => {
    const own = ['src/numerics', 'src/theory', 'src/engine', 'src/domain'].flatMap(filesOf);
    const imported = own.flatMap((file) => readFileSync(join(root, file), 'utf8').match(/@stdlib\/[\w-]+/g) ?? []);
    const require = createRequire(join(root, 'package.json'));
    for (const name of new Set(imported)) require(name);
    return Object.keys(require.cache).filter((path) => path.includes('/@stdlib/') && /\.js$/.test(path));
  };
  const modules = loaded();

  test('are made of exact operations in every module that they load', () => {
    const offences = modules.flatMap((path) =>
      offencesIn(readFileSync(path, 'utf8'), relative(join(root, 'node_modules'), path)),
    );
    expect(offences).toEqual([]);
  });

  test('were read: modules by the dozen, exp and betainc among them', () => {
    expect(modules.length).toBeGreaterThan(100);
    expect(modules.some((path) => path.includes('math-base-special-exp/'))).toBe(true);
    expect(modules.some((path) => path.includes('math-base-special-betainc/'))).toBe(true);
  });

  test('load no compiled code', () => {
    const { cache } = createRequire(join(root, 'package.json'));
    expect(Object.keys(cache).filter((path) => path.endsWith('.node') && path.includes('@stdlib'))).toEqual([]);
  });
});

describe('the scan', () => {
  test.each([
    'Math.random()',
    'const x = Math.exp(1);',
    'Math.log1p(x) + Math.sqrt(2)',
    'Math.hypot(3, 4)',
    'Math["pow"](2, 3)',
    'const { sin } = Math;',
    'const m = Math;',
    'globalThis.Math.tan(1)',
    'Date.now()',
    'new Date()',
    'performance.now()',
    'x ** 0.5',
    'x ** n',
    'x **= 3',
    '10 ** -3',
    '(a + b) ** 3',
  ])('catches %s', (code) => {
    expect(offencesIn(code)).toHaveLength(1);
  });

  test.each([
    '// Math.exp(1) in a comment',
    '/* Math.random() */ const x = 1;',
    'const text = "Math.exp";',
    'Math.sqrt(x) + Math.abs(y) + Math.imul(a, b)',
    'x ** 2',
    '2 ** 53 + 2 ** -1022',
    'const shape: { Date: string } = { Date: "today" };',
  ])('lets %s pass', (code) => {
    expect(offencesIn(code)).toEqual([]);
  });

  test('names file, line and what it found', () => {
    expect(offencesIn('const a = 1;\nconst b = Math.cbrt(a);', 'agents/x.ts')).toEqual(['agents/x.ts:2 Math.cbrt']);
  });
});
