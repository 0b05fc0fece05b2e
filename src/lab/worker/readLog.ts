import { marketsAlong } from '../../assembly/runSetupOf.ts';
import type { EventOf, MarketEvent } from '../../domain/events.ts';
import type { MarketsFor } from '../../engine/commands.ts';
import { type Replay, replay } from '../../engine/replay.ts';
import { createVerifier, type LogFault } from '../../log/createVerifier.ts';
import { createMeasurer } from '../../studies/measures/createMeasurer.ts';
import { createBatches, MOST_EVENTS } from './batches.ts';
import { browserSha256 } from './browserSha256.ts';
import { linesIn } from './linesIn.ts';
import type { MarketNews, Verdict } from './marketNews.ts';

/** Verifies a log as `forespot verify` does, shows what is whole of it, and replays it as `forespot replay` does. */
export const readLog = async (file: File, tell: (news: MarketNews) => void): Promise<void> => {
  const verifier = createVerifier({ sha256: browserSha256 });
  const batches = createBatches(tell);
  const events: MarketEvent[] = [];
  let fault: LogFault | null = null;
  let cut = false;
  for await (const line of linesIn(file.stream())) {
    const step = verifier.take(line);
    if (!step.holds) {
      fault = step;
      break;
    }
    if (step.redacted) {
      const text = 'what agents keep to themselves is redacted in this log: it can be verified, not replayed';
      tell({ kind: 'ended', verdict: { good: false, text, stateHash: null } });
      return;
    }
    events.push(step.event);
    batches.take(step.event);
    if (events.length % 5000 === 0) tell({ kind: 'progress', text: `${count(events.length)} events verified` });
    cut = events.length >= MOST_EVENTS;
    if (cut) break;
  }
  batches.flush();
  const { events: whole, complete } = verifier.whole();
  if (whole === 0) {
    tell({ kind: 'ended', verdict: { good: false, text: fault?.reason ?? 'the file is empty', stateHash: null } });
    return;
  }
  tell({ kind: 'progress', text: `${count(whole)} events verified; replaying` });
  const found = await replayed(events);
  tell({ kind: 'ended', verdict: verdictOn({ found, fault, complete, cut }) });
};

/** Rebuilt from the events alone and every market outcome computed again. */
export const replayed = (events: readonly MarketEvent[]): Promise<Replay> => {
  let along: MarketsFor | undefined;
  return replay({
    events,
    marketsFor: ({ scenario }) => {
      along ??= marketsAlong(scenario);
      return along(scenario);
    },
    observerFor: ({ scenario }: EventOf<'run-started'>) => createMeasurer(scenario),
    hash: browserSha256,
  });
};

interface Findings {
  readonly found: Replay;
  readonly fault: LogFault | null;
  readonly complete: boolean;
  readonly cut: boolean;
}

const verdictOn = ({ found, fault, complete, cut }: Findings): Verdict => {
  const { events, identical, stateHash, firstDifference } = found;
  if (!identical && firstDifference !== null) {
    const { seq, field, logged, recomputed } = firstDifference;
    const text = `event ${seq} differs when it is computed again: ${field} is ${shown(logged)} in the log and ${shown(recomputed)} recomputed`;
    return { good: false, text, stateHash: null };
  }
  const replayedText = `${count(events)} events verified and replayed, identical to the last bit`;
  if (fault !== null) return { good: false, text: `${fault.reason}; before it ${replayedText}`, stateHash };
  if (cut) return { good: true, text: `${replayedText}; a page holds no more of a log`, stateHash };
  return {
    good: true,
    text: complete ? replayedText : `${replayedText}; the log stops before run-completed`,
    stateHash,
  };
};

const count = (events: number): string => events.toLocaleString('en');
const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 60);
