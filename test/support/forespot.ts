import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const COMMAND = resolve('dist/src/cli/main.js');

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls the built command as a user would, with its output as text. */
export const forespot = (
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Finished => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, ...args], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  });
  return { status, stdout, stderr };
};
