import { createVerifier, type LogFault, type WholePart } from './createVerifier.ts';
import type { DecodedLine } from './decodeLine.ts';
import type { LogLine } from './logLine.ts';
import type { Sha256 } from './sha256.ts';

/** `complete` is false where the chain is whole but stops before run-completed. */
export type Verdict =
  | ({ readonly holds: true } & WholePart)
  /** `whole` is the part before the fault. */
  | (LogFault & { readonly whole: WholePart });

/** Verifies a log line by line, in memory that does not grow with it; stops at the first fault. `look` sees each whole line. */
export async function verifyLines(
  lines: Iterable<LogLine> | AsyncIterable<LogLine>,
  { sha256, look }: { readonly sha256: Sha256; readonly look?: (line: DecodedLine) => void },
): Promise<Verdict> {
  const verifier = createVerifier({ sha256 });
  for await (const line of lines) {
    const step = verifier.take(line);
    if (!step.holds) return { ...step, whole: verifier.whole() };
    look?.(step.line);
  }
  const whole = verifier.whole();
  if (whole.events === 0) return { holds: false, seq: 0, line: 1, reason: 'the file is empty', whole };
  return { holds: true, ...whole };
}
