import type { MarketEvent } from '../domain/events.ts';
import type { StrategyChoice } from '../domain/scenario.ts';
import type { Answer } from './commands.ts';

interface CastQuestion<Agent> {
  readonly ids: readonly string[];
  readonly agents: readonly Agent[];
  readonly choices: readonly StrategyChoice[];
  /** Makes an agent whose strategy a fork has changed. */
  readonly make: ((choice: StrategyChoice) => Agent) | undefined;
}

/** The agents of one market as forks change their strategies: whoever keeps the strategy keeps the memory. */
export interface Cast<Agent> {
  /** Takes the strategies that hold from now on. */
  readonly follow: (choices: readonly StrategyChoice[]) => void;
  /**
   * A round of questions. Each time it is asked for the answers, it asks those agents that were not asked yet; one that another
   * has taken the place of is, unless `said` has its answer already.
   */
  readonly round: (
    question: (agent: Agent, self: number) => unknown,
  ) => (said: readonly MarketEvent[]) => readonly Answer[];
}

export const createCast = <Agent extends object>({ ids, agents, choices, make }: CastQuestion<Agent>): Cast<Agent> => {
  const playing = [...agents];
  let current = choices;
  return {
    follow: (next) => {
      next.forEach((choice, i) => {
        if (sameChoice(choice, current[i] as StrategyChoice)) return;
        if (make === undefined) throw new Error(`a fork needs an agent of strategy ${choice.strategy}`);
        playing[i] = make(choice);
      });
      current = next;
    },
    round: (question) => {
      const asked: Agent[] = [];
      let answers: readonly Answer[] = [];
      return (said) => {
        const before = answers;
        const answered = new Set(
          before.length === 0 ? [] : said.map((event) => ('agent' in event ? event.agent : null)),
        );
        const now = new Array<Answer>(playing.length);
        for (let self = 0; self < playing.length; self++) {
          const agent = playing[self] as Agent;
          const known = before[self];
          const stands = known !== undefined && (asked[self] === agent || answered.has(ids[self] as string));
          if (!stands) asked[self] = agent;
          now[self] = stands ? known : answerOf(question, agent, self);
        }
        answers = now;
        return answers;
      };
    },
  };
};

/** An agent that throws, or answers with something that is no number, costs itself its answer and nobody the run. */
const answerOf = <Agent>(question: (agent: Agent, self: number) => unknown, agent: Agent, self: number): Answer => {
  try {
    const answer = question(agent, self);
    return typeof answer === 'number' ? answer : { refused: `expected a number, got ${typeof answer}` };
  } catch (error) {
    return { refused: `the agent failed: ${messageOf(error)}` };
  }
};

/** Anything can be thrown, even what cannot be turned into text. */
const messageOf = (error: unknown): string => {
  try {
    return error instanceof Error ? String(error.message) : String(error);
  } catch {
    return 'what it threw has no text';
  }
};

const sameChoice = (a: StrategyChoice, b: StrategyChoice): boolean =>
  a === b || (Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((key) => a[key] === b[key]));
