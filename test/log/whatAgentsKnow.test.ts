import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EVENT_SHAPES } from '../../src/log/eventShapes.ts';
import { PRIVATE_FIELDS, type PrivateField } from '../../src/log/privateFields.ts';

const [START, END] = ['<!-- table: written by test/log/whatAgentsKnow.test.ts -->', '<!-- end of table -->'] as const;

interface Knowledge {
  readonly everybody: readonly string[];
  readonly agent: readonly string[];
  readonly operator: readonly string[];
}

/** Who may know a field, in words. */
function knowledgeOf(field: string, privacy: PrivateField | undefined): Knowledge {
  const nobody: Knowledge = { everybody: [], agent: [], operator: [] };
  switch (privacy?.leaf) {
    case undefined:
      return { ...nobody, everybody: [`\`${field}\``] };
    case 'field':
      return { ...nobody, operator: [`\`${field}\``] };
    case 'agent':
    case 'refusal':
      return { ...nobody, agent: [`\`${field}\``] };
    case 'each':
      return { ...nobody, agent: [`its own of \`${field}\``] };
    case 'scenario':
      return {
        everybody: [`\`${field}\` but for the rest of this row`],
        agent: [`its \`forward\` and \`spot\` in \`${field}.agents\``],
        operator: [`\`${field}.seed\``],
      };
    case 'edits':
      return {
        ...nobody,
        everybody: [`\`path\` of \`${field}\`, and \`value\` of those of no agent, or of a demand`],
        agent: [`\`value\` in \`${field}\` of its type, report and strategies`],
      };
    default:
      return privacy satisfies never;
  }
}

function table(): string {
  const rows = Object.entries(EVENT_SHAPES).map(([kind, shapes]) => {
    const privacy: Readonly<Record<string, PrivateField>> = {
      ...PRIVATE_FIELDS[kind as keyof typeof PRIVATE_FIELDS],
    };
    const each = Object.keys(shapes).map((field) => knowledgeOf(field, privacy[field]));
    const cell = (who: keyof Knowledge): string => each.flatMap((known) => known[who]).join(', ');
    return [kind, cell('everybody'), cell('agent'), cell('operator')];
  });
  const head = ['event', 'everybody', 'also the agent itself', 'the operator alone'];
  // Padded as the formatter pads.
  const widths = head.map((_, c) => Math.max(...[head, ...rows].map((row) => row[c]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, c) => cell.padEnd(widths[c] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

// `-u` writes the table into the page.
test('the table of who may know which field is that of the log', async () => {
  const page = readFileSync('docs/what-agents-know.md', 'utf8');
  const [before, after] = [page.slice(0, page.indexOf(START)), page.slice(page.indexOf(END))];
  const written = `${before}${START}\n\n${table()}\n\n${after}`;
  await expect(written).toMatchFileSnapshot('../../docs/what-agents-know.md');
});

test('no private field is missing from the events', () => {
  for (const [kind, fields] of Object.entries(PRIVATE_FIELDS)) {
    expect(Object.keys(EVENT_SHAPES[kind as keyof typeof EVENT_SHAPES])).toEqual(
      expect.arrayContaining(Object.keys(fields)),
    );
  }
});
