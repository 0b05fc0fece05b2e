import type { JSX } from 'preact';
import type { Scenario } from '../../domain/scenario.ts';
import { HOLDINGS_ROW, HoldingsBars, holdingsTable } from '../../figures/HoldingsBars.tsx';
import { flowsTable, MoneyFlows } from '../../figures/MoneyFlows.tsx';
import { PriceSchedule, priceScheduleTable } from '../../figures/PriceSchedule.tsx';
import { ladderTable, SpotLadder } from '../../figures/SpotLadder.tsx';
import { WorstOffTypes, worstOffTable } from '../../figures/WorstOffTypes.tsx';
import { floorFigures, type RoundSoFar } from '../../timeline/floorFigures.ts';
import { FigureFrame } from '../FigureFrame.tsx';
import { floorKey, floorQuestion } from '../floorQuestion.ts';
import { moment, timeline } from '../session.ts';
import type { Moment } from '../timeline.ts';
import { turnedFloor } from '../turnDial.ts';
import { useAnswer } from '../useAnswer.ts';
import { FloorNumbers, type FloorNumbersProps } from './FloorNumbers.tsx';

/** Agents up to whose number each has a row or a ribbon of its own. */
const MOST_ROWS = 40;

/** The markets at one moment of the run, as pictures. */
export const FloorView = (): JSX.Element => {
  const now = moment.value;
  const scenario = timeline.value.scenario();
  const question = now === null || scenario === null ? null : floorQuestion(now, scenario);
  const key = question === null ? '' : floorKey(question);
  const turned = turnedFloor.value?.key === key ? turnedFloor.value.floor : null;
  const { answer, error } = useAnswer('floor', turned === null ? question : null, key);
  const shown = turned ?? answer;
  if (error !== null && turned === null) return <p class="fault">{error}</p>;
  if (now === null || scenario === null) return <p class="quiet">There is nothing to see yet.</p>;
  if (shown === null || shown.worstOffBefore.length !== scenario.agents.length)
    return <p class="quiet">The theory is being computed …</p>;
  return <Figures now={now} scenario={scenario} floor={shown} />;
};

const Figures = ({ now, scenario, floor }: FloorNumbersProps): JSX.Element => {
  const many = scenario.agents.length > MOST_ROWS;
  const { forward, holdings, worstOff, spot, payments } = floorFigures(scenario, floor, roundAt(now, scenario));
  return (
    <div class="figures">
      <FloorNumbers now={now} scenario={scenario} floor={floor} />
      {forward === null ? (
        <section class="card wide">
          <h3>Forward market</h3>
          <p class="quiet">
            {now.refused === null
              ? 'The rule of this scenario prices nothing forward.'
              : `The forward market does not open: ${now.refused.reason}.`}
          </p>
        </section>
      ) : (
        <FigureFrame
          title={forward.title}
          name="price-schedule"
          wide
          height={300 + (forward.props.trades.length <= 14 ? forward.props.trades.length * 15 + 8 : 0)}
          draw={(drawn) => <PriceSchedule {...drawn} {...forward.props} />}
          table={() => priceScheduleTable(forward.props)}
        >
          {forward.says}
        </FigureFrame>
      )}
      {many ? null : (
        <FigureFrame
          title={holdings.title}
          name="holdings"
          height={72 + HOLDINGS_ROW * holdings.props.rows.length}
          draw={(drawn) => <HoldingsBars {...drawn} {...holdings.props} />}
          table={() => holdingsTable(holdings.props)}
        />
      )}
      <FigureFrame
        title={worstOff.title}
        name="worst-off-types"
        height={270}
        draw={(drawn) => <WorstOffTypes {...drawn} {...worstOff.props} />}
        table={() => worstOffTable(worstOff.props)}
      >
        {worstOff.says}
      </FigureFrame>
      {spot === null ? (
        <section class="card">
          <h3>Spot market</h3>
          <p class="quiet">Nobody knows its type yet.</p>
        </section>
      ) : (
        <FigureFrame
          title={spot.title}
          name="spot-ladder"
          height={330}
          draw={(drawn) => <SpotLadder {...drawn} {...spot.props} />}
          table={() => ladderTable(spot.props)}
        >
          {spot.says}
        </FigureFrame>
      )}
      {many ? null : (
        <FigureFrame
          title={payments.title}
          name="payments"
          height={330}
          draw={(drawn) => <MoneyFlows {...drawn} {...payments.props} />}
          table={() => flowsTable(payments.props)}
        />
      )}
    </div>
  );
};

const roundAt = ({ state, cleared, spotOpened, spotCleared, skipped }: Moment, scenario: Scenario): RoundSoFar => {
  const submitted = new Map<string, number>();
  for (let one = state.phase === 'spot open' ? state.submitted : null; one !== null; one = one.earlier)
    submitted.set(one.agent, one.value);
  const begun = state.endowments.length > 0;
  return {
    endowments: begun ? state.endowments : scenario.agents.map(({ endowment }) => endowment),
    forward: cleared,
    types: state.types.length === 0 ? null : state.types,
    reports: scenario.agents.map(({ id }, i) => spotCleared?.reports[i] ?? submitted.get(id) ?? null),
    operates: spotOpened?.operates !== false,
    allocation: spotCleared?.allocation ?? skipped?.allocation ?? null,
    spotPayments: spotCleared?.payments ?? null,
  };
};
