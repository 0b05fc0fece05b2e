import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { resumeCommand } from '../../src/cli/commands/resume.ts';
import { midway, resumed, undisturbed } from './playedAgain.ts';
import { bundled, refused, scenarioWith, workplace } from './workplace.ts';

const { run, write, path, folder } = workplace();
const log = (directory: string): Buffer => readFileSync(path(`${directory}/events.ndjson`));
const summary = (directory: string): string => readFileSync(path(`${directory}/run.json`), 'utf8');
let whole: Buffer;
let lines: readonly string[] = [];
beforeAll(() => {
  expect(run('run', bundled('two-sided-2x3'), '--cycles', '3', '--out', 'whole', '--measure').status).toBe(0);
  whole = log('whole');
  lines = whole.toString('utf8').split(/(?<=\n)/);
});

/** A run in the folder `cut` that was stopped with this in its log. */
const cut = (contents: string | Uint8Array): void => {
  cpSync(path('whole'), path('cut'), { recursive: true });
  write('cut/events.ndjson', contents);
  write('cut/run.json', midway(summary('whole')));
};
beforeEach(() => rmSync(path('cut'), { recursive: true, force: true }));

/** Resuming reaches the files of the run that was never disturbed, says this on stderr, and leaves nothing else behind. */
const expectResumed = (stderr: string | RegExp): void => {
  const { status, ...said } = run('resume', 'cut', '--json');
  expect({ status, stderr: said.stderr }).toEqual({
    status: 0,
    stderr: typeof stderr === 'string' ? stderr : expect.stringMatching(stderr),
  });
  expect(log('cut').equals(whole)).toBe(true);
  expect(summary('cut')).toBe(summary('whole'));
  expect(readdirSync(path('cut')).sort()).toEqual(['events.ndjson', 'run.json']);
  expect(JSON.parse(said.stdout)).toMatchObject({ name: 'two-sided-2x3', cycles: 3, directory: 'cut' });
};
const played = (events: number): string =>
  `forespot: ${events} events of the log played again, the same to the last byte`;

describe('resume', () => {
  test('cuts off the torn tail that verify names, and goes on', () => {
    const kept = lines.slice(0, 20).join('');
    cut(`${kept}${(lines[20] as string).slice(0, 50)}`);
    expect(run('verify', 'cut').stdout).toBe(
      'cut/events.ndjson:21: the last line is torn (50 bytes without an end of line): the run was cut off; everything up to event 19 is whole\n',
    );
    expectResumed(`${played(20)}; the torn line behind them (50 bytes) is cut off\n`);
    expect(run('replay', 'cut').status).toBe(0);
  });

  test.each([
    ['that is no line of ours', 'NUL\0\0\0'],
    ['of 10 MB', 'x'.repeat(10_000_000)],
    ['that ends inside a character', 'ä'],
  ])('cuts off a tail %s', async (_, tail) => {
    cut(
      Buffer.concat([
        Buffer.from(lines.slice(0, 9).join('')),
        Buffer.from(tail).subarray(0, tail === 'ä' ? 1 : undefined),
      ]),
    );
    const end = await resumed(path('cut'));
    expect([end.log.equals(whole), end.summary]).toEqual([true, summary('whole')]);
  });

  test('begins at the beginning where nothing was whole yet', () => {
    cut((lines[0] as string).slice(0, 99));
    expectResumed(`${played(0)}; the torn line behind them (99 bytes) is cut off\n`);
    rmSync(path('cut/events.ndjson'));
    write('cut/run.json', midway(summary('whole')));
    expectResumed(`${played(0)}\n`);
  });

  test('writes run.json alone where only that is missing to a whole log', () => {
    cut(whole);
    expectResumed(`${played(lines.length)}\n`);
  });

  test('has nothing to do where the run is complete, with status 0', () => {
    const { stdout, ...rest } = run('resume', 'whole');
    expect(rest).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(`whole: the run is complete, with ${lines.length} events; there is nothing to resume\n`);
    const { hash } = JSON.parse(lines.at(-1) as string);
    expect(JSON.parse(run('resume', 'whole', '--json').stdout)).toMatchObject({
      events: lines.length,
      head: hash,
      complete: true,
    });
  });

  test('plays again what was cut out of a run that was complete, and says so', () => {
    cut(lines.slice(0, 9).join(''));
    write('cut/run.json', summary('whole'));
    expectResumed(
      /^forespot: cut\/events\.ndjson:10: the log ends with event 8 .* but run\.json says that it was completed with event \d+ .*; playing the run again\nforespot: 9 events/,
    );
    rmSync(path('cut/events.ndjson'));
    expectResumed(
      /^forespot: cut\/events\.ndjson is missing, though run\.json says that the run was completed; playing it again\n/,
    );
  });
});

describe('resume without a run.json', () => {
  test('takes from the log what it shows and says what it took as usual', () => {
    cut(lines.slice(0, 40).join(''));
    rmSync(path('cut/run.json'));
    const { stderr, status } = run('resume', 'cut');
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: `forespot: cut/run.json is missing; taken from the log: --log full, with --measure; taken as usual: --answer-limit 1000, --durable cycle, modules' paths from the current folder\n${played(40)}\n`,
    });
    expect(log('cut').equals(whole)).toBe(true);
  });

  test('is refused where the log has no whole event either', () => {
    for (const [torn, reason] of [
      [null, 'cut/run.json is missing'],
      ['{"name":', 'cut/run.json is not JSON: it was edited or cut off'],
      ['{}', 'cut/run.json was written by another version or edited: scenario: expected an object, got nothing'],
    ] as const) {
      cut((lines[0] as string).slice(0, 99));
      if (torn === null) rmSync(path('cut/run.json'));
      else write('cut/run.json', torn);
      const before = log('cut');
      expect(run('resume', 'cut')).toEqual(
        refused(
          `forespot: ${reason}, and cut has no log with a whole first event: nothing is left to resume; play the scenario anew, with --force`,
        ),
      );
      expect(log('cut').equals(before)).toBe(true);
      rmSync(path('cut'), { recursive: true });
    }
  });

  test.each([
    ['nowhere', 'cannot read nowhere: there is no such file or folder'],
    ['empty', 'empty holds no run: there is no run.json and no events.ndjson in it'],
    ['file', 'resume needs the folder of a run, with its run.json and events.ndjson; file is a file'],
  ])('is refused of what is no run: %s', (name, sentence) => {
    mkdirSync(path('empty'), { recursive: true });
    write('file', '');
    expect(run('resume', name)).toEqual(refused(`forespot: ${sentence}`));
    expect(readdirSync(path('empty'))).toEqual([]);
  });
});

describe('resume changes nothing where playing again does not give the log', () => {
  /** The sentence, and both files as they were; the command makes status 1 of it. */
  const expectRefused = async (sentence: RegExp, directory = 'cut'): Promise<void> => {
    const before = [log(directory), summary(directory)] as const;
    await expect(resumeCommand(path(directory), { verbose: false })).rejects.toMatchObject({
      name: 'LogError',
      about: 'log',
      message: expect.stringMatching(sentence),
    });
    expect([log(directory).equals(before[0]), summary(directory)]).toEqual([true, before[1]]);
    expect(readdirSync(path(directory)).sort()).toEqual(['events.ndjson', 'run.json']);
  };

  const edits: [string, () => string | Uint8Array, RegExp][] = [
    [
      'a number edited',
      () => [...lines.slice(0, 9), (lines[9] as string).replace(/0\.\d+/, '0.123')].join(''),
      /cut\/events\.ndjson:10: event 9 \([a-z-]+, cycle 1\) was edited: .*; only a whole log is gone on with: put the original back, or cut the file before that event \(truncate -s \d+ .*cut\/events\.ndjson\), and resume again\. Nothing was changed$/,
    ],
    [
      'a line left out',
      () => [...lines.slice(0, 5), ...lines.slice(6, 9)].join(''),
      /:6: event 5 is missing or out of order/,
    ],
    [
      'a NUL',
      () => `${lines.slice(0, 5).join('')}\0${lines.slice(5, 9).join('')}`,
      /:6: line 6 \(event 5\) holds NUL bytes/,
    ],
    ['a BOM', () => `\uFEFF${lines.slice(0, 9).join('')}`, /:1: line 1 \(event 0\) begins with a byte order mark/],
    ['CR LF', () => lines.slice(0, 9).join('').replaceAll('\n', '\r\n'), /:1: line 1 \(event 0\) ends in CR LF/],
    [
      'a line of 10 MB',
      () => `${lines[0]}${'x'.repeat(10_000_000)}\n${lines[1]}`,
      /:2: line 2 \(event 1\) is not JSON/,
    ],
    [
      'a number beyond double precision',
      () =>
        lines
          .slice(0, 9)
          .join('')
          .replace(/"priceAtZero":0\.\d+/, '$&00000000000000001'),
      /:3: event 2 \(forward-opened, cycle 1\) was edited: column \d+ has/,
    ],
    [
      'more after the end',
      () => `${whole}${lines[3]}`,
      /: line \d+ follows event \d+ \(run-completed, cycle 3\): nothing may follow/,
    ],
  ];
  test.each(edits)('%s', async (_, contents, sentence) => {
    cut(contents());
    await expectRefused(sentence);
  });

  test('and cutting where it says makes it whole again', () => {
    cut([...lines.slice(0, 9), (lines[9] as string).replace(/0\.\d+/, '0.123'), ...lines.slice(10, 12)].join(''));
    const command = /\(truncate -s (\d+) (\S+)\)/.exec(run('resume', 'cut').stderr);
    const [, bytes, file] = command as unknown as [string, string, string];
    writeFileSync(path(file), log('cut').subarray(0, Number(bytes)));
    expectResumed(`${played(9)}\n`);
  });

  test('run.json edited', async () => {
    cut(lines.slice(0, 9).join(''));
    write('cut/run.json', midway(summary('whole')).replace('"cycles": 3', '"cycles": 4'));
    await expectRefused(
      /cut\/events\.ndjson:1: event 0 differs in scenario\.cycles: the log has 3, run\.json 4: run\.json was edited: put the original back, or remove it to have it rebuilt from the log\. Nothing was changed$/,
    );
  });

  const agent = (answer: string): string => `export default { create: () => ({ demand: (o) => { ${answer} } }) };`;
  const ownRun = (module: string, ...flags: readonly string[]): void => {
    rmSync(path('own'), { recursive: true, force: true });
    write('agent.mjs', module);
    write('own.yaml', `${scenarioWith('./agent.mjs')}cycles: 4\ncarry: reset\n`);
    expect(run('run', 'own.yaml', '--out', 'own', ...flags)).toMatchObject({ status: 0, stderr: '' });
    const kept = log('own')
      .toString('utf8')
      .split(/(?<=\n)/)
      .slice(0, 30)
      .join('');
    write('own/run.json', midway(summary('own')));
    write('own/events.ndjson', kept);
  };

  test('another version of an agent’s module', () => {
    ownRun(agent('return 0.25;'));
    write('agent.mjs', agent('return o.public.cycle < 3 ? 0.25 : 0.75;'));
    expect(run('resume', 'own')).toEqual({
      status: 1,
      stdout: '',
      stderr:
        "forespot: own/events.ndjson:26: event 25 differs in demand: the log has 0.25, playing again gives 0.75. An agent's module or the program is another than when the log was written: put that one back and resume, or play the scenario anew. Nothing was changed\n",
    });
    write('agent.mjs', agent('return 0.25;'));
    expect(run('resume', 'own').status).toBe(0);
  });

  test('a module that is gone', () => {
    ownRun(agent('return 0.25;'));
    rmSync(path('agent.mjs'));
    expect(run('resume', 'own')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/does not load: there is no file/),
    });
    expect(readdirSync(path('own')).sort()).toEqual(['events.ndjson', 'run.json']);
  });

  test('an answer that came in time then and does not now, until it is given the time', async () => {
    ownRun(agent('return 0.25;'));
    write('agent.mjs', agent('const end = performance.now() + 160; while (performance.now() < end); return 0.25;'));
    const own = JSON.parse(summary('own'));
    write('own/run.json', `${JSON.stringify({ ...own, options: { ...own.options, answerLimit: 100 } }, null, 2)}\n`);
    await expectRefused(
      /own\/events\.ndjson:4: event 3 differs in kind: .* own gave no answer within the time limit now, but not in the log: that depends on the machine and on --answer-limit, and is no fault of the log: resume again, with another --answer-limit if need be\. Nothing was changed$/,
      'own',
    );
    expect(run('resume', 'own', '--answer-limit', '1000').status).toBe(0);
  });
});

describe('where a run cannot be written', () => {
  const asNobody = (...args: readonly string[]) =>
    spawnSync(process.execPath, [resolve('dist/src/cli/main.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      uid: 65534,
      gid: 65534,
    });
  test.skipIf(process.getuid?.() !== 0)(
    'for want of permission, it is refused with a sentence, and reading goes on working',
    () => {
      chmodSync(folder, 0o755);
      chmodSync(path('whole'), 0o555);
      cut(lines.slice(0, 9).join(''));
      chmodSync(path('cut'), 0o555);
      const { status, stderr } = asNobody('resume', 'cut');
      expect({ status, stderr }).toEqual({ status: 2, stderr: 'forespot: cannot write to cut: permission denied\n' });
      expect(asNobody('resume', 'whole').status).toBe(0);
      expect(asNobody('verify', 'cut').status).toBe(0);
      expect(asNobody('run', bundled('two-sided-2x3'), '--out', 'whole', '--force')).toMatchObject({
        status: 2,
        stderr: 'forespot: cannot write to whole: permission denied\n',
      });
      expect(log('whole').equals(whole)).toBe(true);
    },
  );

  test('a full disk keeps what is whole, and the run goes on when there is room', ({ skip }) => {
    const mount = path('mount');
    mkdirSync(mount);
    // Needs root: elsewhere the test says that it was skipped.
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', mount]).status !== 0) skip();
    try {
      fillAndResume(mount);
    } finally {
      spawnSync('umount', [mount]);
    }
  });
  const fillAndResume = (mount: string): void => {
    const args = ['run', bundled('two-sided-2x3'), '--cycles', '60'];
    expect(run(...args, '--out', 'roomy').status).toBe(0);
    const { status, stdout, stderr } = run(...args, '--out', 'mount/r');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    const sentence =
      /^(?:forespot: \d+ events of the log played again, the same to the last byte\n)?forespot: cannot write mount\/r\/events\.ndjson: the disk is full; the first (\d+) events are kept, and forespot resume mount\/r goes on\n$/;
    expect(stderr).toMatch(sentence);
    const kept = Number(sentence.exec(stderr)?.[1]);
    expect(kept).toBeGreaterThan(100);
    expect(log('mount/r').toString('utf8').split('\n')).toHaveLength(kept + 1);
    // Still full: what there was is still there.
    expect(run('resume', 'mount/r')).toMatchObject({ status: 2, stderr: expect.stringMatching(sentence) });
    spawnSync('mount', ['-o', 'remount,size=2m', mount]);
    expect(run('resume', 'mount/r')).toMatchObject({
      status: 0,
      stderr: expect.stringMatching(/events of the log played again/),
    });
    expect(log('mount/r').equals(log('roomy'))).toBe(true);
  };

  test.skipIf(!existsSync('/bin/bash'))('a limit on the size of files does the same', () => {
    const command = `ulimit -f 64; exec "${process.execPath}" "${resolve('dist/src/cli/main.js')}" run "${bundled('two-sided-2x3')}" --cycles 60 --out limited`;
    const { status, stderr } = spawnSync('/bin/bash', ['-c', command], { cwd: folder, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(
        /^forespot: cannot write limited\/events\.ndjson: the file is larger than the system allows; the first \d+ events are kept, and forespot resume limited goes on\n$/,
      ),
    });
    expect(run('resume', 'limited').status).toBe(0);
    expect(run('replay', 'limited')).toMatchObject({ status: 0, stderr: '' });
  });
});

test.each(['event', 'cycle', 'none'] as const)(
  '--durable %s has no part in the bytes of the log, and run.json remembers it',
  async (durable) => {
    const [file, directory] = [bundled('two-sided-2x3'), path(durable)];
    const written = await undisturbed({ file, directory, cycles: 3, options: { measure: true, durable } });
    expect(written.log.equals(whole)).toBe(true);
    expect(JSON.parse(written.summary).options).toEqual({ log: 'full', measure: true, answerLimit: 1000, durable });
  },
);

test('a clock that jumps has no part in a log, nor in its resuming', () => {
  const jumping =
    'let k = 0; Date.now = () => [0, 4e12, 1e9][k++ % 3]; performance.now = () => [9e9, 0, -5, 1e6][k++ % 4];';
  const jumped = (...args: readonly string[]) =>
    spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(jumping)}`, resolve('dist/src/cli/main.js'), ...args],
      { cwd: folder, encoding: 'utf8' },
    );
  const args = ['run', bundled('two-sided-2x3'), '--cycles', '3', '--measure', '--out', 'jumped'];
  expect(jumped(...args)).toMatchObject({ status: 0, stderr: '' });
  expect(log('jumped').equals(whole)).toBe(true);
  write('jumped/events.ndjson', whole.subarray(0, 5000));
  write('jumped/run.json', midway(summary('jumped')));
  expect(jumped('resume', 'jumped').status).toBe(0);
  expect(log('jumped').equals(whole)).toBe(true);
});
