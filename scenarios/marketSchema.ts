import { z } from 'zod';
import { choice, explainKeys, flag, label, numeric, record, unionError } from './fields.ts';
import { refusal } from './refusal.ts';

const charges = choice(
  'Fixed charges that repair the budget: linear balances it trade by trade, participation keeps everyone willing.',
  ['none', 'linear', 'participation'],
).optional();

const hullRule = {
  margin: numeric('How far the pricing function stays from the edge of the incentive constraints; 0.25 if absent.', {
    from: 0,
  }).optional(),
  domain: choice("The hulls' interval: full, or the one of the paper. Full if absent.", ['full', 'paper']).optional(),
  charges,
};

const ruleWord = 'How the forward market prices; discriminatory if absent.';
const rules = ['discriminatory', 'posted', 'uniform', 'none'];
const ruleSiblings = (): readonly z.ZodObject[] => forwardSchema.options as readonly z.ZodObject[];

/** The forward market's rule, as a scenario file writes it. */
export const forwardSchema = z
  .discriminatedUnion(
    'rule',
    [
      record(
        'The discriminatory pricing of the paper.',
        { rule: z.literal('discriminatory').optional().describe(ruleWord), ...hullRule },
        explainKeys('rule', 'discriminatory', ruleSiblings),
      ),
      record(
        "A schedule of prices that the others' demands do not move.",
        { rule: z.literal('posted').describe(ruleWord), ...hullRule },
        explainKeys('rule', 'posted', ruleSiblings),
      ),
      record(
        'One price for everybody.',
        {
          rule: z.literal('uniform').describe(ruleWord),
          price: numeric('The price of a unit; the common worst-off type if absent or null.')
            .nullable()
            .optional()
            .describe('The price of a unit; the common worst-off type if absent or null.'),
          charges,
        },
        explainKeys('rule', 'uniform', ruleSiblings),
      ),
      record(
        'No forward market.',
        { rule: z.literal('none').describe(ruleWord) },
        explainKeys('rule', 'none', ruleSiblings),
      ),
    ],
    { error: unionError('rule', rules) },
  )
  .describe('The forward market, before types are known.');

const resale = flag(
  'Whether both markets price in what a unit that is kept fetches in the next cycle; false if absent.',
).optional();

const mechanismWord = 'How the spot market allocates and charges; vcg if absent.';
const mechanisms = ['vcg', 'agv'];
const spotSiblings = (): readonly z.ZodObject[] => spotSchema.options as readonly z.ZodObject[];

/** The spot market's mechanism, as a scenario file writes it. */
export const spotSchema = z
  .discriminatedUnion(
    'mechanism',
    [
      record(
        'The efficient mechanism with dominant strategies.',
        { mechanism: z.literal('vcg').optional().describe(mechanismWord), resale },
        explainKeys('mechanism', 'vcg', spotSiblings),
      ),
      record(
        'The expected externality mechanism, whose budget balances.',
        {
          mechanism: z.literal('agv').describe(mechanismWord),
          claimant: label("Who gets the surplus: an agent's id, or equal. The first agent if absent.").optional(),
          resale,
        },
        explainKeys('mechanism', 'agv', spotSiblings),
      ),
    ],
    { error: unionError('mechanism', mechanisms) },
  )
  .describe('The spot market, after types are known.');

const state = record('One aggregate state.', {
  id: label('The name of the state.'),
  probability: numeric('How likely the state is; all probabilities add up to 1.', { from: 0, to: 1 }),
  demandScale: numeric('Every maximum demand is multiplied by this in the state.', { above: 0 }),
});

/** Aggregate uncertainty, as a scenario file writes it. */
export const statesSchema = record('Aggregate uncertainty about demand.', {
  anticipated: flag('Whether agents and markets know of the states beforehand; true if absent.').optional(),
  outcomes: z
    .array(state, { error: ({ input }) => refusal('a list of states', input) })
    .describe('The states, one of which comes true after the forward market of every cycle.'),
});
