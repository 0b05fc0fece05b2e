import { describe, expect, it } from 'vitest';
import { base, change, faultLines } from './baseScenario.ts';
import { faultyFiles } from './faultyFiles.ts';

describe('a faulty file', () => {
  it('is told from a sound one', () => {
    expect(faultLines(base)).toEqual([]);
  });

  it.each(faultyFiles.map(([sentence, text, lines]) => ({ sentence, text, lines })))('$sentence', ({ text, lines }) => {
    expect(lines.length).toBeGreaterThan(0);
    expect(faultLines(text)).toEqual(lines);
  });

  it('is refused with the line that the contract promises', () => {
    const third = '  - id: a3\n    maxDemand: -1\n    endowment: 0\n    type: { family: uniform, min: 0, max: 1 }\n';
    expect(faultLines(base + third)).toEqual(['x.yaml:12:16 agents[2].maxDemand: expected more than 0, got -1']);
  });

  it('with ten faults is refused with all ten, in the order of the file', () => {
    const text = change(
      {
        1: 'name: [ten]',
        3: '  - id: ""',
        4: '    maxDemand: -1',
        5: '    endowment: lots',
        6: '    type: { family: unifrom, min: 0, max: 0 }',
        8: '    maxDemand: 1\n    forward: shad',
        9: '    endowment: 0.75\n    wealth: 3',
      },
      'spot: { mechanism: vcg, resale: yes please }\ndiscount: 2\n',
    );
    expect(faultLines(text)).toEqual([
      'x.yaml:1:7 name: expected one line of text, got a list of 1',
      'x.yaml:3:9 agents[0].id: expected one line of text, got ""',
      'x.yaml:4:16 agents[0].maxDemand: expected more than 0, got -1',
      'x.yaml:5:16 agents[0].endowment: expected a number of 0 or more, got "lots"',
      'x.yaml:6:21 agents[0].type.family: expected uniform, power, beta, truncated-normal, truncated-exponential, truncated-lognormal, triangular, quantiles or empirical, got "unifrom": did you mean uniform?',
      'x.yaml:6:43 agents[0].type.max: expected more than 0, got 0',
      'x.yaml:9:14 agents[1].forward: expected equilibrium, endowment, fixed, shade, random, best-reply, gradient, fictitious-play, hedge, regret-matching, exp3, q-learning, roth-erev, zero-intelligence or level-k, got "shad": did you mean shade?',
      'x.yaml:11:5 agents[1].wealth: unknown key: expected id, count, group, maxDemand, endowment, type, forward or spot',
      'x.yaml:13:33 spot.resale: expected true or false, got "yes please"',
      'x.yaml:14:11 discount: expected between 0 and 1, got 2',
    ]);
  });

  it('in JSON is refused at the same kind of place', () => {
    const text = JSON.stringify({ name: 'x', agents: [{ id: 'a', maxDemand: 0 }] }, null, '\t');
    expect(faultLines(text)).toEqual([
      'x.yaml:3:12 agents: expected at least 2 agents, got one',
      'x.yaml:4:3 agents[0].endowment: expected a number of 0 or more, but the key is missing',
      'x.yaml:4:3 agents[0].type: expected a mapping with the key family, but the key is missing',
      'x.yaml:6:17 agents[0].maxDemand: expected more than 0, got 0',
    ]);
  });

  it('in JSON is refused for a key that JSON.parse would pass over', () => {
    expect(faultLines('{"name": "x", "name": "y", "agents": 3}')).toEqual([
      'x.yaml:1:15 name: this key appears twice: keep one of the two',
      'x.yaml:1:38 agents: expected a list of agents, got 3',
    ]);
  });

  it('is placed right after a byte order mark and with the line ends of Windows', () => {
    const text = `\uFEFF${change({ 4: '    maxDemand: -1' }).replaceAll('\n', '\r\n')}`;
    expect(faultLines(text)).toEqual(['x.yaml:4:16 agents[0].maxDemand: expected more than 0, got -1']);
  });

  it('is placed at what an alias names', () => {
    const text = change({ 6: '    type: &t { family: uniform, min: 0, max: -1 }', 10: '    type: *t' });
    expect(faultLines(text)).toEqual([
      'x.yaml:6:46 agents[0].type.max: expected more than 0, got -1',
      'x.yaml:6:46 agents[1].type.max: expected more than 0, got -1',
    ]);
  });

  it('of more than 64 MB is refused unread', () => {
    expect(faultLines('#'.repeat(64 * 2 ** 20 + 1))).toEqual([
      'x.yaml:1:1 expected at most 64 MB of text: move long columns to a CSV file',
    ]);
  });

  it('of more than 16 MB of YAML is refused unread', () => {
    expect(faultLines('#'.repeat(16 * 2 ** 20 + 1))).toEqual([
      'x.yaml:1:1 expected at most 16 MB of YAML: write JSON, or move long columns to a CSV file',
    ]);
  });
});
