import type { JSX } from 'preact';
import type { Scenario } from '../../domain/scenario.ts';
import { amountsLike, magnitudeOf } from '../../figures/amountsLike.ts';
import type { Floor } from '../../timeline/floor.ts';
import type { Moment } from '../timeline.ts';

export interface FloorNumbersProps {
  readonly now: Moment;
  readonly scenario: Scenario;
  readonly floor: Floor;
}

/** The key figures above the pictures. */
export const FloorNumbers = ({ now, scenario, floor }: FloorNumbersProps): JSX.Element => {
  const { units } = scenario;
  const { surplusBefore, surplusAfter, surplusInterior, commonWorstOffType, errorBound } = floor;
  const coins = amountsLike(
    magnitudeOf([surplusBefore, surplusAfter ?? 0, surplusInterior, now.closed?.firstBest ?? 0]),
  );
  const price = amountsLike(floor.support[1]);
  const operates = (surplus: number): string => (surplus >= -errorBound ? 'would operate' : 'would stay shut');
  return (
    <dl class="numbers">
      <Figure name="common worst-off type t̂" value={price(commonWorstOffType)} unit={units.money} note="a unit" />
      <Figure
        name="expected spot surplus, endowments"
        value={coins(surplusBefore)}
        unit={units.money}
        note={operates(surplusBefore)}
      />
      {surplusAfter === null ? (
        <Figure
          name="expected spot surplus, interior"
          value={coins(surplusInterior)}
          unit={units.money}
          note={operates(surplusInterior)}
        />
      ) : (
        <Figure
          name="expected spot surplus, after forward"
          value={coins(surplusAfter)}
          unit={units.money}
          note={operates(surplusAfter)}
        />
      )}
      {now.closed === null ? null : (
        <Figure
          name="welfare"
          value={coins(now.closed.welfare)}
          unit={units.money}
          note={`first best ${coins(now.closed.firstBest)}`}
        />
      )}
      <Figure
        name="operator’s till"
        value={coins(now.state.operatorCash)}
        unit={units.money}
        note="since the run began"
      />
    </dl>
  );
};

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly note?: string;
}

const Figure = ({ name, value, unit, note }: FigureProps): JSX.Element => (
  <div>
    <dt>{name}</dt>
    <dd>
      <b>{value}</b> {unit}
      {note === undefined ? null : <small>{note}</small>}
    </dd>
  </div>
);
