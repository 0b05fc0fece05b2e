/**
 * One writer a run. Whoever wants to write puts a file into the folder whose name is the mark of its process, then looks for the
 * marks of others: one whose process runs has the run, one whose process is gone is swept away. A mark is never empty or half
 * written, nobody's is taken for another's, and sweeping cannot hit a living one, so a process killed at any moment leaves
 * nothing to clean up. Of two that come at once at most one stays.
 *
 * Own code: Node has no locks of the operating system, and the libraries (proper-lockfile) hold a lock by touching it in time,
 * which a long cycle does not do, and believe the clock about it.
 * On a disk shared over a network the listing may be old: two machines that start in the same seconds may not see each other.
 */
import { closeSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, fileError } from './fileError.ts';
import { LogError } from './LogError.ts';
import { lifeOf, ownMark, type ProcessMark } from './processMark.ts';
import { removeQuietly } from './runFiles.ts';

const PREFIX = 'run.lock.';

/** Takes the run in a folder, which must be there, for this process; what is returned gives it back. Throws a LogError. */
export function lockRun(directory: string): () => void {
  const own = ownMark();
  const path = join(directory, nameOf(own));
  let rival = take(directory, path, own);
  if (rival !== null) {
    rest(own);
    rival = take(directory, path, own);
  }
  if (rival !== null) throw new LogError(taken(directory, rival, own), 'file');
  return () => removeQuietly(path);
}

/** Null if the run is ours, else the mark in the way. */
function take(directory: string, path: string, own: ProcessMark): ProcessMark | null {
  try {
    closeSync(openSync(path, 'wx'));
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return own;
    throw fileError(error, `write to ${directory}`);
  }
  try {
    for (const name of readdirSync(directory)) {
      const other = markOf(name);
      if (other === null || name === nameOf(own)) continue;
      if (lifeOf(other, own) !== 'gone') {
        removeQuietly(path);
        return other;
      }
      removeQuietly(join(directory, name));
    }
    return null;
  } catch (error) {
    removeQuietly(path);
    throw fileError(error, `read ${directory}`);
  }
}

/** Two that came at once and gave way to each other come back at different times. */
function rest({ pid }: ProcessMark): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 + (pid % 32));
}

function taken(directory: string, rival: ProcessMark, own: ProcessMark): string {
  const { pid, host } = rival;
  if (lifeOf(rival, own) === 'unknown') {
    return (
      `${directory} is being written, or was when it was killed, by process ${pid} of another machine or container (${host}): ` +
      `if that one is gone, remove ${join(directory, nameOf(rival))} and try again`
    );
  }
  return `${directory} is being written by process ${pid}${pid === own.pid ? ', this one' : ''}: wait for it or stop it, then try again`;
}

function nameOf({ pid, started, space, boot, machine, host }: ProcessMark): string {
  return `${PREFIX}${[pid, started, space, boot, machine, host].join('.')}`;
}

function markOf(name: string): ProcessMark | null {
  const found = /^run\.lock\.(\d+)\.(\d+)\.(\d+)\.(\w+)\.(\w+)\.(.+)$/.exec(name);
  if (found === null) return null;
  const [pid, started, space, boot, machine, host] = found.slice(1) as [string, string, string, string, string, string];
  return { pid: Number(pid), started, space, boot, machine, host };
}

/** Whether a process has the run in a folder; `unknown` where that cannot be seen from here. Nobody's mark is changed. */
export function writerOf(directory: string): 'runs' | 'none' | 'unknown' {
  const own = ownMark();
  let lives: readonly ReturnType<typeof lifeOf>[];
  try {
    lives = readdirSync(directory).flatMap((name) => {
      const mark = markOf(name);
      return mark === null ? [] : [lifeOf(mark, own)];
    });
  } catch {
    return 'unknown';
  }
  return lives.includes('runs') ? 'runs' : lives.includes('unknown') ? 'unknown' : 'none';
}
