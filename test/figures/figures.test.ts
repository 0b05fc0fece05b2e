import { describe, expect, test } from 'vitest';
import { CycleLines, cycleAt, cycleTable } from '../../src/figures/CycleLines.tsx';
import { csvOf } from '../../src/figures/dataTable.ts';
import { HoldingsBars, holdingsTable } from '../../src/figures/HoldingsBars.tsx';
import { HoldingsTriangle, holdingsAt, triangleTable } from '../../src/figures/HoldingsTriangle.tsx';
import { MoneyFlows } from '../../src/figures/MoneyFlows.tsx';
import { demandAt, PayoffCurve, payoffTable } from '../../src/figures/PayoffCurve.tsx';
import { PotentialMap, potentialTable } from '../../src/figures/PotentialMap.tsx';
import { PriceSchedule, priceScheduleTable } from '../../src/figures/PriceSchedule.tsx';
import { PRINT, SCREEN } from '../../src/figures/palette.ts';
import { SpotLadder } from '../../src/figures/SpotLadder.tsx';
import { SurplusCurves } from '../../src/figures/SurplusCurves.tsx';
import { WorstOffTypes } from '../../src/figures/WorstOffTypes.tsx';
import { drawn, structure, tips } from './drawn.ts';

const units = { quantity: 'permits', money: 'EUR' };

/** Bilateral trade by hand, uniform types on [0, 1]: t^ = 1/2, the hulls' prices below and above, the seller gives the buyer 1/2. */
const schedule = { y: [-0.5, 0, 0.5], price: [0, 0.5, 1], hull: [0.1, 0.5, 0.9], priceAtZero: 0.5 };
const priceProps = {
  units,
  schedule,
  horizontal: 'permits',
  trades: [
    { agent: 0, id: 'seller', from: 0.5, to: 0, quantity: -0.5, payment: -0.375, charge: 0 },
    { agent: 1, id: 'buyer', from: -0.5, to: 0, quantity: 0.5, payment: 0.125, charge: 0.25 },
  ],
};
const holdingsProps = {
  units,
  rows: [
    { id: 'seller', endowment: 1, holding: 0.5, allocation: 0, interior: 0.5, maxDemand: 1 },
    { id: 'buyer', endowment: 0, holding: null, allocation: null, interior: 0.5, maxDemand: 1 },
  ],
};
const ladderProps = {
  units,
  supply: 1,
  operated: true,
  steps: [
    { agent: 0, id: 'low', value: 0.25, type: 0.25, maxDemand: 0.75, allocation: 0.25, payment: -0.125 },
    { agent: 1, id: 'high', value: 0.75, type: 0.875, maxDemand: 0.75, allocation: 0.75, payment: 0.25 },
  ],
};
const triangleProps = {
  units,
  agents: ['a', 'b', 'c'],
  supply: 2,
  steps: 2,
  surface: [-1, 1, -1, 1, 1, -1],
  interior: [2 / 3, 2 / 3, 2 / 3],
  endowments: [2, 0, 0],
  chosen: { holdings: [1, 1, 0], expectedSurplus: 0.5 },
  routes: [
    {
      name: 'best replies',
      points: [
        [2, 0, 0],
        [0, 1, 1],
      ],
    },
  ],
};
const payoffProps = {
  units,
  agent: 0,
  id: 'seller',
  demands: [0, 0.5, 1],
  demand: 0.25,
  interior: 0.5,
  endowment: 1,
  readings: [{ reading: 'paper', payoffs: [0, 1, 0], best: { demand: 0.5, payoff: 1, upperBound: 1.001 } }],
};
const potentialProps = {
  units,
  agents: ['a', 'b'] as const,
  spans: [
    [0, 1],
    [0, 2],
  ] as const,
  steps: 1,
  potential: [1, -1, -1, 1],
  interior: [0.5, 1] as const,
  routes: [
    {
      name: 'gradient',
      points: [
        [0.5, 1],
        [1, 2],
      ] as const,
    },
  ],
};
const lineProps = {
  label: 'EUR',
  current: 2,
  series: [
    { name: 'a', values: [1, null, 3] },
    { name: 'b', values: [0, 0.5, 1] },
  ],
};

describe('the structure of every figure', () => {
  test.each([
    ['price schedule', drawn(PriceSchedule, priceProps)],
    ['holdings', drawn(HoldingsBars, holdingsProps)],
    [
      'worst-off types',
      drawn(WorstOffTypes, {
        units,
        agents: ['a', 'b'],
        support: [0, 1] as const,
        before: [1, 0],
        after: [0.5, 0.5],
        common: 0.5,
      }),
    ],
    ['spot ladder', drawn(SpotLadder, ladderProps)],
    [
      'payments',
      drawn(MoneyFlows, {
        units,
        flows: [
          { agent: 0, id: 'a', kind: 'forward', amount: 3 },
          { agent: 1, id: 'b', kind: 'spot', amount: -1 },
        ],
      }),
    ],
    ['lines over cycles', drawn(CycleLines, lineProps)],
    ['payoff curve', drawn(PayoffCurve, payoffProps)],
    ['holdings triangle', drawn(HoldingsTriangle, triangleProps)],
    ['potential', drawn(PotentialMap, potentialProps)],
    [
      'Figure 1',
      drawn(SurplusCurves, {
        points: [
          { maxDemand: 0.25, interior: 0.05, corner: 0.15, worstOffType: 0.5 },
          { maxDemand: 0.5, interior: 0.07, corner: 0.08, worstOffType: 0.4 },
        ],
        crossing: 0.5136,
        errorBound: 1e-14,
      }),
    ],
  ])('%s', (_, svg) => {
    expect(svg).toMatch(/^<svg xmlns/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(structure(svg)).toMatchSnapshot();
  });
});

describe('what marks say', () => {
  test('a trade names its quantity, its payment, its price and its charge', () => {
    expect(tips(drawn(PriceSchedule, priceProps))).toContain(
      'buyer buys 0.50000 permits forward and pays 0.12500 EUR, 0.25000 a unit; its charge is 0.25000 EUR',
    );
  });
  test('the marginal agent of the ladder and a report that is not the type are named', () => {
    const said = tips(drawn(SpotLadder, ladderProps)).join('\n');
    expect(said).toContain('high reports 0.75000 (its type is 0.87500)');
    expect(said).toContain(
      'low reports 0.25000 for up to 0.7500 permits, gets 0.2500 permits and receives 0.12500 EUR; it is at the margin',
    );
    expect(said.match(/at the margin/g)).toHaveLength(1);
  });
  test('the operator adds what is paid out beyond what came in', () => {
    const flows = [
      { agent: 0, id: 'a', kind: 'forward' as const, amount: 1 },
      { agent: 1, id: 'b', kind: 'spot' as const, amount: -3 },
    ];
    expect(tips(drawn(MoneyFlows, { units, flows }))[0]).toBe(
      'the operator takes 1.0000 and pays out 3.0000 EUR: the operator adds 2.0000',
    );
  });
  test('names are text, whatever they hold', () => {
    const svg = drawn(HoldingsBars, {
      units,
      rows: [{ ...holdingsProps.rows[0], id: '</text><script>alert(1)</script>' } as (typeof holdingsProps.rows)[0]],
    });
    expect(svg).not.toContain('<script');
    expect(svg).toContain('&lt;script');
  });
});

describe('figures that are touched know where', () => {
  const at = { width: 600, height: 500, palette: PRINT };
  test('a corner of the triangle is everything, the middle an equal share, and outside is the nearest edge', () => {
    const [x, y] = [300, 30];
    expect(holdingsAt({ ...at, ...triangleProps }, x, y).map((held) => Math.round(1e6 * held) / 1e6)).toEqual([
      2, 0, 0,
    ]);
    const outside = holdingsAt({ ...at, ...triangleProps }, -500, 480);
    expect(Math.min(...outside)).toBe(0);
    expect(outside.reduce((sum, held) => sum + held, 0)).toBeCloseTo(2, 12);
  });
  test('a demand is never outside what is drawn', () => {
    expect(demandAt({ demands: [0, 2], width: 600 }, -50)).toBe(0);
    expect(demandAt({ demands: [0, 2], width: 600 }, 5000)).toBe(2);
  });
  test('the cycle under a point is one that there is', () => {
    expect([cycleAt({ ...lineProps, width: 600 }, 0), cycleAt({ ...lineProps, width: 600 }, 599)]).toEqual([1, 3]);
  });
});

describe('the data of figures', () => {
  test('numbers are at full precision, names quoted, and no cell is a formula', () => {
    const rows = [{ ...holdingsProps.rows[0], id: '=cmd|"x",1', endowment: 1 / 3 } as (typeof holdingsProps.rows)[0]];
    expect(csvOf(holdingsTable({ units, rows }))).toBe(
      'agent,endowment,holding,allocation,interior holding,maximum demand\n"\'=cmd|""x"",1",0.3333333333333333,0.5,0,0.5,1\n',
    );
  });
  test('every figure’s table has a row for each point and a cell for each heading', () => {
    const tables = [
      [priceScheduleTable(priceProps), 3],
      [triangleTable(triangleProps), 6],
      [payoffTable(payoffProps), 3],
      [potentialTable(potentialProps), 4],
      [cycleTable(lineProps), 3],
    ] as const;
    for (const [{ head, rows }, count] of tables) {
      expect(rows).toHaveLength(count);
      for (const row of rows) expect(row).toHaveLength(head.length);
    }
  });
  test('the triangle’s rows add up to the supply', () => {
    for (const [a, b, c] of triangleTable(triangleProps).rows as readonly (readonly number[])[])
      expect((a as number) + (b as number) + (c as number)).toBeCloseTo(2, 12);
  });
});

test('a line of a million cycles is drawn with a thousand points, and keeps its extremes', () => {
  const values = Array.from({ length: 1_000_000 }, (_, j) => (j === 777_777 ? 5 : j === 333 ? -5 : 0));
  const svg = drawn(CycleLines, { label: 'EUR', current: 1, series: [{ name: 'a', values }] });
  const path = /<path d="([^"]+)"/.exec(svg)?.[1] as string;
  expect(path.match(/[ML]/g)?.length).toBeLessThan(1000);
  const heights = [...path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map(([, y]) => Number(y));
  expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(150);
});

test('a line that was thinned before is drawn as it is, at its cycles', () => {
  const series = [{ name: 'a', values: [2, 8, 4], cycles: [1, 500, 1000] }];
  const svg = drawn(CycleLines, { label: 'EUR', current: 1000, series });
  expect(/<path d="([^"]+)"/.exec(svg)?.[1]?.match(/[ML]/g)).toHaveLength(3);
  expect(tips(svg)).toEqual(['a: 4.0000 in cycle 1000']);
  expect(cycleAt({ series, width: 600 }, 599)).toBe(1000);
  expect(cycleTable({ label: 'EUR', current: 1000, series }).rows).toHaveLength(1000);
});

describe('a thousand agents are drawn together', () => {
  const many = Array.from({ length: 1000 }, (_, agent) => agent);
  const small = (svg: string): boolean => svg.length < 60_000;
  test('as two sides of the forward market', () => {
    const trades = many.map((agent) => ({
      ...(priceProps.trades[agent % 2] as (typeof priceProps.trades)[0]),
      agent,
      id: `x${agent}`,
    }));
    const svg = drawn(PriceSchedule, { ...priceProps, trades });
    expect(small(svg)).toBe(true);
    expect(tips(svg)).toContain(
      'buyers (500) buys 250.00 permits forward and pays 62.50 EUR, 0.25000 a unit; its charge is 125.00 EUR',
    );
  });
  test('as one ladder, filled up to the supply', () => {
    const steps = many.map((agent) => ({ ...ladderProps.steps[0], agent, id: `x${agent}`, value: (agent + 1) / 1000 }));
    const svg = drawn(SpotLadder, { ...ladderProps, supply: 375, steps: steps as typeof ladderProps.steps });
    expect(small(svg)).toBe(true);
    const ends = [...svg.matchAll(/<path d="[^"]*L([\d.]+) [\d.]+Z"/g)].map(([, x]) => Number(x));
    // All want 750, which reaches to the right edge, 588; the supply is half of it, and the plot begins at 52.
    expect(ends).toEqual([588, 320]);
  });
  test('as lines between two worst-off types, a pixel apart', () => {
    const before = many.map((agent) => agent / 1000);
    const props = { units, agents: many.map(String), support: [0, 1] as const, before, after: null, common: 0.5 };
    const svg = drawn(WorstOffTypes, props);
    expect(small(svg)).toBe(true);
    expect(tips(svg)[1]).toBe('the worst-off types of 1000 agents');
  });
});

test('on the screen figures take the page’s colours and fonts, and leave tips to it', () => {
  const svg = drawn(HoldingsBars, { ...holdingsProps, palette: SCREEN } as never);
  expect(svg).toContain('var(--agent-1)');
  expect(svg).not.toContain('<title>');
  expect(svg).toContain('aria-label="seller owns 1.0000 permits');
});
