/** The parts of forespot that touch files: scenarios from disk, and logs written, read, verified and redacted. */
export { readScenario } from '../scenarios/readScenario.ts';
export { createRun } from './log/createRun.ts';
export type { Run } from './log/createRunWriter.ts';
export { fileSource } from './log/fileSource.ts';
export { LogError } from './log/LogError.ts';
export { nodeSha256 } from './log/nodeSha256.ts';
export { readRun, readVisibleRun } from './log/readRun.ts';
export { type Redaction, redactRun } from './log/redactRun.ts';
export type { Durability, RunOptions } from './log/runSummary.ts';
export { verifyRun } from './log/verifyRun.ts';
