import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { codeOf } from './fileError.ts';

/**
 * A process among all that ever ran where the folder can be seen: its id alone comes back, its time of start (in ticks since the
 * machine's, so a clock that jumps cannot move it) does not. A field that the system does not tell is `0`.
 */
export interface ProcessMark {
  readonly pid: number;
  readonly started: string;
  /** The space in which the id counts: containers have their own. */
  readonly space: string;
  readonly boot: string;
  readonly machine: string;
  readonly host: string;
}

const UNKNOWN = '0';

/** This process. */
export function ownMark(): ProcessMark {
  return {
    pid: process.pid,
    started: statusOf(process.pid)?.started ?? UNKNOWN,
    space: told(() => /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0]),
    boot: told(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').replaceAll('-', '').slice(0, 12)),
    machine: told(() => readFileSync('/etc/machine-id', 'utf8').slice(0, 12).trim()),
    host: hostname().replace(/[^\w.-]/g, '_'),
  };
}

/** Whether the process of a mark still runs; `unknown` where it counts in another container or on another machine. */
export function lifeOf(other: ProcessMark, own: ProcessMark): 'runs' | 'gone' | 'unknown' {
  const sameMachine = other.host === own.host && other.machine === own.machine;
  if (sameMachine && other.boot !== own.boot) return 'gone';
  const sameKernel = sameMachine || (other.boot === own.boot && own.boot !== UNKNOWN);
  if (!sameKernel || other.space !== own.space) return 'unknown';
  return isRunning(other) ? 'runs' : 'gone';
}

/** Without /proc, a process that was given the id of one that is gone passes for it. */
function isRunning({ pid, started }: ProcessMark): boolean {
  const status = statusOf(pid);
  if (status !== null) return !status.ended && (status.started === started || started === UNKNOWN);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is somebody else's, so it is there.
    return codeOf(error) !== 'ESRCH';
  }
}

/** What Linux says of a process, or null. One that ended stays on its list (as Z) until its parent has heard of it. */
function statusOf(pid: number): { readonly started: string; readonly ended: boolean } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything; the state follows it, and the start is the 20th field from there.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { started: fields[19] ?? UNKNOWN, ended: fields[0] === 'Z' || fields[0] === 'X' };
  } catch {
    return null;
  }
}

function told(read: () => string | undefined): string {
  try {
    return read() || UNKNOWN;
  } catch {
    return UNKNOWN;
  }
}
