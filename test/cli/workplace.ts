import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { type Finished, forespot } from '../support/forespot.ts';

/** A folder of its own for the commands of one test file, gone after it. */
export interface Workplace {
  readonly folder: string;
  readonly path: (name: string) => string;
  /** Writes a file, making its folders. */
  readonly write: (name: string, contents: string | Uint8Array) => void;
  readonly run: (...args: readonly string[]) => Finished;
}

export function workplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'forespot-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string): string => join(folder, name);
  return {
    folder,
    path,
    write: (name, contents) => {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), contents);
    },
    run: (...args) => forespot(args, { cwd: folder }),
  };
}

/** The path of a bundled scenario. */
export const bundled = (name: string): string => resolve('scenarios', `${name}.yaml`);

/** What a command prints that refuses what it was given. */
export const refused = (sentence: string): Finished => ({ status: 2, stdout: '', stderr: `${sentence}\n` });

/** Two agents, one of them everybody's own module at `forward` and `spot`. */
export const scenarioWith = (forward: string, spot = 'truthful'): string => `name: own
agents:
  - { id: own, maxDemand: 1, endowment: 1, type: { family: uniform, min: 0, max: 1 }, forward: ${forward}, spot: ${spot} }
  - { id: other, maxDemand: 1, endowment: 0, type: { family: uniform, min: 0, max: 1 } }
`;
