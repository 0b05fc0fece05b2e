import type { JSX } from 'preact';
import type { Scenario } from '../../domain/scenario.ts';
import { amountsLike, magnitudeOf } from '../../figures/amountsLike.ts';
import type { DifferenceRow } from '../differences.ts';
import { ScrollCard } from '../ScrollCard.tsx';

const MOST_DIFFERENCES = 120;

/** What differs between two branches at the end of a cycle, as a table. */
export const Differences = ({
  rows,
  scenario,
}: {
  readonly rows: readonly DifferenceRow[];
  readonly scenario: Scenario;
}): JSX.Element => {
  const of = (kind: DifferenceRow['kind']) =>
    amountsLike(
      magnitudeOf(rows.filter((row) => row.kind === kind).flatMap(({ before, after }) => [before ?? 0, after ?? 0])),
    );
  const text = { units: of('units'), money: of('money'), price: of('price') };
  const { quantity, money } = scenario.units;
  const unit = { units: quantity, money, price: `${money} a unit` };
  return (
    <ScrollCard label="What differs">
      <h3>What differs</h3>
      <table>
        <thead>
          <tr>
            <th>figure</th>
            <th class="number">as it was</th>
            <th class="number">in the branch</th>
            <th class="number">difference</th>
            <th>unit</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_DIFFERENCES).map(({ name, kind, before, after }) => (
            <tr key={name} data-difference={name}>
              <th scope="row">{name}</th>
              <td class="number">{before === null ? '–' : text[kind](before)}</td>
              <td class="number">{after === null ? '–' : text[kind](after)}</td>
              <td class="number">{before === null || after === null ? '' : signed(text[kind], after - before)}</td>
              <td>{unit[kind]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST_DIFFERENCES ? <p class="quiet">… and {rows.length - MOST_DIFFERENCES} more</p> : null}
    </ScrollCard>
  );
};

const signed = (text: (amount: number) => string, amount: number): string => {
  const written = text(amount);
  // What is too small for these decimals, and not nothing, is said as it is.
  if (amount !== 0 && Number(written.replaceAll(',', '')) === 0) return amount.toExponential(1);
  return amount > 0 ? `+${written}` : written;
};
