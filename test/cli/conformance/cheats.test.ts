import { describe, expect, test } from 'vitest';
import { checks } from '../../../src/cli/conformance/checks.ts';
import type { ForwardAgent, ForwardObservation, SpotAgent, SpotObservation } from '../../../src/domain/agents.ts';
import { broken, examine } from './examine.ts';

type Made = Partial<ForwardAgent & SpotAgent>;
const module = (create: () => Made) => ({ name: 'cheat', about: 'cheats', parameters: {}, create });
const ownR = ({ public: common, self }: ForwardObservation): number => common.interiorHoldings[self] as number;

/** Each cheat with all that it breaks; whatever is not named must hold. */
interface Cheat {
  readonly cheat: string;
  readonly create: () => Made;
  readonly breaks: Readonly<Record<string, RegExp>>;
}

let times = 0;
let board: number[] = [];
let heard: number[] = [];

const cheats: readonly Cheat[] = [
  {
    cheat: 'counts its calls outside of itself',
    create: () => ({ demand: (o) => ownR(o) / (1 + (times++ % 11)) }),
    breaks: {
      'same answers':
        /^answered \S+, and when everything was played again \S+, as mill of "three traders", forward market, cycle 1$/,
      memory: /./,
      'no leak': /./,
    },
  },
  {
    cheat: 'looks at the clock and does nothing with it',
    create: () => ({ report: ({ type }) => (Date.now() > 0 ? type : 0) }),
    breaks: { 'no clock': /^called Date\.now\(\) in report, cycle 1; count cycles instead: public\.cycle$/ },
  },
  {
    cheat: 'looks at the clock by making a date, when it is made',
    create: () => {
      const year = new Date().getFullYear();
      return { report: ({ type }) => (year > 2000 ? type : 0) };
    },
    breaks: { 'no clock': /^called new Date\(\) in create; / },
  },
  {
    cheat: 'times itself',
    create: () => ({ demand: (o) => (process.hrtime.bigint() > 0n && performance.now() > 0 ? ownR(o) : 0) }),
    breaks: { 'no clock': /^called process\.hrtime\.bigint\(\) in demand, cycle 1; / },
  },
  {
    cheat: 'throws dice of its own, and seldom acts on them',
    create: () => ({ report: ({ type }) => (Math.random() < 0 ? 1 : type) }),
    breaks: {
      'no chance of its own':
        /^called Math\.random\(\) in report, cycle 1; draw from the observation instead: random\(\)\(\)$/,
    },
  },
  {
    cheat: 'takes every support for [0, 1]',
    create: () => ({ report: () => 1 / 2 }),
    breaks: { 'inside bounds': /^answered 0\.5, expected a number between 1 and 3, as mill of "three traders", spot / },
  },
  {
    cheat: 'answers NaN late',
    create: () => ({ demand: (o) => (o.public.cycle > 3 ? Number.NaN : ownR(o)) }),
    breaks: { 'inside bounds': /^answered NaN, expected a number between 0 and 4, .*, cycle 4$/ },
  },
  {
    cheat: 'forgets that there is no last cycle in the first',
    create: () => ({ demand: ({ last }) => (last as { demand: number }).demand }),
    breaks: { 'inside bounds': /^failed \(Cannot read properties of null \(reading 'demand'\)\), as mill/ },
  },
  {
    cheat: 'never answers',
    create: () => ({
      demand: () => {
        throw new Error('no market of mine');
      },
    }),
    breaks: { 'inside bounds': /^answered none of \d+ times: no market of mine$/ },
  },
  {
    cheat: 'remembers and cannot save it',
    create: () => {
      let cycles = 0;
      return { demand: (o) => ownR(o) / ++cycles };
    },
    breaks: {
      memory: /^remembers, but has neither save nor restore: answered \S+, and without its past \S+, as mill /,
    },
  },
  {
    cheat: 'saves a map',
    create: () => ({ report: ({ type }) => type, save: () => new Map([[1, 1]]), restore: () => {} }),
    breaks: {
      memory: /^gave by save what JSON cannot hold, saved: expected a text, number, list or object, got a Map$/,
    },
  },
  {
    cheat: 'restores half of what it remembers',
    create: () => {
      let now = { cycles: 0, sum: 0 };
      return {
        demand: (o) => {
          now = { cycles: now.cycles + 1, sum: now.sum + ownR(o) };
          return now.sum / now.cycles / now.cycles;
        },
        save: () => now,
        restore: (saved) => {
          now = { cycles: (saved as typeof now).cycles, sum: 0 };
        },
      };
    },
    breaks: { memory: /^answered \S+, and restored from what it had saved \S+, as mill of / },
  },
  {
    cheat: 'tells its type to the others behind the market',
    create: () => ({
      report: ({ self, type }: SpotObservation) => {
        if (self === 0) board = [];
        board[self] = type;
        return Math.min(...board.filter((told) => told !== undefined));
      },
    }),
    breaks: {
      'no leak': /^answered \S+, and when the others' types were drawn again \S+, as works of "three traders", spot /,
    },
  },
  {
    cheat: 'tells its type of one cycle to the others in the next',
    create: () => ({
      demand: (o) => {
        if (o.public.cycle === 1 && o.self === 0) heard = [];
        const [least, most] = [Math.min(...heard), Math.max(...heard)];
        return heard.length > 1 && least < most ? ownR(o) / (1 + most) : ownR(o);
      },
      report: ({ self, type }) => {
        heard[self] = type;
        return type;
      },
    }),
    breaks: { 'no leak': /, forward market, cycle 2$/ },
  },
  {
    cheat: 'sorts what everybody sees, where it can',
    create: () => ({
      demand: (o) => {
        try {
          (o.public.endowments as number[]).sort();
        } catch {}
        return ownR(o);
      },
    }),
    breaks: { 'hands off': /^wrote to public\.endowments\[0\], as mill of "three traders", forward market, cycle 1$/ },
  },
  {
    cheat: 'exchanges what others draw from, where it can',
    create: () => ({
      report: ({ public: common, type }) => {
        Reflect.set(common.economy.agents[0]?.distribution ?? {}, 'quantile', () => 0);
        return type;
      },
    }),
    breaks: { 'hands off': /^wrote to public\.economy\.agents\[0\]\.distribution\.quantile, as mill / },
  },
];

describe('a cheat is found out, and for nothing else', () => {
  test.each(cheats)('one that $cheat', ({ create, breaks }) => {
    const result = examine(module(create));
    const found = broken(result);
    expect(Object.keys(found).sort()).toEqual(Object.keys(breaks).sort());
    for (const [check, witness] of Object.entries(breaks)) expect(found[check]).toMatch(witness);
    expect(result.holds).toBe(false);
  });

  test('and so is every rule broken by one of them', () => {
    const broke = new Set(cheats.flatMap(({ breaks }) => Object.keys(breaks)));
    expect([...broke].sort()).toEqual(checks.map(({ name }) => name).sort());
  });
});

describe('one that does not come to an end', () => {
  const endless = (cycle: number) =>
    module(() => ({
      demand: (o) => {
        while (o.public.cycle === cycle);
        return ownR(o);
      },
    }));
  test.each([1, 4])('in cycle %i is stopped once, and what cannot be told then is left open', (cycle) => {
    const result = examine(endless(cycle), {}, 50);
    expect(broken(result)).toEqual({ 'in time': `was stopped after 50 ms, in demand, cycle ${cycle}` });
    expect(result.checks.filter(({ holds }) => holds === null).map(({ check }) => check)).toEqual(
      checks.map(({ name }) => name),
    );
    expect(result.holds).toBe(false);
    expect(result.microseconds.slowest).toBeLessThan(2_000_000);
  });

  test('in save', () => {
    const result = examine(
      module(() => ({
        demand: ownR,
        save: () => {
          for (;;);
        },
        restore: () => {},
      })),
      {},
      50,
    );
    expect(broken(result)).toEqual({ 'in time': 'was stopped after 50 ms, in save' });
  });
});

test('the traps leave no trace', () => {
  const before = [Math.random, Date, Date.now, performance.now, process.hrtime, process.hrtime.bigint, process.uptime];
  examine(module(() => ({ demand: ownR })));
  expect([Math.random, Date, Date.now, performance.now, process.hrtime, process.hrtime.bigint, process.uptime]).toEqual(
    before,
  );
});
