import type { JSX } from 'preact';
import { amountsLike, magnitudeOf } from '../../figures/amountsLike.ts';
import { HOLDINGS_ROW, HoldingsBars, holdingsTable } from '../../figures/HoldingsBars.tsx';
import { type Flow, flowsTable, MoneyFlows } from '../../figures/MoneyFlows.tsx';
import { type ForwardTrade, PriceSchedule, priceScheduleTable } from '../../figures/PriceSchedule.tsx';
import { type LadderStep, ladderTable, SpotLadder } from '../../figures/SpotLadder.tsx';
import { WorstOffTypes, worstOffTable } from '../../figures/WorstOffTypes.tsx';
import { FigureFrame } from '../FigureFrame.tsx';
import { moment, timeline } from '../session.ts';
import type { Moment } from '../timeline.ts';
import { useAnswer } from '../useAnswer.ts';
import type { Floor, FloorQuestion } from '../worker/questions.ts';

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

const questionAt = ({ state, cleared, event }: Moment, scenario: Scenario): FloorQuestion => ({
  scenario: textOf(scenario),
  cycle: Math.max(1, event.cycle),
  endowments: state.endowments.length > 0 ? state.endowments : scenario.agents.map(({ endowment }) => endowment),
  demands: cleared?.demands ?? null,
  holdings: cleared?.holdings ?? null,
  state: state.aggregateState,
});

/** Cycles that look the same to the theory need not be asked about again. */
const keyOf = ({ scenario, cycle, endowments, demands, holdings, state }: FloorQuestion): string =>
  JSON.stringify([endowments, demands, holdings, state, scenario.includes('"resale":true') ? cycle : 0, scenario]);

interface FiguresProps {
  readonly now: Moment;
  readonly scenario: Scenario;
  readonly floor: Floor;
}

const Figures = ({ now, scenario, floor }: FiguresProps): JSX.Element => {
  const { units, agents } = scenario;
  const ids = agents.map(({ id }) => id);
  const many = ids.length > MOST_ROWS;
  return (
    <div class="figures">
      <Numbers now={now} scenario={scenario} floor={floor} />
      <Forward now={now} scenario={scenario} floor={floor} ids={ids} />
      {many ? null : <Holdings now={now} scenario={scenario} floor={floor} />}
      <FigureFrame
        title="Worst-off types"
        name="worst-off-types"
        height={270}
        draw={(drawn) => <WorstOffTypes {...drawn} {...worstOff(floor, ids, units)} />}
        table={() => worstOffTable(worstOff(floor, ids, units))}
      >
        The type of each agent that gains least from an operating spot market, which pays it at least what it holds is
        worth.
        {floor.worstOffAfter === null ? '' : ' At the interior holdings all of them meet at t̂.'}
      </FigureFrame>
      <Spot now={now} scenario={scenario} floor={floor} />
      {many ? null : <Money now={now} scenario={scenario} />}
    </div>
  );
};

const worstOff = (floor: Floor, agents: readonly string[], units: Scenario['units']) => ({
  units,
  agents,
  support: floor.support,
  before: floor.worstOffBefore,
  after: floor.worstOffAfter,
  common: floor.commonWorstOffType,
});

const Forward = ({ now, scenario, floor, ids }: FiguresProps & { readonly ids: readonly string[] }): JSX.Element => {
  const { schedule } = floor;
  const { cleared, refused, state } = now;
  if (schedule === null) {
    return (
      <section class="card wide">
        <h3>Forward market</h3>
        <p class="quiet">
          {refused === null
            ? 'The rule of this scenario prices nothing forward.'
            : `The forward market does not open: ${refused.reason}.`}
        </p>
      </section>
    );
  }
  const trades: readonly ForwardTrade[] =
    cleared === null
      ? []
      : floor.trades.map(({ agent, from, to }) => ({
          agent,
          id: ids[agent] as string,
          from,
          to,
          quantity: (cleared.holdings[agent] as number) - (state.endowments[agent] as number),
          payment: cleared.payments[agent] as number,
          charge: cleared.charges[agent] as number,
        }));
  const props = {
    units: scenario.units,
    schedule,
    trades,
    horizontal: `units beyond the interior holding, ${scenario.units.quantity}`,
  };
  return (
    <FigureFrame
      title="Forward market: the price schedule P and what each agent trades along it"
      name="price-schedule"
      wide
      height={300 + (trades.length <= 14 ? trades.length * 15 + 8 : 0)}
      draw={(drawn) => <PriceSchedule {...drawn} {...props} />}
      table={() => priceScheduleTable(props)}
    >
      {'margin' in scenario.forward
        ? 'Buyers pay the area under P to the left of the interior holdings, below the common worst-off type; sellers are paid the area to the right, above it. The dashed lines are the hulls that P must keep outside of.'
        : 'One price for every unit.'}
    </FigureFrame>
  );
};

const Holdings = ({ now, scenario, floor }: FiguresProps): JSX.Element => {
  const { state, cleared, spotCleared, skipped } = now;
  const props = {
    units: scenario.units,
    rows: scenario.agents.map(({ id, endowment, maxDemand }, i) => ({
      id,
      endowment: state.endowments[i] ?? endowment,
      holding: cleared?.holdings[i] ?? null,
      allocation: spotCleared?.allocation[i] ?? skipped?.allocation[i] ?? null,
      interior: floor.interiorHoldings[i] as number,
      maxDemand: floor.maxDemands[i] ?? maxDemand,
    })),
  };
  return (
    <FigureFrame
      title="Holdings"
      name="holdings"
      height={72 + HOLDINGS_ROW * props.rows.length}
      draw={(drawn) => <HoldingsBars {...drawn} {...props} />}
      table={() => holdingsTable(props)}
    />
  );
};

const Spot = ({ now, scenario, floor }: FiguresProps): JSX.Element => {
  const { state, spotOpened, spotCleared, skipped } = now;
  const { types } = state;
  if (types.length === 0) {
    return (
      <section class="card">
        <h3>Spot market</h3>
        <p class="quiet">Nobody knows its type yet.</p>
      </section>
    );
  }
  const operated = spotOpened?.operates !== false;
  const submitted = new Map<string, number>();
  for (let one = state.phase === 'spot open' ? state.submitted : null; one !== null; one = one.earlier)
    submitted.set(one.agent, one.value);
  const steps: readonly LadderStep[] = scenario.agents.map(({ id }, agent) => ({
    agent,
    id,
    value: spotCleared?.reports[agent] ?? submitted.get(id) ?? (types[agent] as number),
    type: types[agent] ?? null,
    maxDemand: floor.maxDemands[agent] as number,
    allocation: spotCleared?.allocation[agent] ?? skipped?.allocation[agent] ?? state.holdings[agent] ?? 0,
    payment: spotCleared?.payments[agent] ?? 0,
  }));
  const props = { units: scenario.units, supply: scenario.supply, steps, operated };
  return (
    <FigureFrame
      title={operated ? `Spot market (${scenario.spot.mechanism.toUpperCase()})` : 'Spot market: shut'}
      name="spot-ladder"
      height={330}
      draw={(drawn) => <SpotLadder {...drawn} {...props} />}
      table={() => ladderTable(props)}
    >
      {operated
        ? 'Reports in falling order: the supply serves them from the left, and the agent with the thick line is at the margin.'
        : 'It would be expected to run a deficit, so everybody keeps what the forward market left. The ladder shows the types.'}
    </FigureFrame>
  );
};

const Money = ({ now, scenario }: Pick<FiguresProps, 'now' | 'scenario'>): JSX.Element => {
  const { cleared, spotCleared } = now;
  const flows = scenario.agents.flatMap(({ id }, agent): readonly Flow[] => {
    const kinds = [
      { kind: 'forward', amount: cleared?.payments[agent] ?? 0 },
      { kind: 'charge', amount: cleared?.charges[agent] ?? 0 },
      { kind: 'spot', amount: spotCleared?.payments[agent] ?? 0 },
    ] as const;
    return kinds.filter(({ amount }) => amount !== 0).map((flow) => ({ agent, id, ...flow }));
  });
  const props = { units: scenario.units, flows };
  return (
    <FigureFrame
      title="Payments through the operator’s account"
      name="payments"
      height={330}
      draw={(drawn) => <MoneyFlows {...drawn} {...props} />}
      table={() => flowsTable(props)}
    />
  );
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
