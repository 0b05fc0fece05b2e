import { join } from 'node:path';
import { type RunSetup, runEvents } from '../../src/engine/run.ts';
import { createRun } from '../../src/log/createRun.ts';
import { fileSource } from '../../src/log/fileSource.ts';
import { nodeSha256 } from '../../src/log/nodeSha256.ts';
import { openTimeline } from '../../src/timeline/openTimeline.ts';

interface TimelineFigure {
  readonly name: string;
  readonly milliseconds: number;
  readonly perSecond: number;
}

const QUESTIONS = 300;

/** A log of at least a million events opened once, and then asked for the state after events all over it. */
export const timelineFigures = async (setup: RunSetup, folder: string): Promise<readonly TimelineFigure[]> => {
  const directory = join(folder, 'timeline');
  const { scenario, seed, version, detail } = setup;
  const options = { log: detail, measure: false, answerLimit: 1000, durable: 'none' as const };
  const run = createRun({ directory, force: true, scenario, seed, version, options });
  for (const event of runEvents(setup)) {
    run.append(event);
    if (event.kind === 'cycle-closed') run.flush();
  }
  run.complete();

  const started = performance.now();
  const timeline = await openTimeline(fileSource(directory), { sha256: nodeSha256 });
  const opened = performance.now() - started;
  const times: number[] = [];
  for (let question = 0; question < QUESTIONS; question++) {
    // Steps of the golden ratio: everywhere, in no order.
    const seq = Math.floor(((question * 0.6180339887498949) % 1) * timeline.length);
    const before = performance.now();
    const { seq: found } = await timeline.at(seq);
    times.push(performance.now() - before);
    if (found !== seq) throw new Error(`asked for event ${seq}, got ${found}`);
  }
  times.sort((a, b) => a - b);
  const figure = (name: string, milliseconds: number): TimelineFigure => ({
    name: `${name}, log of ${timeline.length} events`,
    milliseconds,
    perSecond: 1000 / milliseconds,
  });
  return [
    figure('timeline opened', opened),
    figure('state at an event, median', times[QUESTIONS >> 1] as number),
    // The slowest of all is the first, which is compiled, or one during which the machine did something else.
    figure('state at an event, 95 of 100', times[Math.floor(QUESTIONS * 0.95)] as number),
  ];
};
