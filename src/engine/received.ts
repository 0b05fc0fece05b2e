import type { PerAgent } from '../domain/economy.ts';
import type { MarketEvent } from '../domain/events.ts';
import type { Answer, Detail } from './commands.ts';
import type { MarketState } from './state.ts';

interface Received {
  readonly answers: readonly Answer[];
  readonly instead: PerAgent;
  readonly state: MarketState;
  readonly market: 'forward' | 'spot';
  readonly check: { readonly low: number; readonly high: number; readonly what: string };
  readonly detail: Detail;
}

/** Takes answers that can be used and replaces those that cannot, with an event that says so. */
export const received = ({ answers, instead, state, market, check, detail }: Received) => {
  const { cycle, agents } = state;
  const events: MarketEvent[] = [];
  const values = new Array<number>(agents.length);
  for (let i = 0; i < agents.length; i++) {
    const agent = agents[i] as string;
    const answer = answers[i] as Answer;
    const reason = refusal(answer, check);
    // 0 + x: a zero without a sign, which JSON would lose.
    const value = 0 + (reason === null ? (answer as number) : (instead[i] as number));
    values[i] = value;
    if (reason !== null) {
      events.push({
        kind: 'answer-refused',
        cycle,
        agent,
        market,
        reason,
        instead: market === 'forward' ? 'endowment' : 'type',
      });
    } else if (detail === 'full') {
      events.push(
        market === 'forward'
          ? { kind: 'demand-submitted', cycle, agent, demand: value }
          : { kind: 'report-submitted', cycle, agent, report: value },
      );
    }
  }
  return { values, events };
};

const refusal = (answer: Answer, { low, high, what }: Received['check']): string | null => {
  if (typeof answer !== 'number') return answer.refused;
  if (answer >= low && answer <= high) return null;
  // What was answered is the agent's secret.
  return `expected ${what} between ${low} and ${high}${Number.isNaN(answer) ? ', got NaN' : ''}`;
};
