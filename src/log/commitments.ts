/**
 * Commitments to private values, so that a log can be published without them and keep every hash.
 *
 *   key        = SHA-256('forespot/salt|' + seed)
 *   block      = SHA-256(key | cycle | secret | floor(i / 2))      i: the agent's index; 0 for the seeds
 *   salt       = 32 hexadecimal digits of the block: the first half for an even i, the second for an odd
 *   commitment = SHA-256(salt | JSON of the value)
 *
 * Hides: a salt has 128 bits, so a commitment cannot be searched for its value, few as the possible values may be.
 * Binds: a salt has a fixed length and `|` follows it, so one text is one (salt, value), and two values with one commitment
 *   would be a collision of SHA-256.
 * An opened salt shows no other one: a block is a keyed hash under 256 secret bits, its halves say nothing of one another,
 *   and neither leads back to the key. Extending a known block (both halves opened) gives the hash only of texts with the
 *   padding of SHA-256 in them, a byte 0x80 that no salt's text holds.
 * Equal values look different: agents, cycles and secrets have salts of their own, so nobody can see that a report equals a
 *   type, or that two agents have the same one. A report alone has one salt in its two places, where it is one secret.
 * The four kinds of text that are hashed here and in encodeEvent.ts cannot be mistaken for each other: `forespot/salt|…`,
 *   64 digits and `|`, 32 digits and `|`, `{`.
 * A salt depends on content (seed, cycle, secret, agent), never on the place in the log: forks and replays agree on it.
 *
 * What it does not protect:
 * - A seed that can be guessed. The seed's own salt comes from the seed, so anyone can test a guess, and the seed opens
 *   everything (types are drawn from it, too). A log to be published needs a seed of 128 random bits, not `figure-1`.
 * - Two logs of one seed (forks). Equal commitments there are equal values, and a salt opened in one is open in the other.
 * - What public fields say: who was served, what was paid, welfare, cash. See docs/what-agents-know.md.
 */
import type { Secret } from './privateFields.ts';
import type { Sha256 } from './sha256.ts';

/** One leaf's place in a run; `agent` is an index, 0 for the seeds. */
export interface Leaf {
  readonly secret: Secret;
  readonly cycle: number;
  readonly agent: number;
}

/** Salts and commitments of one run. Answers depend on the arguments alone; one cycle's are remembered. */
export interface Commitments {
  readonly saltOf: (leaf: Leaf) => string;
  /** `json` is the JSON of the leaf's value. */
  readonly commit: (leaf: Leaf, json: string) => string;
  /** One commitment an agent, in the agents' order. About 0.4 us each. */
  readonly commitEach: (secret: Secret, cycle: number, json: readonly string[]) => readonly string[];
}

interface Remembered {
  cycle: number;
  pair: number;
  block: string;
  json: string[];
  commitments: string[];
}

/** The commitment that an opened leaf must match; `json` is the JSON of its value. */
export function commitmentTo(sha256: Sha256, salt: string, json: string): string {
  return sha256(`${salt}|${json}`);
}

export function createCommitments({ sha256, seed }: { readonly sha256: Sha256; readonly seed: string }): Commitments {
  const key = sha256(`forespot/salt|${seed}`);
  const memory = new Map<Secret, Remembered>();

  function remembered(secret: Secret, cycle: number): Remembered {
    const last = memory.get(secret);
    if (last !== undefined && last.cycle === cycle) return last;
    const fresh: Remembered = { cycle, pair: -1, block: '', json: [], commitments: [] };
    memory.set(secret, fresh);
    return fresh;
  }

  function saltIn(slot: Remembered, secret: Secret, agent: number): string {
    const pair = agent >> 1;
    if (slot.pair !== pair) {
      slot.block = sha256(`${key}|${slot.cycle}|${secret}|${pair}`);
      slot.pair = pair;
    }
    return (agent & 1) === 0 ? slot.block.slice(0, 32) : slot.block.slice(32);
  }

  function commitIn(slot: Remembered, secret: Secret, agent: number, json: string): string {
    const known = slot.commitments[agent];
    if (known !== undefined && slot.json[agent] === json) return known;
    const commitment = commitmentTo(sha256, saltIn(slot, secret, agent), json);
    slot.json[agent] = json;
    slot.commitments[agent] = commitment;
    return commitment;
  }

  return {
    saltOf: ({ secret, cycle, agent }) => saltIn(remembered(secret, cycle), secret, agent),
    commit: ({ secret, cycle, agent }, json) => {
      const slot = remembered(secret, cycle);
      // What stands in run-started stands there once, and need not be remembered for the length of the run.
      if (cycle === 0) return commitmentTo(sha256, saltIn(slot, secret, agent), json);
      return commitIn(slot, secret, agent, json);
    },
    commitEach: (secret, cycle, json) => {
      const slot = remembered(secret, cycle);
      return json.map((value, agent) => commitIn(slot, secret, agent, value));
    },
  };
}
