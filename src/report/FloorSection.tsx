import type { JSX } from 'preact';
import { HOLDINGS_ROW, HoldingsBars } from '../figures/HoldingsBars.tsx';
import { MoneyFlows } from '../figures/MoneyFlows.tsx';
import { PriceSchedule } from '../figures/PriceSchedule.tsx';
import { SpotLadder } from '../figures/SpotLadder.tsx';
import { WorstOffTypes } from '../figures/WorstOffTypes.tsx';
import { floor } from '../timeline/floor.ts';
import { floorFigures } from '../timeline/floorFigures.ts';
import type { Shown } from './chooseCycles.ts';
import { Figure } from './Figure.tsx';
import { alike, count, percent, plain } from './words.ts';

/** Agents up to whose number each has a bar or a ribbon of its own. */
const MOST_ROWS = 40;

/** One cycle as a picture: what was traded forward, at which prices, what the spot market made of it, and who paid. */
export const FloorSection = ({ round, why }: Shown): JSX.Element => {
  const { cycle, scenario, endowments, forward, refused, state } = round;
  const theory = floor({
    scenario,
    cycle,
    endowments,
    demands: forward?.demands ?? null,
    holdings: forward?.holdings ?? null,
    state,
  });
  const figures = floorFigures(scenario, theory, { ...round, reports: round.reports ?? [] });
  const many = scenario.agents.length > MOST_ROWS;
  const money = plain(scenario.units.money);
  const coins = alike(round.firstBest, theory.surplusBefore, theory.surplusAfter ?? 0, round.operatorCash);
  const trades = figures.forward?.props.trades.length ?? 0;
  const id = `cycle-${cycle}`;
  return (
    <section aria-labelledby={id} class="floor">
      <h2 id={id}>
        Cycle {count(cycle)} <small>{why}</small>
      </h2>
      <dl class="numbers">
        <Amount
          name="common worst-off type t̂"
          value={alike(theory.support[1])(theory.commonWorstOffType)}
          unit={`${money} a unit`}
        />
        <Amount
          name="expected spot surplus"
          value={coins(theory.surplusAfter ?? theory.surplusBefore)}
          unit={money}
          note={
            theory.surplusAfter === null ? 'with the endowments' : `with the endowments ${coins(theory.surplusBefore)}`
          }
        />
        <Amount
          name="welfare"
          value={coins(round.welfare)}
          unit={money}
          note={round.firstBest > 0 ? `${percent(round.welfare / round.firstBest)} of the first best` : ''}
        />
        <Amount name="operator’s account" value={coins(round.operatorCash)} unit={money} note="since the run began" />
        {state === null ? null : <Amount name="state of demand" value={plain(state)} unit="" />}
      </dl>
      {figures.forward === null ? (
        <p class="quiet">
          {refused === null
            ? 'The rule of this scenario prices nothing forward.'
            : `The forward market did not open: ${plain(refused)}.`}
        </p>
      ) : (
        <Figure
          title={figures.forward.title}
          says={figures.forward.says}
          height={290 + (trades <= 14 ? trades * 15 + 8 : trades > MOST_ROWS ? 38 : 0)}
          draw={(drawn) => (
            <PriceSchedule {...drawn} {...(figures.forward as NonNullable<typeof figures.forward>).props} />
          )}
        />
      )}
      {figures.spot === null ? (
        <p class="quiet">Types and reports are hidden in this log, so that the spot market cannot be drawn.</p>
      ) : (
        <Figure
          title={figures.spot.title}
          says={
            many && round.operates
              ? 'Reports in falling order: the supply serves them from the left.'
              : figures.spot.says
          }
          height={310}
          draw={(drawn) => <SpotLadder {...drawn} {...(figures.spot as NonNullable<typeof figures.spot>).props} />}
        />
      )}
      <div class="pair">
        {many ? null : (
          <Figure
            half
            title={figures.holdings.title}
            says={figures.holdings.says}
            height={Math.max(250, 72 + HOLDINGS_ROW * scenario.agents.length)}
            draw={(drawn) => <HoldingsBars {...drawn} {...figures.holdings.props} />}
          />
        )}
        <Figure
          half={!many}
          title={figures.worstOff.title}
          says={figures.worstOff.says}
          height={many ? 260 : Math.max(250, Math.min(344, 72 + HOLDINGS_ROW * scenario.agents.length))}
          draw={(drawn) => <WorstOffTypes {...drawn} {...figures.worstOff.props} />}
        />
      </div>
      {many ? (
        <p class="quiet">
          {count(scenario.agents.length)} agents are too many for bars and ribbons; the tables at the end have them.
        </p>
      ) : (
        <Figure
          title={figures.payments.title}
          says={figures.payments.says}
          height={Math.max(200, Math.min(420, 90 + 16 * figures.payments.props.flows.length))}
          draw={(drawn) => <MoneyFlows {...drawn} {...figures.payments.props} />}
        />
      )}
    </section>
  );
};

interface AmountProps {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly note?: string;
}

const Amount = ({ name, value, unit, note }: AmountProps): JSX.Element => (
  <div>
    <dt>{name}</dt>
    <dd>
      <b>{value}</b> {unit}
      {note === undefined || note === '' ? null : <small>{note}</small>}
    </dd>
  </div>
);
