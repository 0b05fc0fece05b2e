import type { EventKind, EventOf } from '../domain/events.ts';
import { editTarget } from '../engine/edits.ts';

/** What the salt of a leaf is keyed by. A report is one secret, whether `report-submitted` or `spot-cleared` says it. */
export type Secret =
  | 'seed'
  | 'scenario.seed'
  | 'forward-strategy'
  | 'spot-strategy'
  | 'forward-refusal'
  | 'spot-refusal'
  | 'type'
  | 'report'
  | 'payoff'
  | 'forward-regret-realized'
  | 'spot-regret-interim'
  | 'spot-regret-realized';

/** Where in a field the secret leaf values lie; mapLeaves goes through them. */
export type PrivateField =
  /** The field is the leaf, and nobody's but the operator's. */
  | { readonly leaf: 'field'; readonly secret: Secret }
  /** The field is the leaf of the agent whom the event names. */
  | { readonly leaf: 'agent'; readonly secret: Secret }
  /** The same, a secret for each of the two markets, of which the event names one. */
  | { readonly leaf: 'refusal' }
  /** The field is a list with one leaf an agent. */
  | { readonly leaf: 'each'; readonly secret: Secret }
  /** The field is a scenario: its seed, the operator's, and the two strategies of every agent. */
  | { readonly leaf: 'scenario' }
  /** The field is a list of edits: the values of those that secretOfEdit knows. */
  | { readonly leaf: 'edits' };

type Table = { readonly [K in EventKind]?: { readonly [F in keyof EventOf<K>]?: PrivateField } };

/** The leaves that a published log may have to hide: hashes cover their commitments in their place (see commitments.ts). */
export const PRIVATE_FIELDS = {
  'run-started': {
    // A strategy may say what will be reported of a type (`truthful`, `fixed`), and a path who wrote it.
    scenario: { leaf: 'scenario' },
    seed: { leaf: 'field', secret: 'seed' },
  },
  // The words of a module that failed, which may hold whatever it knew.
  'answer-refused': { reason: { leaf: 'refusal' } },
  'types-realized': { types: { leaf: 'each', secret: 'type' } },
  'report-submitted': { report: { leaf: 'agent', secret: 'report' } },
  'spot-cleared': { reports: { leaf: 'each', secret: 'report' } },
  // With the public allocation and payments, a payoff gives the type away.
  'cycle-closed': { payoffs: { leaf: 'each', secret: 'payoff' } },
  // What a fork sets of an agent is its secret as what stands there otherwise.
  'run-forked': { edits: { leaf: 'edits' } },
  // Regrets before types are known follow from demands, which are public; the others are functions of the types.
  'cycle-measured': {
    forwardRegretRealized: { leaf: 'each', secret: 'forward-regret-realized' },
    spotRegretInterim: { leaf: 'each', secret: 'spot-regret-interim' },
    spotRegretRealized: { leaf: 'each', secret: 'spot-regret-realized' },
  },
} as const satisfies Table;

/** Whose secret the value at an edit's path is, and which: the same as where the value has its effect. Null for what is public. */
export const secretOfEdit = (path: string): { readonly secret: Secret; readonly agent: string } | null => {
  const target = editTarget(path);
  switch (target?.kind) {
    case 'type':
    case 'report':
      return { secret: target.kind, agent: target.agent };
    case 'strategy':
      return { secret: `${target.market}-strategy`, agent: target.agent };
    default:
      return null;
  }
};
