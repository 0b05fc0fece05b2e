import seedrandom from 'seedrandom';

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
  const digest = hash(JSON.stringify(name));
  const high = Number.parseInt(digest.slice(0, 8), 16) & 0x1fffff;
  const low = Number.parseInt(digest.slice(8, 16), 16);
  return (cycle) => {
    const key = high * 2 ** 32 + ((low ^ Math.imul(cycle, 0x9e3779b1)) >>> 0);
    // The library takes whole numbers as keys, though its types speak of strings only.
    return seedrandom.tychei(key as unknown as string).double;
  };
};
