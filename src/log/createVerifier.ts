import type { MarketEvent } from '../domain/events.ts';
import { type DecodedLine, decodeLine, short } from './decodeLine.ts';
import { NO_HASH } from './encodeEvent.ts';
import { nameOf } from './eventShapes.ts';
import { FORMATS, type Formats } from './format.ts';
import type { LogLine } from './logLine.ts';
import type { LineContext } from './runContext.ts';
import type { Sha256 } from './sha256.ts';
import type { VisibleEvent } from './visibleEvent.ts';

/** How far a log is whole. */
export interface WholePart {
  readonly events: number;
  /** Hash of the last whole line; 64 zeros if there is none. */
  readonly head: string;
  /** Length of the whole lines in the file: where to cut off what follows them. */
  readonly bytes: number;
  /** Whether run-completed was read. */
  readonly complete: boolean;
  /** Whose secrets are open in a redacted log, by id: nobody's in one for the public. Null for a full log. */
  readonly redactedFor: readonly string[] | null;
}

/** `reason` is a sentence for the user; `seq` and `line` (from 1) say where the log stops being whole. */
export interface LogFault {
  readonly holds: false;
  readonly seq: number;
  readonly line: number;
  readonly reason: string;
  /** The last line has no end: the run was cut off while writing, and the part before is whole. */
  readonly tornTail?: true;
}

/** `line` is what was read, as it stands there. */
interface TakenLine {
  readonly holds: true;
  readonly seq: number;
  readonly line: DecodedLine;
}
export type Taken =
  | (TakenLine & { readonly redacted: false; readonly event: MarketEvent })
  | (TakenLine & { readonly redacted: true; readonly event: VisibleEvent });

export type Step = Taken | LogFault;

/** Takes a log's lines one after the other; after the first fault it must not be used again. */
export interface Verifier {
  readonly take: (line: LogLine) => Step;
  readonly whole: () => WholePart;
  /** Where it is: a verifier that is made with it goes on from here, as often as one likes. */
  readonly checkpoint: () => Checkpoint;
}

/** Between two lines of a log, the first of which have been verified. */
export interface Checkpoint {
  readonly whole: WholePart;
  readonly run: LineContext | null;
  /** Of the last line, as sentences name it. */
  readonly last: string;
}

/** A verifier at the beginning of a log, or at a checkpoint: every line whole in itself, in its place, on the hash of the line before. */
export function createVerifier(args: {
  readonly sha256: Sha256;
  readonly formats?: Formats;
  readonly from?: Checkpoint;
}): Verifier {
  const { sha256, formats = FORMATS, from } = args;
  let { run, whole, last }: Checkpoint = from ?? { run: null, whole: NOTHING_READ, last: '' };

  function fault(reason: string): LogFault {
    return { holds: false, seq: whole.events, line: whole.events + 1, reason };
  }

  return {
    take: (line) => {
      const expected = whole.events;
      if (line.unreadable !== undefined) return fault(`line ${expected + 1} (event ${expected}) ${line.unreadable}`);
      if (!line.ended) return tornTail(line, whole, fault);
      if (whole.complete) return fault(`line ${expected + 1} follows ${last}: nothing may follow run-completed`);
      const decoding = decodeLine({ text: line.text, expected, run, sha256, formats });
      if (!decoding.holds) return fault(decoding.reason);
      const { seq, prev, hash, event, run: context } = decoding.line;
      if (seq !== expected)
        return fault(`event ${expected} is missing or out of order: found seq ${seq} ${after(expected)}`);
      const name = nameOf(seq, event);
      if (run !== null && event.kind === 'run-started') return fault(`${name} starts a run inside a run`);
      if (prev !== whole.head) {
        return fault(
          expected === 0
            ? `${name} does not begin a log: its prev is ${short(prev)}, not 64 zeros`
            : `${name} does not follow event ${expected - 1}: its prev is ${short(prev)} but that line’s hash is ${short(whole.head)}`,
        );
      }
      run = context;
      last = name;
      whole = {
        events: expected + 1,
        head: hash,
        bytes: whole.bytes + line.bytes + 1,
        complete: event.kind === 'run-completed',
        redactedFor: expected === 0 ? audienceOf(context) : whole.redactedFor,
      };
      // The events of a log that hides nothing are whole.
      return context.audience === null
        ? { holds: true, seq, line: decoding.line, redacted: false, event: event as MarketEvent }
        : { holds: true, seq, line: decoding.line, redacted: true, event };
    },
    whole: () => whole,
    checkpoint: () => ({ run, whole, last }),
  };
}

export const NOTHING_READ: WholePart = { events: 0, head: NO_HASH, bytes: 0, complete: false, redactedFor: null };

const audienceOf = ({ roster, audience }: LineContext): readonly string[] | null =>
  audience === null ? null : [...roster.keys()].filter((id) => audience.has(roster.get(id) as number));

function after(expected: number): string {
  return expected === 0 ? 'at the beginning' : `after ${expected - 1}`;
}

function tornTail(line: LogLine, whole: WholePart, fault: (reason: string) => LogFault): LogFault {
  const size = `${line.bytes} ${line.bytes === 1 ? 'byte' : 'bytes'} without an end of line`;
  if (whole.events === 0) {
    if (!line.text.startsWith('{"v":')) return fault('this is not an event log: it does not begin with {"v":');
    return {
      ...fault(`the first line is torn (${size}): the run was cut off before its first event was whole`),
      tornTail: true,
    };
  }
  const reason = whole.complete
    ? `something follows run-completed (${size}); everything up to event ${whole.events - 1} is whole`
    : `the last line is torn (${size}): the run was cut off; everything up to event ${whole.events - 1} is whole`;
  return { ...fault(reason), tornTail: true };
}
