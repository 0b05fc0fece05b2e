import { CYCLE, type LogTable } from './logTable.ts';

export const events: LogTable = {
  name: 'events',
  comment: 'one row a line of the log, as it stands there',
  key: ['seq'],
  from: 'lines',
  columns: [
    { name: 'seq', type: 'BIGINT', comment: 'place in the log, from 0', value: 'seq' },
    CYCLE,
    { name: 'kind', type: 'VARCHAR', comment: 'what happened', value: 'kind' },
    { name: 'event', type: 'JSON', comment: "the whole line: event->>'demand' is a field", value: 'line' },
  ],
};
