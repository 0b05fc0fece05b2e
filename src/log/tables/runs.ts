import type { LogTable } from './logTable.ts';

const inScenario = (path: string): string => `scenario->>'$.${path}'`;
const ofLines = (what: string, kind: string): string => `(select ${what} from lines where kind = '${kind}')`;

export const runs: LogTable = {
  name: 'runs',
  comment: 'one row a run: what was asked for, and how far it got',
  key: [],
  from: 'started',
  columns: [
    { name: 'scenario', type: 'VARCHAR', comment: 'the scenario’s name', value: inScenario('name') },
    { name: 'seed', type: 'VARCHAR', comment: 'the seed, null where it is hidden', value: 'seed' },
    { name: 'version', type: 'VARCHAR', comment: 'the version of forespot that wrote the log', value: 'version' },
    { name: 'agents', type: 'BIGINT', comment: 'number of agents', value: 'len(agents)' },
    { name: 'supply', type: 'DOUBLE', comment: 'units that there are', value: inScenario('supply') },
    { name: 'quantity', type: 'VARCHAR', comment: 'what a unit is', value: inScenario('units.quantity') },
    { name: 'money', type: 'VARCHAR', comment: 'what money is', value: inScenario('units.money') },
    { name: 'forward_rule', type: 'VARCHAR', comment: 'the forward market’s rule', value: inScenario('forward.rule') },
    {
      name: 'margin',
      type: 'DOUBLE',
      comment: 'm of the rule, null where it has none',
      value: inScenario('forward.margin'),
    },
    {
      name: 'charge_rule',
      type: 'VARCHAR',
      comment: 'none, linear or participation',
      value: inScenario('forward.charges'),
    },
    {
      name: 'spot_mechanism',
      type: 'VARCHAR',
      comment: 'the spot market’s mechanism',
      value: inScenario('spot.mechanism'),
    },
    {
      name: 'carry',
      type: 'VARCHAR',
      comment: 'the next cycle’s endowments: allocation or reset',
      value: inScenario('carry'),
    },
    { name: 'discount', type: 'DOUBLE', comment: 'the discount factor', value: inScenario('discount') },
    {
      name: 'cycles_planned',
      type: 'BIGINT',
      comment: 'cycles that the scenario asks for, or the last fork that sets them',
      value: `coalesce((select last(edit->>'$.value' order by rowid) from (select rowid, unnest(cast(edits as JSON[])) as edit from lines where kind = 'run-forked') where edit->>'$.path' = 'cycles'), ${inScenario('cycles')})`,
    },
    { name: 'cycles', type: 'BIGINT', comment: 'cycles that closed', value: ofLines('count(*)', 'cycle-closed') },
    {
      name: 'events',
      type: 'BIGINT',
      comment: 'events of the log that are whole',
      value: '(select count(*) from lines)',
    },
    {
      name: 'complete',
      type: 'BOOLEAN',
      comment: 'whether the run came to its end',
      value: ofLines('count(*) > 0', 'run-completed'),
    },
    {
      name: 'redacted',
      type: 'BOOLEAN',
      comment: 'whether the log hides secrets: they are null',
      value: 'seed is null',
    },
    {
      name: 'state_hash',
      type: 'VARCHAR',
      comment: 'hash of the final state, null before the end',
      value: ofLines('any_value(stateHash)', 'run-completed'),
    },
    {
      name: 'parent',
      type: 'VARCHAR',
      comment:
        'for a fork: hash of the last event of the log that it was forked from; of the last fork, if there were several',
      value: ofLines('last(parent order by rowid)', 'run-forked'),
    },
    {
      name: 'forks',
      type: 'JSON',
      comment:
        'for a fork: a list of {seq, cycle, parent, edits}, oldest first; what stands left of here is of the time before',
      value: ofLines(
        'to_json(list({seq: seq, cycle: cycle, parent: parent, edits: edits} order by rowid))',
        'run-forked',
      ),
    },
    { name: 'definition', type: 'JSON', comment: 'the scenario as resolved', value: 'scenario' },
  ],
};
