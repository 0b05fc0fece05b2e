import { stringify } from 'yaml';
import { marketsOf } from '../../assembly/marketsOf.ts';
import { createEncoder } from '../../log/createEncoder.ts';
import { auditCases, auditRows, auditSome } from '../../studies/audit/audit.ts';
import { surplusSurface } from '../../studies/bargaining/surplusSurface.ts';
import { figure1 } from '../../studies/figure1.ts';
import { spotProspect } from '../../theory/spotProspect.ts';
import { floor } from '../../timeline/floor.ts';
import { browserSha256 } from './browserSha256.ts';
import { knownScenario } from './knownScenarios.ts';
import { parse } from './parse.ts';
import { payoffs } from './payoffs.ts';
import { potential } from './potential.ts';
import type { QuestionKind, Questions } from './questions.ts';
import { routes } from './routes.ts';
import { turn } from './turn.ts';

type Answers = { readonly [K in QuestionKind]: (ask: Questions[K]['ask']) => Questions[K]['answer'] };

const answers: Answers = {
  parse,
  turn,
  log: ({ events }) => {
    const encoder = createEncoder({ sha256: browserSha256 });
    return events.map((event) => encoder.encode(event).line).join('');
  },
  write: ({ scenario }) => stringify(scenario),
  floor: (ask) => floor({ ...ask, scenario: knownScenario(ask.scenario) }),
  payoffs,
  surface: ({ scenario, steps }) => {
    const { theory } = marketsOf(knownScenario(scenario));
    const surface = surplusSurface(theory, steps).map(({ expectedSurplus }) => expectedSurplus);
    return { steps, surface, interior: theory.interiorHoldings };
  },
  surplus: ({ scenario, holdings }) => {
    const { expectedSurplus, worstOffTypes, operates } = spotProspect(
      marketsOf(knownScenario(scenario)).theory,
      holdings,
    );
    return { expectedSurplus, worstOffTypes, operates };
  },
  routes,
  potential,
  figure1: ({ points }) => figure1(points),
  auditCases: ({ random }) => auditCases(random),
  auditCase: ({ index, seed }) => auditSome([index], seed, browserSha256),
  auditRows: ({ shares, seed }) => auditRows(shares, seed, browserSha256),
};

export interface Asked<K extends QuestionKind = QuestionKind> {
  readonly id: number;
  readonly kind: K;
  readonly ask: Questions[K]['ask'];
}

export type Answered = { readonly id: number } & ({ readonly answer: unknown } | { readonly error: string });

/** Answers a question about the theory. */
export const answerQuestion = ({ data }: MessageEvent<Asked>): void => {
  const reply = (answered: Answered): void => self.postMessage(answered);
  try {
    const answer = answers[data.kind] as (ask: Asked['ask']) => unknown;
    reply({ id: data.id, answer: answer(data.ask) });
  } catch (error) {
    reply({ id: data.id, error: error instanceof Error ? error.message : String(error) });
  }
};
