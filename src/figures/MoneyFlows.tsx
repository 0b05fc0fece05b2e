import type { JSX } from 'preact';
import { round } from './Axis.tsx';
import { amountsLike, magnitudeOf } from './amountsLike.ts';
import type { DataTable } from './dataTable.ts';
import { type Drawn, Frame, Mark } from './Frame.tsx';
import { colourOf } from './palette.ts';
import { shortName } from './shortName.ts';
import type { Units } from './units.ts';

export type FlowKind = 'forward' | 'charge' | 'spot';

/** Money from an agent to the operator; negative if the agent receives. */
export interface Flow {
  readonly agent: number;
  readonly id: string;
  readonly kind: FlowKind;
  readonly amount: number;
}

export interface MoneyFlowsProps extends Drawn {
  readonly units: Units;
  readonly flows: readonly Flow[];
}

const WORDS: Readonly<Record<FlowKind, string>> = { forward: 'forward', charge: 'charge', spot: 'spot' };
const TOP = 42;
const GAP = 5;

/** Payments of a cycle through the operator's account: from the left come those who pay, to the right go those who are paid. */
export const MoneyFlows = (props: MoneyFlowsProps): JSX.Element => {
  const { width, height, palette, units, flows } = props;
  const paid = flows.filter(({ amount }) => amount > 0);
  const received = flows.filter(({ amount }) => amount < 0);
  const total = (list: readonly Flow[]): number => list.reduce((sum, { amount }) => sum + Math.abs(amount), 0);
  const [income, outlay] = [total(paid), total(received)];
  const coins = amountsLike(magnitudeOf(flows.map(({ amount }) => amount)));
  const largest = Math.max(income, outlay);
  const rows = Math.max(paid.length, received.length, 1);
  const per = largest > 0 ? (height - TOP - 30 - GAP * rows) / largest : 0;
  const middle = width / 2;
  const balance = income - outlay;
  const amount = coins(Math.abs(balance));
  const kept =
    amount === coins(0) ? 'the account balances' : `the operator ${balance > 0 ? 'keeps' : 'adds'} ${amount}`;
  return (
    <Frame {...props} title={`Payments through the operator's account, in ${units.money}`}>
      <g font-size="11" fill={palette.soft}>
        <text x="4" y="14">
          agents pay {coins(income)}
        </text>
        <text x={width - 4} y="14" text-anchor="end">
          agents receive {coins(outlay)}
        </text>
      </g>
      <Mark
        palette={palette}
        tip={`the operator takes ${coins(income)} and pays out ${coins(outlay)} ${units.money}: ${kept}`}
      >
        <rect x={middle - 7} y={TOP} width="14" height={Math.max(2, largest * per)} rx="2" fill={palette.accent} />
        <text
          x={middle}
          y={TOP - 8}
          text-anchor="middle"
          font-size="11"
          fill={balance < 0 && amount !== coins(0) ? palette.loss : palette.ink}
        >
          {largest > 0 ? kept : ''}
        </text>
      </Mark>
      <Side list={paid} left props={props} per={per} coins={coins} />
      <Side list={received} left={false} props={props} per={per} coins={coins} />
      {flows.length === 0 || largest === 0 ? (
        <text x={middle} y={height / 2} text-anchor="middle" fill={palette.soft}>
          no money has moved yet
        </text>
      ) : null}
    </Frame>
  );
};

interface SideProps {
  readonly list: readonly Flow[];
  readonly left: boolean;
  readonly props: MoneyFlowsProps;
  readonly per: number;
  readonly coins: (amount: number) => string;
}

const Side = ({ list, left, props, per, coins }: SideProps): JSX.Element => {
  const { width, palette, units } = props;
  const label = Math.min(132, width * 0.3);
  const [outer, inner] = left ? [label, width / 2 - 7] : [width - label, width / 2 + 7];
  const bend = (outer + inner) / 2;
  let [own, account] = [TOP, TOP];
  return (
    <>
      {list.map(({ agent, id, kind, amount }) => {
        const thick = Math.abs(amount) * per;
        const [y, z] = [own, account];
        own += thick + GAP;
        account += thick;
        const colour = colourOf(palette, agent);
        const curve = `M${outer} ${round(y)}C${bend} ${round(y)} ${bend} ${round(z)} ${inner} ${round(z)}V${round(z + thick)}C${bend} ${round(z + thick)} ${bend} ${round(y + thick)} ${outer} ${round(y + thick)}Z`;
        return (
          <Mark
            key={`${id} ${kind}`}
            palette={palette}
            tip={`${id} ${amount > 0 ? 'pays' : 'receives'} ${coins(Math.abs(amount))} ${units.money}, ${kind === 'charge' ? 'a charge of the forward market' : `in the ${WORDS[kind]} market`}`}
          >
            <path
              d={curve}
              fill={colour}
              fill-opacity={kind === 'spot' ? 0.28 : kind === 'charge' ? 0.45 : 0.65}
              stroke={colour}
              stroke-width="0.6"
            />
            {thick + GAP >= 9.5 ? (
              <text
                x={left ? outer - 5 : outer + 5}
                y={round(y + thick / 2 + 4)}
                text-anchor={left ? 'end' : 'start'}
                font-size="11"
                fill={palette.ink}
              >
                {shortName(id, Math.max(4, Math.floor(label / 6.4) - 8))} {WORDS[kind]}
              </text>
            ) : null}
          </Mark>
        );
      })}
    </>
  );
};

export const flowsTable = ({ flows }: Omit<MoneyFlowsProps, keyof Drawn>): DataTable => ({
  head: ['agent', 'market', 'payment to the operator'],
  rows: flows.map(({ id, kind, amount }) => [id, kind, amount]),
});
