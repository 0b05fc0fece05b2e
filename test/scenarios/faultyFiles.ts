// Above 200 lines: it is a table, a fault a row, and reads best in one piece.
import { base, bomb, change, states } from './baseScenario.ts';

/** What is wrong, the file, and every line that its author reads. */
export const faultyFiles: readonly (readonly [sentence: string, text: string, lines: readonly string[]])[] = [
  ['an empty file is refused', '', ['x.yaml:1:1 expected a scenario, got an empty file']],
  [
    'a file of comments alone is an empty file',
    '# nothing yet\n',
    ['x.yaml:1:1 expected a scenario, got an empty file'],
  ],
  [
    'a list is refused',
    '- id: a1\n- id: a2\n',
    ['x.yaml:1:1 expected a scenario, a mapping with keys such as name and agents, got a list of 2'],
  ],
  [
    'a line of text is refused',
    'hello',
    ['x.yaml:1:1 expected a scenario, a mapping with keys such as name and agents, got "hello"'],
  ],
  ['binary data are refused', 'PK\0\0name: x', ['x.yaml:1:1 expected text, got binary data (a NUL byte)']],
  [
    'several documents are refused',
    `${base}---\nname: second\n`,
    ['x.yaml:11:1 expected one scenario, got several YAML documents: one file each'],
  ],
  [
    'another version of YAML is refused',
    `%YAML 1.1\n---\n${base}`,
    ['x.yaml:1:1 expected YAML 1.2, got the directive of another version: leave the line %YAML out'],
  ],
  [
    'a tab as indentation is refused',
    base.replace('    maxDemand', '\tmaxDemand'),
    ['x.yaml:4:1 expected spaces, got a tab: YAML indents with spaces only'],
  ],
  [
    'a list left open is refused',
    `${base}states: [1\n`,
    [
      'x.yaml:12:1 not YAML: flow sequence in block collection must be sufficiently indented and end with a ]: check the indentation here and above, and quote text with a colon',
    ],
  ],
  [
    'an indentation that fits nowhere is refused',
    base.replace('  - id: a2', ' - id: a2'),
    [
      'x.yaml:7:1 not YAML: a block sequence may not be used as an implicit map key: check the indentation here and above, and quote text with a colon',
    ],
  ],
  [
    'what comes before a break in the YAML is still judged',
    change({ 4: '    maxDemand: -1' }, 'about: "never closed\n'),
    ['x.yaml:4:16 agents[0].maxDemand: expected more than 0, got -1', 'x.yaml:12:1 not YAML: missing closing "quote'],
  ],
  ['a tag is refused', change({ 1: 'name: !secret base' }), ['x.yaml:1:7 expected no tags, got !secret']],
  [
    'an alias without an anchor is refused once',
    change({ 10: '    type: *common' }),
    ['x.yaml:10:11 agents[1].type: expected an anchor &common above this alias, got none'],
  ],
  [
    'an alias inside what it names is refused',
    change({ 10: '    type: &self { family: *self }' }),
    ['x.yaml:10:27 agents[1].type.family: the alias *self stands inside what it names'],
  ],
  [
    'nesting without end is refused',
    '['.repeat(100_000),
    ['x.yaml:1:1 expected a plain scenario, got one nested too deeply to read'],
  ],
  [
    'aliases that unfold to billions of values are refused',
    bomb,
    ['x.yaml:7:29 g[7]: aliases unfold to more than 10,000,000 values here: move long columns to a CSV file'],
  ],
  [
    'a key that is a mapping is refused',
    change({}, '? { a: 1 }\n: 2\n'),
    ['x.yaml:11:3 expected a plain word as a key, got a list or a mapping'],
  ],
  [
    'a key given twice is refused',
    change({ 5: '    endowment: 0.25\n    maxDemand: 2' }),
    ['x.yaml:6:5 agents[0].maxDemand: this key appears twice: keep one of the two'],
  ],
  [
    'a misspelt key at the top is refused with the nearest',
    change({ 1: 'nmae: base' }),
    [
      'x.yaml:1:1 name: expected one line of text, but the key is missing',
      'x.yaml:1:1 nmae: unknown key: did you mean name?',
    ],
  ],
  [
    'a misspelt key of an agent is refused with the nearest',
    change({ 4: '    maxdemand: 1' }),
    [
      'x.yaml:3:5 agents[0].maxDemand: expected a number more than 0, but the key is missing',
      'x.yaml:4:5 agents[0].maxdemand: unknown key: did you mean maxDemand?',
    ],
  ],
  [
    'a key like no other is refused with those known',
    change({}, 'units: { colour: red }\n'),
    ['x.yaml:11:10 units.colour: unknown key: expected quantity or money'],
  ],
  [
    'a key of another language is not taken for the prototype',
    change({}, '__proto__: 1\n'),
    [
      'x.yaml:11:1 __proto__: unknown key: expected name, about, seed, units, supply, agents, forward, spot, states, cycles, carry or discount',
    ],
  ],
  [
    'a key of another family is refused with its owner',
    change({ 6: '    type: { family: uniform, min: 0, max: 1, exponent: 2 }' }),
    ['x.yaml:6:46 agents[0].type.exponent: unknown key: family uniform has no exponent, that belongs to power'],
  ],
  [
    'an unknown family is refused with the nearest, and its support still judged',
    change({ 6: '    type: { family: normal, min: -1, max: 1 }' }),
    [
      'x.yaml:6:21 agents[0].type.family: expected uniform, power, beta, truncated-normal, truncated-exponential, truncated-lognormal, triangular, quantiles or empirical, got "normal": did you mean truncated-normal?',
      'x.yaml:6:34 agents[0].type.min: expected 0 or more, got -1: the efficient allocation would leave a unit of negative value unserved',
    ],
  ],
  [
    'an unknown rule is refused with the nearest',
    change({}, 'forward: { rule: discriminating }\n'),
    [
      'x.yaml:11:18 forward.rule: expected discriminatory, posted, uniform or none, got "discriminating": did you mean discriminatory?',
    ],
  ],
  [
    'an unknown mechanism is refused with those known',
    change({}, 'spot: { mechanism: auction }\n'),
    ['x.yaml:11:20 spot.mechanism: expected vcg or agv, got "auction"'],
  ],
  [
    'unknown charges are refused with the nearest',
    change({}, 'forward: { charges: liner }\n'),
    ['x.yaml:11:21 forward.charges: expected none, linear or participation, got "liner": did you mean linear?'],
  ],
  [
    'an unknown domain is refused',
    change({}, 'forward: { rule: posted, domain: 3 }\n'),
    ['x.yaml:11:34 forward.domain: expected full or paper, got 3'],
  ],
  [
    'an unknown carry is refused',
    change({}, 'carry: allocations\n'),
    ['x.yaml:11:8 carry: expected allocation or reset, got "allocations": did you mean allocation?'],
  ],
  [
    'a missing name stands at the top of the file',
    change({ 1: 'about: nameless' }),
    ['x.yaml:1:1 name: expected one line of text, but the key is missing'],
  ],
  [
    'missing keys stand at what should contain them',
    change({ 4: '    group: g', 5: '    spot: truthful' }),
    [
      'x.yaml:3:5 agents[0].maxDemand: expected a number more than 0, but the key is missing',
      'x.yaml:3:5 agents[0].endowment: expected a number of 0 or more, but the key is missing',
    ],
  ],
  [
    'text with a colon needs quotes',
    change({ 1: 'name: base: the first' }),
    [
      'x.yaml:1:7 not YAML: nested mappings are not allowed in compact mappings: check the indentation here and above, and quote text with a colon',
    ],
  ],
  [
    'a tab in two places is refused twice',
    base.replaceAll('    maxDemand', '\tmaxDemand'),
    [
      'x.yaml:4:1 expected spaces, got a tab: YAML indents with spaces only',
      'x.yaml:8:1 expected spaces, got a tab: YAML indents with spaces only',
    ],
  ],
  [
    'faults of one file come in its order, whatever found them',
    change(
      {
        1: 'name: 7',
        3: '  - id: a2',
        4: '    maxDemand: 0\n    maxDemand: 1',
        5: '    endowment: 0.5',
        6: '    type: { family: uniform, min: 0, max: 2 }',
        9: '    endowement: 0.75',
      },
      'cycles: 0\nspot: { resale: 1 }\ncary: reset\n',
    ),
    [
      'x.yaml:1:7 name: expected one line of text, got 7: put it in quotes',
      'x.yaml:4:16 agents[0].maxDemand: expected more than 0, got 0',
      'x.yaml:5:5 agents[0].maxDemand: this key appears twice: keep one of the two',
      'x.yaml:8:5 agents[1].endowment: expected a number of 0 or more, but the key is missing',
      'x.yaml:8:9 agents[1].id: expected an id of its own, got "a2", which agents[0] has already',
      'x.yaml:10:5 agents[1].endowement: unknown key: did you mean endowment?',
      'x.yaml:11:11 agents[1].type: expected the support [0, 2] of agent a2, got [0, 1] for agent a2: all agents share one support',
      'x.yaml:12:9 cycles: expected a whole number between 1 and 1,000,000,000, got 0',
      'x.yaml:13:17 spot.resale: expected true or false, got 1',
      'x.yaml:14:1 cary: unknown key: did you mean carry?',
    ],
  ],
  [
    'a key without a value has nothing',
    change({ 4: '    maxDemand:' }),
    ['x.yaml:4:15 agents[0].maxDemand: expected a number more than 0, got nothing'],
  ],
  [
    'a negative demand is refused',
    change({ 4: '    maxDemand: -1' }),
    ['x.yaml:4:16 agents[0].maxDemand: expected more than 0, got -1'],
  ],
  [
    'a demand of zero is refused',
    change({ 4: '    maxDemand: 0' }),
    ['x.yaml:4:16 agents[0].maxDemand: expected more than 0, got 0'],
  ],
  [
    'a demand that is text is refused',
    change({ 4: '    maxDemand: abc' }),
    ['x.yaml:4:16 agents[0].maxDemand: expected a number more than 0, got "abc"'],
  ],
  [
    'a number in quotes is refused',
    change({ 4: '    maxDemand: "0.5"' }),
    ['x.yaml:4:16 agents[0].maxDemand: expected a number more than 0, got "0.5": write it without quotes'],
  ],
  [
    'a number that is none is refused',
    change({ 4: '    maxDemand: .nan' }),
    ['x.yaml:4:16 agents[0].maxDemand: expected a number more than 0, got .nan'],
  ],
  [
    'an endless number is refused',
    change({ 4: '    maxDemand: .inf' }),
    ['x.yaml:4:16 agents[0].maxDemand: expected a number more than 0, got .inf'],
  ],
  [
    'a fraction over zero is refused',
    change({ 4: '    maxDemand: 1/0' }),
    ['x.yaml:4:16 agents[0].maxDemand: expected a number more than 0, got 1/0: a fraction cannot be over 0'],
  ],
  [
    'a negative fraction is refused',
    change({ 4: '    maxDemand: -1/3' }),
    ['x.yaml:4:16 agents[0].maxDemand: expected more than 0, got -1/3'],
  ],
  [
    'a mapping for a number is refused',
    change({ 4: '    maxDemand: { from: 1 }' }),
    ['x.yaml:4:16 agents[0].maxDemand: expected a number more than 0, got a mapping with from'],
  ],
  [
    'long text is shortened',
    change({ 4: `    maxDemand: ${'x'.repeat(500)}` }),
    [
      'x.yaml:4:16 agents[0].maxDemand: expected a number more than 0, got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…"',
    ],
  ],
  [
    'a negative endowment is refused',
    change({ 5: '    endowment: -0.25', 9: '    endowment: 1.25' }),
    ['x.yaml:5:16 agents[0].endowment: expected 0 or more, got -0.25'],
  ],
  [
    'endowments that fall short of the supply are refused',
    change({ 9: '    endowment: 0.65' }),
    ['x.yaml:3:3 agents: expected endowments that add up to the supply of 1, got 0.9, which is 0.1 too little'],
  ],
  [
    'endowments that exceed the supply are refused',
    change({}, 'supply: 1/2\n'),
    ['x.yaml:3:3 agents: expected endowments that add up to the supply of 0.5, got 1, which is 0.5 too much'],
  ],
  ['a supply of zero is refused', change({}, 'supply: 0\n'), ['x.yaml:11:9 supply: expected more than 0, got 0']],
  [
    'demands without scarcity are refused',
    change({ 4: '    maxDemand: 0.5', 8: '    maxDemand: 1/2' }),
    [
      'x.yaml:3:3 agents: expected maximum demands that together exceed the supply of 1, got 1: without scarcity units have no price',
    ],
  ],
  [
    'a demand counts up to the supply only',
    change({ 4: '    maxDemand: 1e-12', 8: '    maxDemand: 50' }),
    [
      'x.yaml:3:3 agents: expected maximum demands that together exceed the supply of 1, got 1: without scarcity units have no price',
    ],
  ],
  [
    'an agent alone is refused',
    base.split('\n').slice(0, 6).join('\n').replace('0.25', '1'),
    ['x.yaml:3:3 agents: expected at least 2 agents, got one'],
  ],
  [
    'no agents at all are refused',
    'name: x\nagents: []\n',
    ['x.yaml:2:9 agents: expected at least 2 agents, got none'],
  ],
  [
    'agents that are no list are refused',
    'name: x\nagents: a1, a2\n',
    ['x.yaml:2:9 agents: expected a list of agents, got "a1, a2"'],
  ],
  [
    'an agent that is a word is refused',
    change({}, '').replace('  - id: a2', '  - a3\n  - id: a2'),
    [
      'x.yaml:7:5 agents[1]: expected a mapping with id, count, group, maxDemand, endowment, type, forward and spot, got "a3"',
    ],
  ],
  [
    'an id given twice is refused',
    change({ 7: '  - id: a1' }),
    ['x.yaml:7:9 agents[1].id: expected an id of its own, got "a1", which agents[0] has already'],
  ],
  [
    'the id of a replica is refused',
    change({ 3: '  - id: a\n    count: 2', 5: '    endowment: 0.125', 7: '  - id: a-2' }),
    ['x.yaml:8:9 agents[1].id: expected an id of its own, got "a-2", which agents[0] has already'],
  ],
  [
    'a replica with the id of an agent is refused',
    change({ 3: '  - id: a-2', 7: '  - id: a\n    count: 3', 9: '    endowment: 0.25' }),
    ['x.yaml:7:9 agents[1].id: expected an id of its own, got the replica "a-2", which agents[0] has already'],
  ],
  [
    'an id that is a number is refused',
    change({ 3: '  - id: 1' }),
    ['x.yaml:3:9 agents[0].id: expected one line of text, got 1: put it in quotes'],
  ],
  [
    'a blank id is refused',
    change({ 3: '  - id: " "' }),
    ['x.yaml:3:9 agents[0].id: expected one line of text, got " "'],
  ],
  [
    'an id of two lines is refused',
    change({ 3: '  - id: "a\\nb"' }),
    ['x.yaml:3:9 agents[0].id: expected one line of text, got "a\\nb"'],
  ],
  [
    'the id equal is refused',
    change({ 3: '  - id: equal' }),
    [
      'x.yaml:3:9 agents[0].id: expected an id other than equal, which names no agent but an equal split of the surplus',
    ],
  ],
  [
    'half a replica is refused',
    change({ 3: '  - id: a1\n    count: 1.5' }),
    ['x.yaml:4:12 agents[0].count: expected a whole number between 1 and 100,000, got 1.5'],
  ],
  [
    'a count beyond reason is refused',
    change({ 3: '  - id: a1\n    count: 1e12' }),
    ['x.yaml:4:12 agents[0].count: expected a whole number between 1 and 100,000, got 1000000000000'],
  ],
  [
    'counts that are together beyond reason are refused',
    change({ 3: '  - id: a1\n    count: 60000', 7: '  - id: a2\n    count: 60000' }),
    ['x.yaml:3:3 agents: expected at most 100,000 agents, replicas counted, got 120,000'],
  ],
  [
    'a negative lowest type is refused with the reason',
    change({ 6: '    type: { family: uniform, min: -0.5, max: 1 }' }),
    [
      'x.yaml:6:35 agents[0].type.min: expected 0 or more, got -0.5: the efficient allocation would leave a unit of negative value unserved',
    ],
  ],
  [
    'an empty support is refused',
    change({ 6: '    type: { family: uniform, min: 2, max: 1 }' }),
    ['x.yaml:6:43 agents[0].type.max: expected more than 2, the min, got 1'],
  ],
  [
    'two supports are refused',
    change({ 10: '    type: { family: power, min: 0, max: 2, exponent: 3 }' }),
    [
      'x.yaml:10:11 agents[1].type: expected the support [0, 1] of agent a1, got [0, 2] for agent a2: all agents share one support',
    ],
  ],
  [
    'an exponent of zero is refused',
    change({ 6: '    type: { family: power, min: 0, max: 1, exponent: 0 }' }),
    ['x.yaml:6:54 agents[0].type.exponent: expected more than 0, got 0'],
  ],
  [
    'shape parameters of beta must be positive',
    change({ 6: '    type: { family: beta, min: 0, max: 1, alpha: -1, beta: 0 }' }),
    [
      'x.yaml:6:50 agents[0].type.alpha: expected more than 0, got -1',
      'x.yaml:6:60 agents[0].type.beta: expected more than 0, got 0',
    ],
  ],
  [
    'a standard deviation of zero is refused',
    change({ 6: '    type: { family: truncated-normal, min: 0, max: 1, mean: 0.5, sd: 0 }' }),
    ['x.yaml:6:70 agents[0].type.sd: expected more than 0, got 0'],
  ],
  [
    'a sigma of zero is refused',
    change({ 6: '    type: { family: truncated-lognormal, min: 0, max: 1, mu: -1, sigma: 0 }' }),
    ['x.yaml:6:73 agents[0].type.sigma: expected more than 0, got 0'],
  ],
  [
    'a normal distribution with no mass on the support is refused',
    change({ 6: '    type: { family: truncated-normal, min: 0, max: 1, mean: 100, sd: 1 }' }),
    [
      'x.yaml:6:11 agents[0].type: expected mass spread over the support from 0 to 1, got parameters that leave none: their mass there is too small for any number',
    ],
  ],
  [
    'and so is one with its mass at one end',
    change({ 6: '    type: { family: power, min: 1, max: 2, exponent: 1e-3 }' }),
    [
      'x.yaml:6:11 agents[0].type: expected mass spread over the support from 1 to 2, got half of it at 1 itself',
      'x.yaml:10:11 agents[1].type: expected the support [1, 2] of agent a1, got [0, 1] for agent a2: all agents share one support',
    ],
  ],
  [
    'a rate of zero is refused with the way out',
    change({ 6: '    type: { family: truncated-exponential, min: 0, max: 1, rate: 0 }' }),
    ['x.yaml:6:66 agents[0].type.rate: expected a number other than 0, got 0: at rate 0 it is family uniform'],
  ],
  [
    'a mode outside the support is refused',
    change({ 6: '    type: { family: triangular, min: 0, max: 1, mode: 3/2 }' }),
    ['x.yaml:6:55 agents[0].type.mode: expected between 0 and 1, the support, got 3/2'],
  ],
  [
    'points must rise and span the support',
    change({
      6: '    type: { family: quantiles, min: 0, max: 1, points: [[0, 0.1], [0.5, 0.5], [0.4, 0.6], [1, 0.9]] }',
    }),
    [
      'x.yaml:6:57 agents[0].type.points[0]: expected [0, 0], where the support begins, got [0, 0.1]',
      'x.yaml:6:79 agents[0].type.points[2]: expected both numbers above those of the point before, [0.5, 0.5], got [0.4, 0.6]',
      'x.yaml:6:91 agents[0].type.points[3]: expected [1, 1], where the support ends, got [1, 0.9]',
    ],
  ],
  [
    'a point is a pair of numbers',
    change({ 6: '    type: { family: quantiles, min: 0, max: 1, points: [[0, 0], [0.5], 3, [1, 1]] }' }),
    [
      'x.yaml:6:65 agents[0].type.points[1]: expected a pair of numbers [x, F(x)], got a list of 1',
      'x.yaml:6:72 agents[0].type.points[2]: expected a pair of numbers [x, F(x)], got 3',
    ],
  ],
  [
    'one point is not enough',
    change({ 6: '    type: { family: quantiles, min: 0, max: 1, points: [[0, 0]] }' }),
    ['x.yaml:6:56 agents[0].type.points: expected at least 2 points [x, F(x)], got a list of 1'],
  ],
  [
    'observations of one value only are refused',
    change({ 6: '    type: { family: empirical, values: [1, 1, 1] }' }),
    ['x.yaml:6:40 agents[0].type.values: expected at least 2 different values, got the value 1 alone'],
  ],
  [
    'no observations are refused',
    change({ 6: '    type: { family: empirical, values: [] }' }),
    ['x.yaml:6:40 agents[0].type.values: expected at least 2 different values, got none'],
  ],
  [
    'an observation that is text is refused',
    change({ 6: '    type: { family: empirical, values: [0, high, 1] }' }),
    ['x.yaml:6:44 agents[0].type.values[1]: expected a number, got "high"'],
  ],
  [
    'negative observations are refused with the reason',
    change({ 6: '    type: { family: empirical, values: [-3, 1] }' }),
    [
      'x.yaml:6:40 agents[0].type.values: expected values of 0 or more, got -3: the efficient allocation would leave a unit of negative value unserved',
    ],
  ],
  [
    'min and max must contain the observations',
    change({ 6: '    type: { family: empirical, min: 0.5, max: 1, values: [0.25, 2] }' }),
    [
      'x.yaml:6:37 agents[0].type.min: expected at most 0.25, the lowest value, got 0.5',
      'x.yaml:6:47 agents[0].type.max: expected at least 2, the highest value, got 1',
    ],
  ],
  [
    'observations from nowhere are refused',
    change({ 6: '    type: { family: empirical }' }),
    ['x.yaml:6:11 agents[0].type: expected values, or file and column, got neither'],
  ],
  [
    'observations from two places are refused',
    change({ 6: '    type: { family: empirical, values: [0, 1], file: gas.csv, column: Price }' }),
    [
      'x.yaml:6:48 agents[0].type.file: values are given too: keep either values, or file and column',
      'x.yaml:6:63 agents[0].type.column: values are given too: keep either values, or file and column',
    ],
  ],
  [
    'a file without a column is refused',
    change({ 6: '    type: { family: empirical, file: gas.csv }' }),
    ['x.yaml:6:11 agents[0].type.column: expected the name of a column of the file, but the key is missing'],
  ],
  [
    'a column without a file is refused',
    change({ 6: '    type: { family: empirical, column: Price }' }),
    ['x.yaml:6:11 agents[0].type.file: expected the path of a CSV file, but the key is missing'],
  ],
  [
    'a derived support that differs is refused with the way out',
    change({ 6: '    type: { family: empirical, values: [0.5, 2] }' }),
    [
      'x.yaml:10:11 agents[1].type: expected the support [0.5, 2] of agent a1, got [0, 1] for agent a2: all agents share one support, which min and max set',
    ],
  ],
  [
    'a file that cannot be read is refused',
    change({ 6: '    type: { family: empirical, file: none.csv, column: Price }' }),
    ['x.yaml:6:38 agents[0].type.file: none.csv: cannot be read: there is no such file'],
  ],
  [
    'a column that the file lacks is refused',
    change({ 6: '    type: { family: empirical, file: gas.csv, column: Prices }' }),
    ['x.yaml:6:55 agents[0].type.column: gas.csv: expected one of its columns, Price'],
  ],
  [
    'a cell that is no number is refused with its line, once for all agents',
    change({
      6: '    type: { family: empirical, file: bad.csv, column: Price }',
      10: '    type: { family: empirical, file: bad.csv, column: Price }',
    }),
    [
      'x.yaml:6:55 agents[0].type.column: bad.csv line 3: expected a number as Price, got "n/a"',
      'x.yaml:6:55 agents[0].type.column: bad.csv line 5: expected a number as Price, got "1,000"',
    ],
  ],
  [
    'a column of words is refused without listing each',
    change({ 6: '    type: { family: empirical, file: words.csv, column: Price }' }),
    [
      'x.yaml:6:57 agents[0].type.column: words.csv line 2: expected a number as Price, got "word 0"',
      'x.yaml:6:57 agents[0].type.column: words.csv line 3: expected a number as Price, got "word 1"',
      'x.yaml:6:57 agents[0].type.column: words.csv line 4: expected a number as Price, got "word 2"',
      'x.yaml:6:57 agents[0].type.column: words.csv line 5: expected a number as Price, got "word 3"',
      'x.yaml:6:57 agents[0].type.column: words.csv line 6: expected a number as Price, got "word 4"',
      'x.yaml:6:57 agents[0].type.column: words.csv line 7: expected a number as Price, got "word 5"',
      'x.yaml:6:57 agents[0].type.column: words.csv line 8: expected a number as Price, got "word 6"',
      'x.yaml:6:57 agents[0].type.column: words.csv line 9: expected a number as Price, got "word 7"',
      'x.yaml:6:57 agents[0].type.column: words.csv line 10: expected a number as Price, got "word 8"',
      'x.yaml:6:57 agents[0].type.column: words.csv line 11: expected a number as Price, got "word 9"',
      'x.yaml:6:57 agents[0].type.column: words.csv: 1,224 more cells of Price hold no number',
    ],
  ],
  [
    'an unknown strategy is refused with the nearest',
    change({ 4: '    maxDemand: 1\n    forward: equilibrum' }),
    [
      'x.yaml:5:14 agents[0].forward: expected equilibrium, endowment, fixed, shade, random, best-reply, gradient, fictitious-play, hedge, regret-matching, exp3, q-learning, roth-erev, zero-intelligence or level-k, got "equilibrum": did you mean equilibrium?',
    ],
  ],
  [
    'a strategy of the other market is refused',
    change({ 4: '    maxDemand: 1\n    spot: equilibrium' }),
    [
      'x.yaml:5:11 agents[0].spot: expected truthful, shade, fixed, random, hedge, exp3, q-learning or roth-erev, got "equilibrium"',
    ],
  ],
  [
    'a strategy without its parameter is refused',
    change({ 4: '    maxDemand: 1\n    forward: shade' }),
    [
      'x.yaml:5:14 agents[0].forward.factor: expected a number of 0 or more, but the key is missing: share of r* that is demanded',
    ],
  ],
  [
    'a parameter out of bounds is refused with its meaning',
    change({ 4: '    maxDemand: 1\n    forward: { strategy: shade, factor: -0.1 }' }),
    ['x.yaml:5:41 agents[0].forward.factor: expected 0 or more, got -0.1: share of r* that is demanded'],
  ],
  [
    'a parameter of a strategy that takes none is refused',
    change({ 4: '    maxDemand: 1\n    spot: { strategy: truthful, factor: 1 }' }),
    ['x.yaml:5:33 agents[0].spot.factor: unknown key: strategy truthful takes no parameters'],
  ],
  [
    'a misspelt parameter is refused with the nearest',
    change({ 4: '    maxDemand: 1\n    spot: { strategy: shade, facto: 1 }' }),
    [
      'x.yaml:5:11 agents[0].spot.factor: expected a number of 0 or more, but the key is missing: share of the type that is reported',
      'x.yaml:5:30 agents[0].spot.facto: unknown key: did you mean factor?',
    ],
  ],
  [
    'a mapping without a strategy is refused',
    change({ 4: '    maxDemand: 1\n    spot: { factor: 1 }' }),
    [
      'x.yaml:5:11 agents[0].spot.strategy: expected truthful, shade, fixed, random, hedge, exp3, q-learning or roth-erev, but the key is missing',
    ],
  ],
  [
    'a strategy that is a list is refused',
    change({ 4: '    maxDemand: 1\n    spot: [shade]' }),
    [
      "x.yaml:5:11 agents[0].spot: expected a strategy's name, a mapping with the key strategy, or the path of a module, got a list of 1",
    ],
  ],
  [
    'a parameter of a module is a number',
    change({ 4: '    maxDemand: 1\n    forward: { strategy: ./mine.ts, depth: deep }' }),
    ['x.yaml:5:44 agents[0].forward.depth: expected a number, got "deep"'],
  ],
  [
    'a fixed demand above the supply is refused',
    change({ 4: '    maxDemand: 1\n    forward: { strategy: fixed, demand: 2 }' }),
    ['x.yaml:5:41 agents[0].forward.demand: expected at most 1, the supply, got 2'],
  ],
  [
    'a fixed report outside the support is refused',
    change({ 4: '    maxDemand: 1\n    spot: { strategy: fixed, report: 1.5 }' }),
    ['x.yaml:5:38 agents[0].spot.report: expected between 0 and 1, the support, got 1.5'],
  ],
  [
    'a negative margin is refused',
    change({}, 'forward: { margin: -0.1 }\n'),
    ['x.yaml:11:20 forward.margin: expected 0 or more, got -0.1'],
  ],
  [
    'a uniform price has no margin',
    change({}, 'forward: { rule: uniform, price: 0.5, margin: 0.1 }\n'),
    ['x.yaml:11:39 forward.margin: unknown key: rule uniform has no margin, that belongs to discriminatory and posted'],
  ],
  [
    'a discriminatory rule has no price',
    change({}, 'forward: { price: 0.5 }\n'),
    ['x.yaml:11:12 forward.price: unknown key: rule discriminatory has no price, that belongs to uniform'],
  ],
  [
    'no forward market has no charges',
    change({}, 'forward: { rule: none, charges: linear }\n'),
    [
      'x.yaml:11:24 forward.charges: unknown key: rule none has no charges, that belongs to discriminatory, posted and uniform',
    ],
  ],
  [
    'vcg has no claimant',
    change({}, 'spot: { claimant: a1 }\n'),
    ['x.yaml:11:9 spot.claimant: unknown key: mechanism vcg has no claimant, that belongs to agv'],
  ],
  [
    'a claimant that is no agent is refused with the nearest',
    change({}, 'spot: { mechanism: agv, claimant: a3 }\n'),
    ['x.yaml:11:35 spot.claimant: expected the id of an agent or equal, got "a3"'],
  ],
  [
    'a claimant with replicas is one of them',
    change({ 3: '  - id: a1\n    count: 2', 5: '    endowment: 0.125' }, 'spot: { mechanism: agv, claimant: a1 }\n'),
    ['x.yaml:12:35 spot.claimant: expected the id of an agent or equal, got "a1": did you mean a1-1?'],
  ],
  [
    'resale is refused where endowments are reset',
    change({}, 'spot: { resale: true }\ncarry: reset\n'),
    [
      'x.yaml:11:17 spot.resale: expected false with carry: reset, got true: endowments that are reset leave no unit to sell again',
    ],
  ],
  [
    'a resale that is a word is refused',
    change({}, 'spot: { resale: maybe }\n'),
    ['x.yaml:11:17 spot.resale: expected true or false, got "maybe"'],
  ],
  [
    'probabilities that do not add up to 1 are refused',
    change({}, states('0.5', '1', '0.4', '1')),
    ['x.yaml:11:21 states.outcomes: expected probabilities that add up to 1, got 0.9, which is 0.1 too little'],
  ],
  [
    'a probability above 1 is refused',
    change({}, states('1.5', '1', '-0.5', '1')),
    [
      'x.yaml:12:29 states.outcomes[0].probability: expected between 0 and 1, got 1.5',
      'x.yaml:13:29 states.outcomes[1].probability: expected between 0 and 1, got -0.5',
    ],
  ],
  [
    'a state that ends scarcity is refused',
    change({}, states('0.5', '1', '0.5', '0.4')),
    [
      'x.yaml:13:47 states.outcomes[1].demandScale: expected maximum demands that still exceed the supply of 1, got 0.8 after this scale: every state keeps the good scarce',
    ],
  ],
  [
    'a scale of zero is refused',
    change({}, states('0.5', '0', '0.5', '1')),
    ['x.yaml:12:47 states.outcomes[0].demandScale: expected more than 0, got 0'],
  ],
  [
    'a state given twice is refused',
    change({}, states('0.5', '1', '0.5', '1').replace('slack', 'tight')),
    ['x.yaml:13:9 states.outcomes[1].id: expected an id of its own, got "tight", which states.outcomes[0] has already'],
  ],
  [
    'no states at all are refused',
    change({}, 'states: { outcomes: [] }\n'),
    ['x.yaml:11:21 states.outcomes: expected at least one state, got none: or leave states out'],
  ],
  [
    'anticipation is true or false',
    change({}, states('0.5', '1', '0.5', '1').replace('states: {', 'states: { anticipated: maybe,')),
    ['x.yaml:11:24 states.anticipated: expected true or false, got "maybe"'],
  ],
  [
    'no cycles are refused',
    change({}, 'cycles: 0\n'),
    ['x.yaml:11:9 cycles: expected a whole number between 1 and 1,000,000,000, got 0'],
  ],
  [
    'half a cycle is refused',
    change({}, 'cycles: 2.5\n'),
    ['x.yaml:11:9 cycles: expected a whole number between 1 and 1,000,000,000, got 2.5'],
  ],
  [
    'cycles beyond reason are refused',
    change({}, 'cycles: 1e10\n'),
    ['x.yaml:11:9 cycles: expected a whole number between 1 and 1,000,000,000, got 10000000000'],
  ],
  [
    'a discount above 1 is refused',
    change({}, 'discount: 1.05\n'),
    ['x.yaml:11:11 discount: expected between 0 and 1, got 1.05'],
  ],
  [
    'a seed that loses digits is refused',
    change({}, 'seed: 12345678901234567891\n'),
    ['x.yaml:11:7 seed: expected text or a number, got 12345678901234567000: put it in quotes'],
  ],
  [
    'a seed that is a list is refused',
    change({}, 'seed: [1, 2]\n'),
    ['x.yaml:11:7 seed: expected text or a number, got a list of 2'],
  ],
  [
    'a name that is a number is refused',
    change({ 1: 'name: 2025' }),
    ['x.yaml:1:7 name: expected one line of text, got 2025: put it in quotes'],
  ],
  [
    'units are a mapping',
    change({}, 'units: EUR\n'),
    ['x.yaml:11:8 units: expected a mapping with quantity and money, got "EUR"'],
  ],
];
