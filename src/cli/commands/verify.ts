import { checkOpening, type LeafVerdict } from '../../log/checkOpening.ts';
import { describeRedaction } from '../../log/describeRedaction.ts';
import { verifyRun } from '../../log/verifyRun.ts';
import { EXIT, UserFault } from '../failure.ts';
import { print, printJson } from '../format.ts';
import { describeBreak, eventsFile, runFolder } from '../openLog.ts';
import { readOpening } from '../readOpening.ts';

interface VerifyOptions {
  /** Files of opened values to be held against the log. */
  readonly opened?: readonly string[];
  readonly json?: boolean;
}

export const verifyCommand = async (log: string, { opened = [], json }: VerifyOptions): Promise<number> => {
  const openings = opened.map((path) => ({ path, ...readOpening(path) }));
  const checked: (LeafVerdict & { readonly seq: number })[] = [];
  const verdict = await verifyRun(runFolder(log), (line) => {
    for (const { seq, leaves } of openings) {
      if (seq === line.seq) checked.push(...checkOpening(line, leaves).map((leaf) => ({ seq, ...leaf })));
    }
  });
  if (verdict.holds) {
    const late = openings.find(({ seq }) => seq >= verdict.events);
    if (late !== undefined)
      throw new UserFault([`${late.path}: opens event ${late.seq}, but the log ends with event ${verdict.events - 1}`]);
  }
  if (json === true) printJson(opened.length === 0 ? verdict : { ...verdict, opened: checked });
  else if (verdict.holds) {
    print(`${log}: ${verdict.events} events, chain whole, head ${verdict.head}`);
    if (verdict.redactedFor !== null) print(describeRedaction(verdict.redactedFor));
    if (!verdict.complete) print('the log stops before run-completed: the run was cut off or is still going on');
    for (const leaf of checked) print(describeLeaf(leaf));
  } else print(describeBreak(eventsFile(runFolder(log)), verdict));
  return verdict.holds && checked.every(({ holds }) => holds) ? EXIT.done : EXIT.no;
};

const describeLeaf = (leaf: LeafVerdict & { readonly seq: number }): string => {
  const value = `event ${leaf.seq}, ${leaf.field} of ${leaf.agent}: ${JSON.stringify(leaf.value)}`;
  return leaf.holds ? `${value}, as committed` : `${value} was not committed: ${leaf.reason}`;
};
