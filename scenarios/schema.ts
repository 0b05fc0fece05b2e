import { z } from 'zod';
import { bundledForward, bundledSpot } from '../agents/bundled.ts';
import { choice, label, numeric, record, text } from './fields.ts';
import { forwardSchema, spotSchema, statesSchema } from './marketSchema.ts';
import { refusal } from './refusal.ts';
import { show } from './show.ts';
import { strategySchema } from './strategySchema.ts';
import { typeSchema } from './typeSchema.ts';

/** The most agents that a scenario may have, replicas counted. */
export const MOST_AGENTS = 100_000;

const agent = record('One agent, or `count` like it.', {
  id: label("The agent's name, different for every agent.").refine((id) => id !== 'equal', {
    error: 'expected an id other than equal, which names no agent but an equal split of the surplus',
  }),
  count: numeric('How many replicas: more than 1 makes agents id-1, id-2 and so on. 1 if absent.', {
    from: 1,
    to: MOST_AGENTS,
    whole: true,
  }).optional(),
  group: text('A free label that reports sum over.').optional(),
  maxDemand: numeric('Units above this are worth nothing to the agent.', { above: 0 }),
  endowment: numeric('Units owned before the forward market, for each replica; all endowments add up to the supply.', {
    from: 0,
  }),
  type: typeSchema,
  forward: strategySchema(
    'How the agent demands in the forward market; equilibrium if absent.',
    bundledForward,
  ).optional(),
  spot: strategySchema('How the agent reports in the spot market; truthful if absent.', bundledSpot).optional(),
});

/** A whole number beyond this has lost digits when YAML hands it over, and two seeds would be one. */
export const seedSchema = z
  .unknown()
  .superRefine((value, context) => {
    if (typeof value === 'string') return;
    if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return;
    const hint = typeof value === 'number' || typeof value === 'boolean' ? 'put it in quotes' : '';
    context.addIssue({
      code: 'custom',
      message: `expected text or a number, got ${show(value)}${hint && `: ${hint}`}`,
    });
  })
  .meta({
    description: 'Any text; the whole run follows from the file and the seed. The name if absent.',
    type: ['string', 'number'],
  }) as unknown as z.ZodType<string | number>;

const units = record('How reports name the units.', {
  quantity: label('The unit of supply, demands and endowments; units if absent.').optional(),
  money: label('The unit of money; money if absent.').optional(),
});

/** A scenario file as its author writes it; what one field says about another is checked in `checkScenario`. */
export const scenarioSchema = record('A scenario of forespot: who trades, by which rules, how often.', {
  name: label('The name of the scenario.'),
  about: text('What the scenario is about.').optional(),
  seed: seedSchema.optional(),
  units: units.optional(),
  supply: numeric('Units in all, 1 if absent.', { above: 0 }).optional(),
  agents: z
    .array(agent, { error: ({ input }) => refusal('a list of agents', input) })
    .describe('Who trades; at least two, together demanding more than the supply.'),
  forward: forwardSchema.optional(),
  spot: spotSchema.optional(),
  states: statesSchema.nullable().optional().describe('Aggregate uncertainty about demand; none if absent or null.'),
  cycles: numeric('Rounds of a forward and a spot market, 1 if absent.', { from: 1, to: 1e9, whole: true }).optional(),
  carry: choice("What the next cycle's endowments are: the spot allocation (if absent), or those of the file again.", [
    'allocation',
    'reset',
  ]).optional(),
  discount: numeric('What the next cycle is worth in this one, 1 if absent.', { from: 0, to: 1 }).optional(),
});

export type WrittenScenario = z.input<typeof scenarioSchema>;
export type WrittenAgent = WrittenScenario['agents'][number];
