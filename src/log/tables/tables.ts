import { agents } from './agents.ts';
import { cycles } from './cycles.ts';
import { allocations, demands, holdings, payments, regrets, reports, types } from './eachAgent.ts';
import { events } from './events.ts';
import type { LogTable } from './logTable.ts';
import { refusals } from './refusals.ts';
import { runs } from './runs.ts';

/** Every table of a log, as people read them from the top. */
export const LOG_TABLES: readonly LogTable[] = [
  runs,
  cycles,
  agents,
  demands,
  holdings,
  types,
  reports,
  allocations,
  payments,
  regrets,
  refusals,
  events,
];
