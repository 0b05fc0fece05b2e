import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MarketEvent } from '../../src/domain/events.ts';
import type { ForwardRule, Scenario, ScenarioAgent, SpotRule } from '../../src/domain/scenario.ts';
import type { Answer, Command } from '../../src/engine/commands.ts';
import { createDecide, type Decide } from '../../src/engine/decide.ts';
import { initialState, type MarketState } from '../../src/engine/state.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { frozenEvolve as evolve } from '../support/frozenEvolve.ts';
import { createLedger, type Ledger } from '../support/ledger.ts';
import { negativeZeroIn } from '../support/negativeZero.ts';
import { agent, assemble, play, scenario } from '../support/setups.ts';

/** Whole runs against a small ledger: whatever the rules and however agents play, no unit and no cent is lost at any event. */

const owners: readonly (readonly ScenarioAgent[])[] = [
  [agent('a1', { endowment: 1 }), agent('a2')],
  [agent('a1', { endowment: 1 / 2 }), agent('a2', { endowment: 1 / 4 }), agent('a3', { endowment: 1 / 4 })],
  [
    agent('a1', { maxDemand: 1 / 2, endowment: 5 / 8 }),
    agent('a2', { maxDemand: 3 / 4, endowment: 3 / 8 }),
    agent('a3', { maxDemand: 1 / 4, type: { family: 'power', exponent: 2, min: 0, max: 1 } }),
  ],
];
const forwardRules: readonly ForwardRule[] = [
  { rule: 'none' },
  { rule: 'uniform', price: 1 / 2, charges: 'none' },
  { rule: 'uniform', price: null, charges: 'linear' },
  { rule: 'discriminatory', margin: 1 / 4, domain: 'full', charges: 'none' },
  { rule: 'discriminatory', margin: 1 / 4, domain: 'paper', charges: 'participation' },
  { rule: 'posted', margin: 1 / 4, domain: 'full', charges: 'linear' },
];
const spotRules: readonly SpotRule[] = [
  { mechanism: 'vcg', resale: false },
  { mechanism: 'agv', claimant: 'a1', resale: false },
  { mechanism: 'agv', claimant: 'equal', resale: false },
];

const worlds = fc
  .record(
    {
      agents: fc.constantFrom(...owners),
      forward: fc.constantFrom(...forwardRules),
      spot: fc.constantFrom(...spotRules),
      carry: fc.constantFrom('allocation' as const, 'reset' as const),
      cycles: fc.integer({ min: 1, max: 4 }),
      seed: fc.nat({ max: 1000 }).map(String),
    },
    { noNullPrototype: true },
  )
  .map((given): Scenario => scenario(given));

interface Real {
  state: MarketState;
  readonly decide: Decide;
  readonly ledger: Ledger;
}

/** What the model knows: where in the cycle the run is. */
interface Model {
  phase: MarketState['phase'];
}

class Step implements fc.Command<Model, Real> {
  readonly name: string;
  readonly needs: Model['phase'];
  readonly command: (agents: number) => Command;

  constructor(name: string, needs: Model['phase'], command: (agents: number) => Command) {
    [this.name, this.needs, this.command] = [name, needs, command];
  }

  check = ({ phase }: Readonly<Model>): boolean => phase === this.needs;

  run(model: Model, real: Real): void {
    for (const event of real.decide(this.command(real.state.agents.length), real.state)) {
      real.state = evolve(real.state, event);
      real.ledger.take(event, real.state);
      expect(negativeZeroIn(event, event.kind)).toBeNull();
    }
    model.phase = real.state.phase;
  }

  toString = (): string => this.name;
}

const sixtyFourths = fc.nat({ max: 64 }).map((k) => k / 64);
const corners = fc.constantFrom(0, 1);
/** Three answers: agents of a smaller economy take the first ones. Some are no answers. */
const answers = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: sixtyFourths },
    { weight: 8, arbitrary: corners },
    { weight: 1, arbitrary: fc.constantFrom<Answer>(Number.NaN, -1, 2, -0, { refused: 'silent' }) },
  ),
  { minLength: 3, maxLength: 3 },
);
const types = fc.array(sixtyFourths, { minLength: 3, maxLength: 3 });

const steps = [
  fc.constant(new Step('start a cycle', 'between cycles', () => ({ kind: 'start-cycle' }))),
  answers.map(
    (given) =>
      new Step(`demand ${JSON.stringify(given)}`, 'forward open', (n) => ({
        kind: 'clear-forward',
        answers: given.slice(0, n),
        detail: 'full',
      })),
  ),
  types.map(
    (given) =>
      new Step(`draw ${given}`, 'forward closed', (n) => ({ kind: 'realize', state: null, types: given.slice(0, n) })),
  ),
  answers.map(
    (given) =>
      new Step(`report ${JSON.stringify(given)}`, 'spot open', (n) => ({
        kind: 'clear-spot',
        answers: given.slice(0, n),
        detail: 'compact',
      })),
  ),
  fc.constant(new Step('close the cycle', 'spot closed', () => ({ kind: 'close-cycle' }))),
] as const;

test('units and money are conserved at every event, whatever is demanded, drawn and reported', () => {
  const reached = new Set<string>();
  let exactEvents = 0;
  fc.assert(
    fc.property(worlds, fc.commands([...steps], { maxCommands: 60 }), (world, commands) => {
      const ledger = createLedger(world.supply);
      const decide = createDecide(() => assemble(world).markets, nodeSha256);
      const [started] = decide({ kind: 'start-run', scenario: world, seed: world.seed, version: 'test' }, initialState);
      const state = evolve(initialState, started as MarketEvent);
      ledger.take(started as MarketEvent, state);
      const real: Real = { state, decide, ledger };
      fc.modelRun(() => ({ model: { phase: state.phase }, real }), commands);
      reached.add(`${real.state.cycle > 1 ? 'cycles' : 'cycle'}, ${real.state.phase}`);
      exactEvents += ledger.exactEvents();
    }),
    { numRuns: 300 },
  );
  // The walk gets somewhere: into second cycles, and to exact money.
  expect([...reached].some((where) => where.startsWith('cycles'))).toBe(true);
  expect(exactEvents).toBeGreaterThan(100);
});

const strategies = fc.record(
  {
    forward: fc.constantFrom(
      { strategy: 'equilibrium' },
      { strategy: 'endowment' },
      { strategy: 'fixed', demand: 3 / 4 },
      { strategy: 'shade', factor: 3 / 2 },
      { strategy: 'random' },
    ),
    spot: fc.constantFrom(
      { strategy: 'truthful' },
      { strategy: 'shade', factor: 1 / 2 },
      { strategy: 'fixed', report: 1 / 4 },
      { strategy: 'random' },
    ),
  },
  { noNullPrototype: true },
);

test('units and money are conserved at every event of a run, whatever strategies, rules, mechanisms and cycles', () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(worlds, fc.array(strategies, { minLength: 3, maxLength: 3 }), (world, chosen) => {
      const agents = world.agents.map((each, i) => ({ ...each, ...chosen[i] }));
      const ledger = createLedger(world.supply);
      let state = initialState;
      for (const event of play({ ...world, agents })) {
        state = evolve(state, event);
        ledger.take(event, state);
        kinds.add(event.kind);
        expect(negativeZeroIn(event, event.kind)).toBeNull();
      }
      expect(state.phase).toBe('completed');
      expect(state.cycle).toBe(world.cycles);
    }),
    { numRuns: 200 },
  );
  expect(kinds).toContain('spot-skipped');
  expect(kinds).toContain('spot-cleared');
});

test('a demand of dyadic units at a dyadic price moves dyadic money, to the last bit', () => {
  const world = scenario({
    agents: [
      agent('a1', { endowment: 1, forward: { strategy: 'fixed', demand: 5 / 8 } }),
      agent('a2', { forward: { strategy: 'fixed', demand: 3 / 4 } }),
    ],
    forward: { rule: 'uniform', price: 3 / 4, charges: 'none' },
    cycles: 1,
  });
  const cleared = play(world).find((event) => event.kind === 'forward-cleared');
  expect(cleared).toMatchObject({ holdings: [5 / 8, 3 / 8], payments: [-9 / 32, 9 / 32], budget: 0 });
});

test('the ledger notices a unit too many and a cent too few', () => {
  const world = scenario({ cycles: 1 });
  const audit =
    (change: (event: MarketEvent) => MarketEvent, tamper: (state: MarketState) => MarketState = (state) => state) =>
    () => {
      const ledger = createLedger(1);
      let state = initialState;
      for (const event of play(world)) {
        state = tamper(evolve(state, change(event)));
        ledger.take(change(event), state);
      }
    };
  expect(audit((event) => event)).not.toThrow();
  expect(
    audit((event) => (event.kind === 'cycle-started' ? { ...event, endowments: [1 / 2, 1 / 2, 1 / 2] } : event)),
  ).toThrow('endowments 0.5,0.5,0.5 do not add up to the supply');
  expect(
    audit(
      (event) => event,
      (state) => (state.phase === 'spot closed' ? { ...state, operatorCash: state.operatorCash + 1e-9 } : state),
    ),
  ).toThrow(/drift from the books$/);
  expect(audit((event) => (event.kind === 'cycle-closed' ? { ...event, operatorCash: 1 } : event))).toThrow(
    'not those of the state',
  );
});
