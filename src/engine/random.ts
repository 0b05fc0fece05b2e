import { firstDraw, type StreamKey, streamFrom } from './firstDraw.ts';

/**
 * Named random streams: one for each (seed, agent, purpose, cycle), made of its name and nothing else, so that one agent more
 * shifts nobody's draws and every counterfactual shares its draws with the original.
 *
 * The name is hashed once to 53 bits; the cycle is mixed in by an odd multiplication, which keeps the streams of an agent
 * distinct for 2^32 cycles. tychei is the generator: the default one gives repeated seeds the same stream, and the
 * others of the library fail simple tests on neighbouring keys.
 */
export type Stream = () => number;

export const streamsOf = (hash: (text: string) => string, name: readonly string[]): ((cycle: number) => Stream) => {
  const { high, low } = keyOf(hash, name);
  return (cycle) => streamFrom({ high, low: inCycle(low, cycle) });
};

/** `streamsOf(hash, name)(cycle)()` for many names at once: the first draw of each stream of a cycle. */
export const firstDrawsOf = (
  hash: (text: string) => string,
  names: readonly (readonly string[])[],
): ((cycle: number) => number[]) => {
  const keys = names.map((name) => keyOf(hash, name));
  return (cycle) => {
    const draws = new Array<number>(keys.length);
    for (let i = 0; i < keys.length; i++) {
      const { high, low } = keys[i] as StreamKey;
      draws[i] = firstDraw(high, inCycle(low, cycle));
    }
    return draws;
  };
};

const keyOf = (hash: (text: string) => string, name: readonly string[]): StreamKey => {
  const digest = hash(JSON.stringify(name));
  return {
    high: Number.parseInt(digest.slice(0, 8), 16) & 0x1fffff,
    low: Number.parseInt(digest.slice(8, 16), 16) | 0,
  };
};

const inCycle = (low: number, cycle: number): number => low ^ Math.imul(cycle, 0x9e3779b1);
