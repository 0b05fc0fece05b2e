import { marketsOf } from '../../assembly/marketsOf.ts';
import type { Scenario } from '../../domain/scenario.ts';
import type { Reading } from '../../studies/readings.ts';
import {
  type RepeatedDeviations,
  repeatedDeviations,
  type Variant,
} from '../../studies/repeated/repeatedDeviations.ts';
import { UserFault } from '../failure.ts';
import { amountsLike, magnitudeOf, print, printJson, table } from '../format.ts';
import { shellWord } from '../shellWord.ts';

interface RepeatedOptions {
  readonly reading?: Reading | undefined;
  /** Cycles, Infinity for no end; the scenario's if absent. */
  readonly horizon?: number | undefined;
  readonly tolerance?: number | undefined;
  readonly json?: boolean | undefined;
}

/** `forespot deviate FILE --repeated`: what one deviation gains when an allocation is the next endowment. */
export const deviateRepeated = (file: string, scenario: Scenario, options: RepeatedOptions): void => {
  const horizon = options.horizon ?? scenario.cycles;
  const reading = checked(file, scenario, horizon, options.reading ?? 'paper');
  const { theory } = marketsOf(scenario);
  const result = repeatedDeviations({ scenario, theory, horizon, reading });
  if (options.json === true) printJson(result);
  else print(describe(file, scenario, result, options.tolerance ?? 1e-9 * theory.supply * (theory.hi - theory.lo)));
};

const checked = (file: string, scenario: Scenario, horizon: number, reading: Reading) => {
  const refuse = (sentence: string): never => {
    throw new UserFault([sentence]);
  };
  if (reading === 'gated') {
    return refuse(
      '--reading gated: a repeated economy is read as paper or rationed, because a spot market that shuts carries holdings on and not allocations',
    );
  }
  if (scenario.carry === 'reset') {
    refuse(
      `${file}: expected carry: allocation, found reset: endowments that are reset leave no unit to sell again, so every cycle is the first; leave --repeated out`,
    );
  }
  if (scenario.states !== null) {
    refuse(
      `${file}: expected no states of demand with --repeated, found ${scenario.states.outcomes.length}; remove them`,
    );
  }
  if (horizon === 1) {
    refuse(
      `${file}: expected 2 cycles or more, found 1: after the last cycle a unit is worth nothing, so there is no resale to study; write cycles: 2, or add --horizon 2 or --horizon infinite`,
    );
  }
  if (horizon === Number.POSITIVE_INFINITY && scenario.discount >= 1) {
    refuse(
      `${file}: expected a discount below 1 with --horizon infinite, found ${scenario.discount}: a unit would be worth infinitely much; write discount: 0.95, say`,
    );
  }
  return reading;
};

const describe = (file: string, scenario: Scenario, found: RepeatedDeviations, tolerance: number): string => {
  const { money, quantity } = scenario.units;
  const { variants, horizon, discount } = found;
  const units = amountsLike(scenario.supply / 10);
  const written = variants[0] as Variant;
  const price = amountsLike(magnitudeOf([found.unitValue]));
  const coins = amountsLike(magnitudeOf(written.agents.map(({ value }) => value)) / 10);
  const all = written.agents.map(({ id, endowment, value, slope, spot, forward }) => [
    id,
    units(endowment),
    coins(value),
    slope === null ? '-' : price(slope),
    price(spot.keenest.type),
    price(spot.keenest.report),
    small(spot.gain),
    units(forward.bestResponse),
    small(forward.gain),
  ]);
  return [
    `${found.name}: what one deviation gains when the allocation is the next endowment (${quantity}, ${money})`,
    `cycle 1 of ${horizon ?? 'infinitely many'}, discount ${discount}; a unit is worth ${price(found.worstOffType)} in one cycle alone, ${price(found.resaleValue)} for resale, ${price(found.unitValue)} together`,
    '',
    table(
      [
        'markets',
        'rule',
        'charges',
        'a unit next cycle',
        'misreports gain',
        'proved at most',
        'demands gain',
        'at most',
      ],
      variants.map((variant) => rowOf(variant, price)),
    ),
    '',
    ...(written.refusal === null
      ? [
          'as written',
          table(
            ['agent', 'endowment', 'its value', 'a unit more', 'type', 'its report', 'reports gain', 'demand', 'gains'],
            all,
          ),
        ]
      : [`as written: no figures, because ${written.refusal}`]),
    '',
    ...variants.filter(({ refusal }) => refusal === null).map((variant) => verdict(variant, tolerance, money)),
    ...(written.resale.spot && written.rule === 'posted' && written.charges === 'linear'
      ? [`next: forespot run ${shellWord(file)}`]
      : ['next: write forward: { rule: posted, charges: linear } and spot: { resale: true }, and ask again']),
  ].join('\n');
};

type Amount = (amount: number) => string;

const rowOf = (variant: Variant, price: Amount): readonly string[] => {
  const { name, rule, charges, agents, refusal } = variant;
  if (refusal !== null) return [name, rule, charges, '-', '-', '-', '-', '-'];
  const least = price(Math.min(...agents.map(({ unitNextCycle }) => unitNextCycle[0])));
  const most = price(Math.max(...agents.map(({ unitNextCycle }) => unitNextCycle[1])));
  return [
    name,
    rule,
    charges,
    least === most ? least : `${least} to ${most}`,
    small(variant.spotGain),
    small(variant.spotUpperBound),
    small(variant.forwardGain),
    small(variant.forwardUpperBound),
  ];
};

const verdict = (variant: Variant, tolerance: number, money: string): string => {
  const { name, agents } = variant;
  const most = Math.max(...agents.flatMap(({ spot, forward }) => [spot.upperBound, forward.upperBound]));
  if (most <= tolerance) return `${name}: nobody gains more than ${tolerance.toExponential(1)} ${money}`;
  const keenest = agents.reduce((a, b) => (b.spot.gain + b.forward.gain > a.spot.gain + a.forward.gain ? b : a));
  const { spot, forward, id } = keenest;
  return `${name}: ${id} gains ${small(spot.gain)} by its reports and ${small(forward.gain)} by its demand`;
};

const small = (amount: number): string => amount.toExponential(2);
