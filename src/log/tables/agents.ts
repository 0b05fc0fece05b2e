import type { LogTable } from './logTable.ts';

const of = (path: string): string => `its->>'$.${path}'`;

/** In a redacted log `value` holds it where it is open. */
const strategy = (market: string): string => `coalesce(${of(`${market}.strategy`)}, ${of(`${market}.value.strategy`)})`;

export const agents: LogTable = {
  name: 'agents',
  comment: 'one row an agent of a run, as the scenario describes it, in the order of the run',
  key: ['agent'],
  from: `(select unnest(agents) as id, unnest(range(1, len(agents) + 1)) as place, unnest(cast(scenario->'$.agents' as JSON[])) as its from started)`,
  columns: [
    { name: 'agent', type: 'VARCHAR', comment: 'the agent’s id', value: 'id' },
    { name: 'place', type: 'BIGINT', comment: 'place in the order of the run, from 1', value: 'place' },
    { name: 'group', type: 'VARCHAR', comment: 'the agent’s group, null where it has none', value: of('group') },
    {
      name: 'max_demand',
      type: 'DOUBLE',
      comment: 'k_i: units from which on more is worth nothing',
      value: of('maxDemand'),
    },
    { name: 'endowment', type: 'DOUBLE', comment: 'units at the beginning of the run', value: of('endowment') },
    { name: 'type_family', type: 'VARCHAR', comment: 'family of the distribution of types', value: of('type.family') },
    { name: 'type_min', type: 'DOUBLE', comment: 'money a unit: the lowest type', value: of('type.min') },
    { name: 'type_max', type: 'DOUBLE', comment: 'money a unit: the highest type', value: of('type.max') },
    {
      name: 'forward_strategy',
      type: 'VARCHAR',
      comment: 'how it demands, null where that is hidden',
      value: strategy('forward'),
    },
    {
      name: 'spot_strategy',
      type: 'VARCHAR',
      comment: 'how it reports, null where that is hidden',
      value: strategy('spot'),
    },
    {
      name: 'definition',
      type: 'JSON',
      comment: 'the agent as the scenario has it, parameters included',
      value: 'its',
    },
  ],
};
