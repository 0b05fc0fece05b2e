import type { JSX } from 'preact';
import { amountsLike, magnitudeOf } from '../../figures/amountsLike.ts';
import { HOLDINGS_ROW, HoldingsBars, holdingsTable } from '../../figures/HoldingsBars.tsx';
import { flowsTable, MoneyFlows } from '../../figures/MoneyFlows.tsx';
import { PriceSchedule, priceScheduleTable } from '../../figures/PriceSchedule.tsx';
import { ladderTable, SpotLadder } from '../../figures/SpotLadder.tsx';
import { WorstOffTypes, worstOffTable } from '../../figures/WorstOffTypes.tsx';
import type { Floor } from '../../timeline/floor.ts';
import { floorFigures, type RoundSoFar } from '../../timeline/floorFigures.ts';
import { FigureFrame } from '../FigureFrame.tsx';
import { moment, timeline } from '../session.ts';
import type { Moment } from '../timeline.ts';
import { useAnswer } from '../useAnswer.ts';
import type { FloorAsk } from '../worker/questions.ts';

type Scenario = NonNullable<ReturnType<ReturnType<typeof timeline.peek>['scenario']>>;

/** Agents up to whose number each has a row or a ribbon of its own. */
const MOST_ROWS = 40;

/** The markets at one moment of the run, as pictures. */
export const FloorView = (): JSX.Element => {
  const now = moment.value;
  const scenario = timeline.value.scenario();
  const question = now === null || scenario === null ? null : questionAt(now, scenario);
  const { answer, error } = useAnswer('floor', question, question === null ? '' : keyOf(question));
  if (error !== null) return <p class="fault">{error}</p>;
  if (now === null || scenario === null) return <p class="quiet">There is nothing to see yet.</p>;
  if (answer === null || answer.worstOffBefore.length !== scenario.agents.length)
    return <p class="quiet">The theory is being computed …</p>;
  return <Figures now={now} scenario={scenario} floor={answer} />;
};

const texts = new WeakMap<Scenario, string>();
const textOf = (scenario: Scenario): string => {
  const known = texts.get(scenario) ?? JSON.stringify(scenario);
  texts.set(scenario, known);
  return known;
};

const questionAt = ({ state, cleared, event }: Moment, scenario: Scenario): FloorAsk => ({
  scenario: textOf(scenario),
  cycle: Math.max(1, event.cycle),
  endowments: state.endowments.length > 0 ? state.endowments : scenario.agents.map(({ endowment }) => endowment),
  demands: cleared?.demands ?? null,
  holdings: cleared?.holdings ?? null,
  state: state.aggregateState,
});

/** Cycles that look the same to the theory need not be asked about again. */
const keyOf = ({ scenario, cycle, endowments, demands, holdings, state }: FloorAsk): string =>
  JSON.stringify([endowments, demands, holdings, state, scenario.includes('"resale":true') ? cycle : 0, scenario]);

interface FiguresProps {
  readonly now: Moment;
  readonly scenario: Scenario;
  readonly floor: Floor;
}

const Figures = ({ now, scenario, floor }: FiguresProps): JSX.Element => {
  const many = scenario.agents.length > MOST_ROWS;
  const { forward, holdings, worstOff, spot, payments } = floorFigures(scenario, floor, roundAt(now, scenario));
  return (
    <div class="figures">
      <Numbers now={now} scenario={scenario} floor={floor} />
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

const Numbers = ({ now, scenario, floor }: FiguresProps): JSX.Element => {
  const { units } = scenario;
  const { surplusBefore, surplusAfter, surplusInterior, commonWorstOffType, errorBound } = floor;
  const coins = amountsLike(
    magnitudeOf([surplusBefore, surplusAfter ?? 0, surplusInterior, now.closed?.firstBest ?? 0]),
  );
  const price = amountsLike(floor.support[1]);
  const operates = (surplus: number): string => (surplus >= -errorBound ? 'would operate' : 'would stay shut');
  return (
    <dl class="numbers">
      <Figure name="common worst-off type t̂" value={price(commonWorstOffType)} unit={`${units.money} a unit`} />
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
