import { describe, expect, test } from 'vitest';
import { bundled, refused, workplace } from './workplace.ts';

const { run, write } = workplace();
const bilateral = bundled('bilateral-trade');

describe('equilibria', () => {
  test('lists demands, excess, whether the spot market operates, and the proof', () => {
    const { status, stdout, stderr } = run('equilibria', bilateral);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/\n 1 +0\.50000 +0\.50000 +0\.00000 +r\* +operates +0\.08333 /);
    expect(stdout).toMatch(/\n 2 +0\.00000 +1\.00000 +0\.00000 +boundary +shut +-0\.16667 /);
    expect(stdout).toMatch(/\n 3 +1\.00000 +0\.00000 +0\.00000 +boundary +shut +-0\.16667 /);
    expect(stdout).toContain(
      `\n3 equilibria: by proof, no agent gains more than 1.0e-9 money by any other demand in [0, 1.00000]\nthe search was complete, up to the steps of its scan\nnext: forespot deviate ${bilateral} --demands 0,1 --reading gated\n`,
    );
  });

  test('has them all with --json', () => {
    const { stdout } = run('equilibria', bilateral, '--json');
    const found = JSON.parse(stdout);
    expect(found).toMatchObject({
      name: 'bilateral-trade',
      reading: 'paper',
      count: 3,
      complete: true,
      shortfalls: [],
    });
    expect(found.equilibria.map(({ demands }: { demands: readonly number[] }) => demands)).toEqual([
      [0.5, 0.5],
      [0, 1],
      [1, 0],
    ]);
  });

  test('the next command that it names runs, and confirms', () => {
    const { stdout, status } = run('deviate', bilateral, '--demands', '0,1', '--reading', 'paper', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout).equilibrium).toMatchObject({ holds: true });
  });

  test('sums up where the demands of many agents lie, and lists once what agents that are alike may trade', () => {
    const { stdout } = run('equilibria', bundled('strength-ordered-groups'));
    expect(stdout).toMatch(/\n +at 0 +between +at their most +excess +kind +.* permuted\n/);
    expect(stdout).toMatch(/\n 1 +0 +10 +0 +0\.00000 +r\* +operates .* 1\n/);
    expect(stdout).toContain(
      '\nthe first 20 are shown, without those in which agents that are alike trade places; --most shows more\n',
    );
  });

  test('refuses a market without a game, and a tolerance that is none', () => {
    write(
      'none.yaml',
      'name: none\nagents:\n  - { id: a, count: 2, maxDemand: 1, endowment: 1/2, type: { family: uniform, min: 0, max: 1 } }\nforward: { rule: none }\n',
    );
    expect(run('equilibria', 'none.yaml')).toEqual(
      refused(
        'none.yaml: forward.rule: expected discriminatory, posted or uniform, got none, under which nobody is asked for a demand and there is no game',
      ),
    );
    expect(run('equilibria', bilateral, '--tolerance', '0').stderr).toContain(
      "argument '0' is invalid. Expected a number above 0.",
    );
  });
});
