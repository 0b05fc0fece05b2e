import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Uncertainty } from '../../src/studies/uncertainty/uncertainty.ts';
import { bundled, refused, workplace } from './workplace.ts';

const { run, write } = workplace();
const winters = bundled('uncertain-demand');

/** The bundled scenario with its states replaced. */
const withStates = (states: string): string =>
  readFileSync(winters, 'utf8').replace(/states:\n( {2}.*\n)+/, `${states}\n`);
/** The line of a table, or of text, that begins with a word. */
const line = (text: string, word: string): string => text.split('\n').find((one) => one.trim().startsWith(word)) ?? '';

describe('forespot states', () => {
  test('shows each state, and what each way to hold leaves on the table', () => {
    const { status, stdout, stderr } = run('states', winters);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(line(stdout, 'cold')).toMatch(/^ cold +25\.0% +1\.5 +8,452\.6 +69\.64 +740\.3 +operates$/);
    expect(line(stdout, 'forward')).toMatch(/740\.3 +516\.8 +151\.7 +every state +0\.0 +481\.4$/);
    expect(line(stdout, 'endowments')).toMatch(/-537\.9 +965\.1 +1,178\.7 +normal, mild +446\.5 +777\.2$/);
    expect(line(stdout, 'for normal')).toMatch(/0\.0 +1,178\.7 +normal, mild +446\.5 +294\.7$/);
    expect(stdout).toContain('r* at 64.64 a unit there, the expected worst-off type');
    expect(stdout).toContain('best uniform  no price opens the spot market in every state');
    expect(stdout).toContain(`next: forespot run ${winters}`);
    for (const each of stdout.split('\n').slice(0, 25)) expect(each.length).toBeLessThanOrEqual(140);
  });

  test('--json has the same figures, one JSON value and nothing else', () => {
    const { status, stdout, stderr } = run('states', winters, '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const found: Uncertainty = JSON.parse(stdout);
    expect(found).toMatchObject({
      name: 'uncertain-demand',
      agents: ['owner', 'second', 'newcomer-1', 'newcomer-2'],
      anticipated: true,
      forward: { operatesInEvery: true, welfareLost: 0, idle: null },
      endowments: { operatesInEvery: false },
      uniform: { operatesInEvery: false },
      bestUniform: { operatesInEvery: false },
    });
    expect(found.stateBlind.map(({ bargainedFor }) => bargainedFor)).toEqual(['cold', 'normal', 'mild']);
    expect(found.accuracy.errorBound).toBeLessThan(1e-6);
  });

  test('says where states are not anticipated, and where r* would leave units idle', () => {
    write('blind.yaml', readFileSync(winters, 'utf8').replace('anticipated: true', 'anticipated: false'));
    expect(run('states', 'blind.yaml').stdout).toContain(
      'the worst-off type at demand scale 1: the states are not anticipated',
    );
    const agents = [
      'a1, maxDemand: 0.4, endowment: 1',
      'a2, maxDemand: 1, endowment: 0',
      'a3, maxDemand: 0.9, endowment: 0',
    ].map((own) => `  - { id: ${own}, type: { family: uniform, min: 0, max: 1 } }`);
    const states =
      'states: { outcomes: [{ id: boom, probability: 0.9, demandScale: 2 }, { id: bust, probability: 0.1, demandScale: 0.5 }] }';
    write('idle.yaml', ['name: idle', 'agents:', ...agents, states, ''].join('\n'));
    expect(run('states', 'idle.yaml').stdout).toContain(
      'no equilibrium: a1 would hold more than it can use in some state',
    );
  });
});

describe('the other commands', () => {
  test('play, replay and rerun a scenario whose states nobody anticipates', () => {
    write('blind.yaml', readFileSync(winters, 'utf8').replace('anticipated: true', 'anticipated: false'));
    expect(run('run', 'blind.yaml', '--out', 'r').stdout).toContain('cycle 1, state cold');
    expect(run('replay', 'r')).toMatchObject({ status: 0, stderr: '' });
    expect(run('rerun', 'r')).toMatchObject({ status: 0, stderr: '' });
    expect(run('trace', 'r', '--agent', 'owner', '--cycle', '1').stdout).toContain('learns that the state is cold');
  });

  test('prove that nobody gains by leaving equal holdings, and name the state in which a type gains least', () => {
    const { status, stdout } = run('deviate', winters, '--json', '--profiles', '5');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      equilibrium: { holds: true },
      readings: { paper: { equilibrium: true }, rationed: { equilibrium: true }, gated: { equilibrium: true } },
      spot: { operates: true, participation: { interim: { state: expect.stringMatching(/^(cold|normal|mild)$/) } } },
    });
  });
});

describe('bad input', () => {
  test('a scenario without states is told what to add', () => {
    write('plain.yaml', withStates(''));
    expect(run('states', 'plain.yaml')).toEqual(
      refused(
        [
          'plain.yaml: expected states of demand, found none; add for example',
          '  states: { outcomes: [{ id: high, probability: 1/2, demandScale: 1.2 }, { id: low, probability: 1/2, demandScale: 0.9 }] }',
        ].join('\n'),
      ),
    );
    write('mended.yaml', withStates(run('states', 'plain.yaml').stderr.split('\n')[1]?.trim() as string));
    expect(run('states', 'mended.yaml')).toMatchObject({ status: 0 });
  });

  test('faulty states are named with their places', () => {
    const states = ['probability: 0.4, demandScale: 1', 'probability: 1/2, demandScale: 0.4'].map(
      (rest, j) => `    - { id: s${j}, ${rest} }`,
    );
    write('faulty.yaml', withStates(['states:', '  outcomes:', ...states].join('\n')));
    const faults = [
      'faulty.yaml:26:5 states.outcomes: expected probabilities that add up to 1, got 0.9, which is 0.1 too little',
      'faulty.yaml:27:48 states.outcomes[1].demandScale: expected maximum demands that still exceed the supply of 100, got 80 after this scale: every state keeps the good scarce',
    ];
    expect(run('states', 'faulty.yaml')).toEqual(refused(faults.join('\n')));
  });

  test('no file, and an option that does not exist', () => {
    expect(run('states').stderr).toContain("missing required argument 'file'");
    expect(run('states', winters, '--cycles', '3').stderr).toContain("unknown option '--cycles'");
  });
});
