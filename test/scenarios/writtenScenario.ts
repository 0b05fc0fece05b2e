import fc from 'fast-check';
import type { WrittenAgent, WrittenScenario } from '../../scenarios/schema.ts';

/** Sound scenario files, valid by construction, with every feature in every combination. */

const label = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => `·${text.replace(/\p{Cc}/gu, '_')}·`);
const positive = fc.oneof(
  fc.integer({ min: 1, max: 50 }),
  fraction(1),
  fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
);
const any = fc.oneof(positive, fc.double({ min: -50, max: 50, noNaN: true }), fraction(-20));
const share = fc.double({ min: 0, max: 1, noNaN: true });

function fraction(least: number): fc.Arbitrary<string> {
  return fc.tuple(fc.integer({ min: least, max: 99 }), fc.integer({ min: 1, max: 99 })).map(([a, b]) => `${a}/${b}`);
}

type Shape<T> = { readonly [Key in keyof T]: fc.Arbitrary<T[Key]> };

/** A record without a null prototype, some of whose keys may be absent. */
function record<T, K extends keyof T = keyof T>(shape: Shape<T>, requiredKeys?: K[]) {
  return fc.record(
    shape,
    requiredKeys === undefined ? { noNullPrototype: true } : { requiredKeys, noNullPrototype: true },
  );
}

/** All on the support [1/2, 4]. */
const support = { min: fc.constantFrom(0.5, '1/2'), max: fc.constant(4) };
/** Parameters that spread the mass over the support, as decimals and as fractions. */
const shapes = fc.oneof(
  fc.double({ min: 0.1, max: 9, noNaN: true }),
  fc.integer({ min: 1, max: 9 }).map((a) => `${a}/7`),
);
const values = fc
  .array(fc.double({ min: 0.5, max: 4, noNaN: true }), { maxLength: 20 })
  .map((more) => [0.5, 4, ...more]);
const type = fc.oneof(
  record({ family: fc.constant('uniform' as const), ...support }),
  record({ family: fc.constant('power' as const), ...support, exponent: shapes }),
  record({ family: fc.constant('beta' as const), ...support, alpha: shapes, beta: shapes }),
  record({ family: fc.constant('truncated-normal' as const), ...support, mean: shapes, sd: shapes }),
  record({ family: fc.constant('truncated-exponential' as const), ...support, rate: shapes }),
  record({ family: fc.constant('truncated-lognormal' as const), ...support, mu: shapes, sigma: shapes }),
  record({ family: fc.constant('triangular' as const), ...support, mode: share.map((u) => 0.5 + 3.5 * u) }),
  record({
    family: fc.constant('quantiles' as const),
    ...support,
    points: fc.constantFrom<[number | string, number | string][]>(
      [
        [0.5, 0],
        [4, 1],
      ],
      [
        ['1/2', 0],
        [2, '1/3'],
        [4, 1],
      ],
    ),
  }),
  record({ family: fc.constant('empirical' as const), values, ...support }, ['family', 'values']),
  fc.constant({ family: 'empirical' as const, file: 'half-to-four.csv', column: 'Price' }),
);

const forward = fc.oneof(
  fc.constantFrom('equilibrium', 'endowment', 'random', './mine.ts', 'theirs.js'),
  positive.map((factor) => ({ strategy: 'shade', factor })),
  fc.constant({ strategy: 'fixed', demand: '1/2' }),
  record({ strategy: fc.constant('../own.mjs'), depth: any }),
);
const spot = fc.oneof(
  fc.constantFrom('truthful', 'random', '/abs/mine'),
  positive.map((factor) => ({ strategy: 'shade', factor })),
  fc.constant({ strategy: 'fixed', report: 2 }),
);

const entry = record(
  {
    id: label,
    count: fc.integer({ min: 1, max: 4 }),
    group: fc.string({ unit: 'binary' }),
    /** What is wanted beyond the endowment: together more than the supply, whatever the endowments. */
    beyond: fc.integer({ min: 1, max: 9 }),
    endowment: fc.integer({ min: 0, max: 20 }),
    type,
    forward,
    spot,
  },
  ['id', 'beyond', 'endowment', 'type'],
);

const agents = fc.array(entry, { minLength: 2, maxLength: 6 }).map((entries): readonly WrittenAgent[] =>
  entries.map(({ beyond, id, endowment, ...rest }, index) => {
    const owned = index === 0 ? endowment + 1 : endowment;
    return { ...rest, id: `${index}${id}`, endowment: owned, maxDemand: owned + beyond };
  }),
);

const hull = { margin: fc.oneof(fc.constant(0), positive), domain: fc.constantFrom('full' as const, 'paper' as const) };
const charges = fc.constantFrom('none' as const, 'linear' as const, 'participation' as const);
const forwardRule = fc.oneof(
  record({ rule: fc.constant('discriminatory' as const), ...hull, charges }, []),
  record({ rule: fc.constant('posted' as const), ...hull, charges }, ['rule']),
  record({ rule: fc.constant('uniform' as const), price: fc.option(any), charges }, ['rule']),
  fc.constant({ rule: 'none' as const }),
);
const resale = fc.boolean();
const spotRule = fc.oneof(
  record({ mechanism: fc.constant('vcg' as const), resale }, []),
  record({ mechanism: fc.constant('agv' as const), claimant: fc.constant('equal'), resale }, ['mechanism']),
);
const scale = fc.double({ min: 1, max: 3, noNaN: true });
const states = record(
  {
    anticipated: fc.boolean(),
    outcomes: fc.tuple(label, scale, scale).map(([id, first, second]) => [
      { id: `1${id}`, probability: '1/3', demandScale: first },
      { id: `2${id}`, probability: '2/3', demandScale: second },
    ]),
  },
  ['outcomes'],
);

const seed = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.maxSafeInteger(),
  fc.double({ min: -1e9, max: 1e9, noNaN: true }),
);

export const writtenScenario: fc.Arbitrary<WrittenScenario> = fc
  .tuple(
    agents,
    record({ name: label, about: fc.string({ unit: 'binary' }), seed }, ['name']),
    record(
      {
        units: record({ quantity: label, money: label }, []),
        forward: forwardRule,
        spot: spotRule,
        states: fc.option(states),
        cycles: fc.integer({ min: 1, max: 1e9 }),
        carry: fc.constantFrom('allocation' as const, 'reset' as const),
        discount: share,
      },
      [],
    ),
  )
  .map(([agents, head, rest]) => {
    const supply = agents.reduce((sum, { count, endowment }) => sum + Number(count ?? 1) * Number(endowment), 0);
    // Endowments that are reset leave nothing to sell again.
    const carried = rest.spot?.resale === true ? { carry: 'allocation' as const } : {};
    return { ...head, supply, agents: [...agents], ...rest, ...carried };
  });
