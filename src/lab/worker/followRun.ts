import type { MarketEvent } from '../../domain/events.ts';
import { createVerifier } from '../../log/createVerifier.ts';
import { createBatches } from './batches.ts';
import { browserSha256 } from './browserSha256.ts';
import type { MarketNews } from './marketNews.ts';
import { replayed } from './readLog.ts';

/** Follows a run that is being written: `lines` events hold whole lines of its log, `restarted` says that it began anew. */
export const followRun = (address: string, tell: (news: MarketNews) => void): Promise<void> =>
  new Promise((resolve) => {
    const source = new EventSource(address);
    let verifier = createVerifier({ sha256: browserSha256 });
    let batches = createBatches(tell);
    let events: MarketEvent[] = [];
    const end = (good: boolean, text: string, stateHash: string | null): void => {
      source.close();
      batches.flush();
      tell({ kind: 'ended', verdict: { good, text, stateHash } });
      resolve();
    };
    source.addEventListener('restarted', () => {
      verifier = createVerifier({ sha256: browserSha256 });
      batches = createBatches(tell);
      events = [];
      tell({ kind: 'cleared' });
    });
    source.addEventListener('refused', ({ data }: MessageEvent<string>) =>
      end(false, JSON.parse(data) as string, null),
    );
    source.addEventListener('lines', ({ data }: MessageEvent<string>) => {
      for (const text of JSON.parse(data) as readonly string[]) {
        const step = verifier.take({ text, bytes: text.length, ended: true });
        if (!step.holds) return end(false, step.reason, null);
        if (step.redacted) return end(false, 'what agents keep to themselves is redacted in this log', null);
        events.push(step.event);
        batches.take(step.event);
        if (batches.full()) return end(true, 'a page holds no more of a log', null);
      }
      batches.flush();
      const { complete, events: whole } = verifier.whole();
      if (!complete)
        return tell({ kind: 'progress', text: `following a run: ${whole.toLocaleString('en')} events so far` });
      source.close();
      void replayed(events).then(({ identical, stateHash }) =>
        end(
          identical,
          `${whole.toLocaleString('en')} events followed, verified and ${identical ? 'replayed, identical to the last bit' : 'not identical when they are replayed'}`,
          stateHash,
        ),
      );
    });
    // The browser tries again by itself; the server then sends the log from its beginning.
    source.addEventListener('error', () => tell({ kind: 'progress', text: 'waiting for forespot lab to answer' }));
  });
