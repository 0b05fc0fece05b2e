import { followRun } from './followRun.ts';
import type { MarketNews, MarketTask } from './marketNews.ts';
import { playBranch } from './playBranch.ts';
import { playScenario } from './playScenario.ts';
import { readLog } from './readLog.ts';

const tell = (news: MarketNews): void => self.postMessage(news);

const perform = (task: MarketTask): Promise<void> | void => {
  switch (task.kind) {
    case 'play':
      return playScenario(task.scenario, tell);
    case 'branch':
      return playBranch(task, tell);
    case 'read':
      return readLog(task.file, tell);
    case 'follow':
      return followRun(task.address, tell);
    default:
      return task satisfies never;
  }
};

/** Plays runs and reads logs: the page shows what it hears of them, and stays free. A task that fails ends with what it threw. */
export const performTask = async ({ data }: MessageEvent<MarketTask>): Promise<void> => {
  try {
    await perform(data);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    tell({ kind: 'ended', verdict: { good: false, text, stateHash: null } });
  }
};
