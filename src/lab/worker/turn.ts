import { runSetupOf } from '../../assembly/runSetupOf.ts';
import type { MarketEvent } from '../../domain/events.ts';
import type { Scenario } from '../../domain/scenario.ts';
import { runEvents } from '../../engine/run.ts';
import { floor } from '../../timeline/floor.ts';
import { VERSION } from '../../version.ts';
import { floorKey, floorQuestion } from '../floorQuestion.ts';
import { createTimeline } from '../timeline.ts';
import { browserSha256 } from './browserSha256.ts';
import { knownScenario } from './knownScenarios.ts';
import { parse } from './parse.ts';
import { checkStrategies } from './playScenario.ts';
import type { Questions } from './questions.ts';

/** Events after which no further cycle is played while a dial moves: milliseconds. */
const MOST = 400;

/**
 * A scenario as a dial leaves it, with the beginning of its run, to the cycle that is shown if that is near, and the floor there:
 * one answer, made of one theory. Where only endowments or rules have changed the theory is known already.
 */
export const turn = ({ scenario: changed, seq, drawsFloor }: Questions['turn']['ask']): Questions['turn']['answer'] => {
  const parsed = parse({ text: JSON.stringify(changed), file: 'dials' });
  if ('faults' in parsed) return parsed;
  const text = JSON.stringify(parsed.scenario);
  const scenario = knownScenario(text);
  checkStrategies(scenario);
  const events = beginning(scenario, seq);
  if (!drawsFloor) return { ...parsed, events, floor: null };
  const line = createTimeline();
  line.append(events);
  const question = floorQuestion(line.momentAt(Math.min(seq, events.length - 1)), scenario, text);
  return { ...parsed, events, floor: { key: floorKey(question), floor: floor({ ...question, scenario }) } };
};

/** Whole cycles, up to the one of event `seq`. */
const beginning = (scenario: Scenario, seq: number): readonly MarketEvent[] => {
  const events: MarketEvent[] = [];
  for (const event of runEvents(runSetupOf({ scenario, version: VERSION, hash: browserSha256 }))) {
    events.push(event);
    // The last cycle is followed by the event that completes the run.
    const over = event.kind === 'cycle-closed' && event.cycle < scenario.cycles;
    if (over && events.length > Math.min(seq, MOST)) break;
  }
  return events;
};
