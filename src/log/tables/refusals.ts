import { CYCLE, type LogTable } from './logTable.ts';

export const refusals: LogTable = {
  name: 'refusals',
  comment: 'one row an answer of an agent that could not be used',
  key: ['cycle', 'agent', 'market'],
  from: 'refused',
  columns: [
    CYCLE,
    { name: 'agent', type: 'VARCHAR', comment: 'the agent’s id', value: 'agent' },
    { name: 'market', type: 'VARCHAR', comment: 'forward or spot', value: 'market' },
    { name: 'reason', type: 'VARCHAR', comment: 'what was wrong with the answer', value: 'reason' },
    { name: 'instead', type: 'VARCHAR', comment: 'what stands in its place: endowment or type', value: 'instead' },
  ],
};
