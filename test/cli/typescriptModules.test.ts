import { mkdirSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forespot } from '../support/forespot.ts';
import { refused, scenarioWith, workplace } from './workplace.ts';

const { run, write, path, folder } = workplace();

describe('a module in TypeScript', () => {
  const typed =
    'const own: number = 0.5;\nexport default { create: () => ({ demand: (): number => own, report: (o: { type: number }) => o.type }) };\n';
  const loads = Number(process.versions.node.split('.')[0]) >= 23;

  test.skipIf(loads)('is refused with advice where neither Node nor tsx is there to load it', () => {
    write('bare/own.ts', typed);
    expect(forespot(['check-agent', 'own.ts'], { cwd: path('bare') })).toEqual(
      refused(
        `own.ts: the agent's module does not load: Node ${process.version} does not load TypeScript: put tsx beside it (npm install tsx), use Node 22.18 or newer, or compile it to JavaScript`,
      ),
    );
  });

  test('is loaded by the tsx beside it, or by one that runs the command', () => {
    write('own.ts', typed);
    write('own.yaml', scenarioWith('./own.ts', './own.ts'));
    mkdirSync(path('node_modules'));
    symlinkSync(resolve('node_modules/tsx'), path('node_modules/tsx'));
    expect(run('check-agent', './own.ts')).toMatchObject({ status: 0, stderr: '' });
    expect(run('run', 'own.yaml', '--out', 'typed')).toMatchObject({ status: 0, stderr: '' });
    expect(run('rerun', 'typed')).toMatchObject({ status: 0, stderr: '' });
    write('born.ts', `const born: number = Date.now();\n${typed}`);
    expect(run('check-agent', 'born.ts').stdout).toContain('it called Date.now() while the module was loaded');
    const env = { NODE_OPTIONS: '--import tsx' };
    expect(forespot(['check-agent', './own.ts'], { cwd: folder, env })).toMatchObject({ status: 0, stderr: '' });
  });
});
