import { agentsOf } from '../../assembly/agentsOf.ts';
import { marketsOf } from '../../assembly/marketsOf.ts';
import { runEvents } from '../../engine/run.ts';
import { nodeSha256 } from '../../log/nodeSha256.ts';
import { ownForward, ownSpot } from '../ownFields.ts';
import { ask } from './ask.ts';
import type { Asked, MarketName, Observation, Said, Situation, Subject, Trial } from './material.ts';

interface Played {
  readonly subject: Subject;
  readonly situation: Situation;
  readonly cast: readonly MarketName[];
  /** The agent who keeps its types while those of all others are drawn again; without one nothing is. */
  readonly keeping?: number;
}

/** Plays a situation as `forespot run` would and writes down what was asked and said. Throws what `create` throws. */
export const playSituation = ({ subject, situation, cast, keeping }: Played): Trial => {
  const { scenario } = situation;
  const { economy, markets } = marketsOf(scenario);
  const asked: Asked[] = [];
  const said: Said[] = [];
  const recorded = (market: MarketName) =>
    scenario.agents.map((_, agent) => {
      const player = subject.create(market);
      return (seen: Observation): number => {
        const observation = 'type' in seen ? ownSpot(seen) : ownForward(seen);
        const cycle = observation.public.cycle;
        const call: Asked = { market, cycle, agent, observation };
        asked.push(call);
        const answer = ask(subject, player, call);
        said.push(answer);
        if (answer.failure !== null) throw new Error(answer.failure.message);
        return answer.answer as number;
      };
    });
  const others = agentsOf(scenario);
  const setup = {
    scenario,
    seed: scenario.seed,
    version: 'conformance',
    detail: 'compact' as const,
    economy,
    markets,
    forwardAgents: cast.includes('forward') ? recorded('forward').map((demand) => ({ demand })) : others.forwardAgents,
    spotAgents: cast.includes('spot') ? recorded('spot').map((report) => ({ report })) : others.spotAgents,
    hash: keeping === undefined ? nodeSha256 : redrawing(scenario.agents[keeping]?.id as string),
  };
  for (const _ of runEvents(setup)) {
    // What happens is what the agents are asked.
  }
  return { situation, cast, asked, said };
};

/** Streams of chance have names, `[seed, purpose, agent]`, and are what their names hash to: new hashes, new types. */
const redrawing =
  (keeping: string) =>
  (text: string): string => {
    const name: unknown = JSON.parse(text);
    const redrawn = Array.isArray(name) && name[1] === 'type' && name[2] !== keeping;
    return nodeSha256(redrawn ? `${text} again` : text);
  };
