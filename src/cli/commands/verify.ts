import { verifyRun } from '../../log/verifyRun.ts';
import { EXIT } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { describeBreak, eventsFile, runFolder } from '../openLog.ts';

export const verifyCommand = async (log: string, { json }: { readonly json?: boolean }): Promise<number> => {
  const verdict = await verifyRun(runFolder(log));
  if (json === true) printJson(verdict);
  else if (verdict.holds) {
    print(`${log}: ${verdict.events} events, chain whole, head ${verdict.head}`);
    if (!verdict.complete) print('the log stops before run-completed: the run was cut off or is still going on');
  } else print(describeBreak(eventsFile(runFolder(log)), verdict));
  return verdict.holds ? EXIT.done : EXIT.no;
};
