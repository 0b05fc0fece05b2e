import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundled, refused, workplace } from './workplace.ts';

const { run, write, path, folder } = workplace();
const bilateral = bundled('bilateral-trade');
beforeAll(() => {
  write('empty.yaml', '');
  write(
    'binary.yaml',
    Uint8Array.from({ length: 300 }, (_, i) => (i * 37 + 200) % 256),
  );
  mkdirSync(path('folder.yaml'));
});

describe('a scenario that cannot be read is refused with its name, a reason and status 2', () => {
  const cases: [string, string][] = [
    ['nope.yaml', 'cannot be read: there is no such file'],
    ['empty.yaml/x', 'cannot be read: there is no such file'],
    ['empty.yaml', 'expected a scenario, got an empty file'],
    ['binary.yaml', 'expected text in UTF-8, got bytes that are none: save it as UTF-8'],
    ['folder.yaml', 'expected a file, got a directory'],
  ];
  if (existsSync('/dev/zero')) cases.push(['/dev/zero', 'expected a file, got a device']);
  test.each(cases)('%s: %s', (file, reason) => {
    const answer = refused(`${file}:1:1 ${reason}`);
    expect(run('solve', file)).toEqual(answer);
    expect(run('run', file, '--json')).toEqual(answer);
  });

  test('and every fault of a scenario has its place', () => {
    write('typo.yaml', 'name: x\ncycels: 3\nagents: 7\n');
    expect(run('run', 'typo.yaml', '--json')).toEqual(
      refused(
        'typo.yaml:2:1 cycels: unknown key: did you mean cycles?\ntypo.yaml:3:9 agents: expected a list of agents, got 7',
      ),
    );
  });
});

describe('a log that cannot be found ends every reader with a sentence and status 2', () => {
  test.each([
    ['nope', 'cannot read nope: there is no such file or folder'],
    ['folder.yaml', 'folder.yaml holds no run: there is no events.ndjson in it'],
  ])('%s', (log, sentence) => {
    for (const command of [['verify'], ['replay'], ['rerun', '--json'], ['trace', '--agent', 'a']]) {
      expect(run(...command, log)).toEqual(refused(`forespot: ${sentence}`));
    }
  });
});

describe('a folder in which no run can be written is refused with status 2', () => {
  test.each([
    ['empty.yaml', 'cannot write to empty.yaml: it is a file, and a folder is needed'],
    ['empty.yaml/x', 'cannot make the folder empty.yaml/x: a file stands where the path needs a folder'],
  ])('%s', (out, sentence) => expect(run('run', bilateral, '--out', out)).toEqual(refused(`forespot: ${sentence}`)));

  test.skipIf(!existsSync('/proc/self'))('/proc, where the system makes no folders and says that there are none', () =>
    expect(run('run', bilateral, '--out', '/proc/x/y')).toEqual(
      refused('forespot: cannot make the folder /proc/x/y: there is no such file or folder'),
    ),
  );

  test('an empty path', () =>
    expect(run('run', bilateral, '--out', '').stderr).toContain(
      "option '--out <dir>' argument '' is invalid. Expected a folder's path.",
    ));

  test('a run that is there already', () => {
    expect(run('run', bilateral, '--out', 'twice').status).toBe(0);
    const sentence =
      'twice already holds a run: choose another folder, replace it with --force, or go on with it by resume';
    expect(run('run', bilateral, '--out', 'twice')).toEqual(refused(`forespot: ${sentence}`));
    expect(run('run', bilateral, '--out', 'twice', '--force').status).toBe(0);
  });
});

describe('a disk that is full', () => {
  const output = (...args: readonly string[]) => {
    const full = openSync('/dev/full', 'w');
    const command = resolve('dist/src/cli/main.js');
    const { status, stderr } = spawnSync(process.execPath, [command, ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    return { status, stderr };
  };
  test.skipIf(!existsSync('/dev/full'))('under stdout is no fault of the program', () => {
    const sentence = 'forespot: cannot write to stdout: the disk is full\n';
    expect(output('solve', bilateral)).toEqual({ status: 2, stderr: sentence });
    expect(output('solve', bilateral, '--json')).toEqual({ status: 2, stderr: sentence });
  });

  const mount = path('mount');
  mkdirSync(mount);
  // Needs root: elsewhere the test says that it was skipped.
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', mount]).status === 0;
  afterAll(() => {
    if (mounted) spawnSync('umount', [mount]);
  });
  test.skipIf(!mounted)('in the middle of a run leaves whole lines and a run that says that it is incomplete', () => {
    const answer = run('run', bundled('forty-agents'), '--out', 'mount/r');
    expect(answer).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(
        /^forespot: cannot write mount\/r\/events\.ndjson: the disk is full; the first \d+ events are kept, and forespot resume mount\/r goes on\n$/,
      ),
    });
    const { stdout, status } = run('verify', 'mount/r');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^mount\/r: \d+ events, chain whole, head \w{64}\nthe log stops before run-completed: the run was cut off or is still going on\n$/,
    );
    expect(run('run', bundled('forty-agents'), '--out', 'mount/s')).toEqual(
      refused('forespot: cannot write mount/s/run.json: the disk is full'),
    );
    expect(readdirSync(path('mount/s'))).toEqual([]);
  });
});

test('output that nobody reads to its end is no failure', () => {
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', `set -o pipefail; "${process.execPath}" "${resolve('dist/src/cli/main.js')}" schema | head -1 > /dev/null`],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

describe('the default folder', () => {
  const directory = (seed: string): string => {
    const { stdout, stderr } = run('run', bilateral, '--seed', seed, '--json');
    expect(stderr).toBe('');
    return JSON.parse(stdout).directory;
  };
  test('is runs/<name>-<seed>', () => expect(directory('seed-1')).toBe('runs/bilateral-trade-seed-1'));
  test('stays one folder below runs, whatever the seed, and no two seeds share one', () => {
    const seeds = ['a\nb', '../../x', '..', '', 'x'.repeat(300)];
    const folders = seeds.map(directory);
    expect(new Set(folders).size).toBe(seeds.length);
    expect(readdirSync(path('runs')).map((name) => `runs/${name}`)).toEqual(expect.arrayContaining(folders));
    for (const name of folders) expect(name.split('/').length).toBe(2);
  });
});
