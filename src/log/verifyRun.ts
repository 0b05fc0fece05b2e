import { type DecodedLine, short } from './decodeLine.ts';
import { LogError } from './LogError.ts';
import { nodeSha256 } from './nodeSha256.ts';
import { readLines } from './readLines.ts';
import { locateLog } from './runFiles.ts';
import { readRunClaim } from './runSummary.ts';
import { type Verdict, verifyLines } from './verifyLines.ts';

/**
 * Verifies the log in a folder or file. In a folder, run.json must agree: a log that was shortened or rewritten from some line
 * on is whole in itself, and only its head says otherwise. `look` sees each whole line. Throws a LogError if the path cannot be read.
 */
export async function verifyRun(path: string, look: (line: DecodedLine) => void = () => {}): Promise<Verdict> {
  const { events, directory } = locateLog(path);
  const verdict = await verifyLines(readLines(events), { sha256: nodeSha256, look });
  if (!verdict.holds || directory === null) return verdict;
  const reason = disagreement(directory, verdict);
  if (reason === null) return verdict;
  const { holds: _, ...whole } = verdict;
  return { holds: false, seq: whole.events, line: whole.events + 1, reason, whole };
}

/** What run.json in a folder says against a log that is whole in itself, or null. Throws a LogError if it cannot be read. */
export function disagreement(
  directory: string,
  log: { readonly events: number; readonly head: string },
): string | null {
  let claim: ReturnType<typeof readRunClaim>;
  try {
    claim = readRunClaim(directory);
  } catch (error) {
    if (error instanceof LogError && error.about === 'log') return error.message;
    throw error;
  }
  if (claim === null || !claim.complete || (claim.events === log.events && claim.head === log.head)) return null;
  return (
    `the log ends with event ${log.events - 1} and hash ${short(log.head)}, ` +
    `but run.json says that it was completed with event ${claim.events - 1} and hash ${short(claim.head)}`
  );
}
