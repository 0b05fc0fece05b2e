import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { formatFault } from '../../scenarios/fault.ts';
import { readScenario } from '../../scenarios/readScenario.ts';

const folder = fileURLToPath(new URL('../../scenarios/', import.meta.url));

it.each(readdirSync(folder).filter((name) => name.endsWith('.yaml')))('our scenario %s is sound', (name) => {
  const read = readScenario(folder + name);
  expect('faults' in read ? read.faults.map(formatFault) : []).toEqual([]);
});
