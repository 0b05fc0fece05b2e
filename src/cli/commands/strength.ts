import type { Scenario } from '../../domain/scenario.ts';
import { type Strength, strength } from '../../studies/strength/strength.ts';
import type { StrengthVerdict } from '../../studies/strength/strengthClaims.ts';
import { demandScaleNote } from '../demandScaleNote.ts';
import { EXIT } from '../failure.ts';
import { amountsLike, print, printJson, table } from '../format.ts';
import { quantityScale } from '../quantityScale.ts';
import { readInput } from '../readInput.ts';

/** `forespot strength`: who is stronger than whom, and what that means for the interior holdings. */
export const strengthCommand = (file: string, { json }: { readonly json?: boolean }): number => {
  const scenario = readInput(file);
  const result = strength(scenario);
  if (json === true) printJson(result);
  else print(describe(scenario, result));
  return EXIT.done;
};

/** Pairs and moves shown; the rest is in the JSON. */
const MOST_ROWS = 20;

const describe = (scenario: Scenario, result: Strength): string => {
  const { quantity } = scenario.units;
  const units = amountsLike(quantityScale(scenario));
  const type = amountsLike(scenario.agents[0]?.type.max ?? 1);
  const { kinds, ordered, unordered, moves } = result;
  const kindRows = kinds.map(({ name, agents, maxDemand, meanType, interiorHolding }) => {
    return [name, String(agents.length), units(maxDemand), type(meanType), units(interiorHolding)];
  });
  const orderRows = ordered.map(({ stronger, weaker, strict, margin }) => {
    return [stronger, weaker, strict ? 'strictly' : 'weakly', units(margin)];
  });
  const moveRows = moves.map(({ from, to, before, after }) => [from, to, units(before), units(after)]);
  return [
    `${result.name}: ${kinds.length} ${kinds.length === 1 ? 'kind' : 'kinds'} of agents, quantities in ${quantity}`,
    '',
    table(['kind', 'agents', 'max demand', 'mean type', 'interior holding'], kindRows),
    ...(kinds.length === 1 ? [] : ['', orderSentence(result)]),
    ...(ordered.length === 0
      ? []
      : [
          '',
          ...cut(
            orderRows,
            table(['stronger', 'weaker', 'ordered', 'holds more by'], orderRows.slice(0, MOST_ROWS)),
            'pairs',
          ),
        ]),
    ...(unordered.length === 0 ? [] : ['', ...unorderedLines(result)]),
    '',
    `Proposition 7  the stronger holds no less: ${verdict(result.proposition7, units)}`,
    `Corollary 2    equals hold the same: ${verdict(result.corollary2, units)}`,
    `Corollary 3    groups in strict order: ${verdict(result.corollary3, units)}`,
    ...proposition8Line(result, units),
    ...(moves.length === 0
      ? []
      : [
          '',
          'one agent that takes on the max demand and the types of a stronger kind',
          ...cut(moveRows, table(['from', 'to', 'held before', 'holds after'], moveRows.slice(0, MOST_ROWS)), 'moves'),
        ]),
    '',
    ...demandScaleNote(scenario, 15),
    `accuracy       holdings within ${result.errorBound.toExponential(1)} ${quantity}`,
  ].join('\n');
};

type Amount = (amount: number) => string;

const orderSentence = ({ complete, ordered, unordered }: Strength): string => {
  if (complete)
    return 'all kinds are ordered by strength: types that dominate stochastically, and max demands no smaller';
  return `${ordered.length === 0 ? 'no' : 'not all'} kinds are ordered by strength; ${unordered.length} ${unordered.length === 1 ? 'pair is' : 'pairs are'} not`;
};

const cut = (rows: readonly unknown[], shown: string, what: string): readonly string[] =>
  rows.length > MOST_ROWS ? [shown, `and ${rows.length - MOST_ROWS} more ${what}, in --json`] : [shown];

const MOST_REASONS = 5;

const unorderedLines = ({ unordered }: Strength): readonly string[] => [
  ...unordered.slice(0, MOST_REASONS).map(({ kinds, reason }) => `${kinds.join(' and ')}: ${reason}`),
  ...(unordered.length > MOST_REASONS ? [`and ${unordered.length - MOST_REASONS} more pairs, in --json`] : []),
];

const verdict = (found: StrengthVerdict, units: Amount): string => {
  if (found.checked === 0) return 'nothing to check here';
  const pairs = `${found.checked} ${found.checked === 1 ? 'pair' : 'pairs'}`;
  if (found.holds) return `holds for ${pairs}, by ${units(found.worst as number)} at least`;
  const { agent, holding, other, otherHolding } = found.witness;
  return `fails: ${agent} holds ${units(holding)} and ${other} ${units(otherHolding)}`;
};

const proposition8Line = ({ proposition8 }: Strength, units: Amount): readonly string[] => {
  if (proposition8 === null) return [];
  const label = 'Proposition 8  who joins the strong group holds no less: ';
  if (proposition8.holds) {
    const { checked, worst } = proposition8;
    return [`${label}holds for ${checked} sizes of it, by ${units(worst ?? 0)} at least`];
  }
  const { strongAgents, before, after } = proposition8.witness;
  return [`${label}fails: joining ${strongAgents} takes a holding of ${units(before)} to ${units(after)}`];
};
