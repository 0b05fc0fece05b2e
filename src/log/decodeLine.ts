import { encodeChecked } from './encodeEvent.ts';
import { nameOf } from './eventShapes.ts';
import { FORMATS, type Formats, upcasted } from './format.ts';
import type { Payload } from './payload.ts';
import { payloadFault } from './payloadFault.ts';
import { createRedactedContext, createRunContext, type LineContext } from './runContext.ts';
import type { Sha256 } from './sha256.ts';
import { count, digest, isPlainObject, shown } from './shapes.ts';
import { audienceFault, type VisibleEvent, visiblePart } from './visibleEvent.ts';

/** A line that is whole in itself; whether it stands in the right place is for verifyLines to say. */
export interface DecodedLine {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  /** In the newest version's words; a MarketEvent, if the log is not redacted. */
  readonly event: VisibleEvent;
  /** As the line holds it. */
  readonly payload: Payload;
  /** The context for the lines after this one. */
  readonly run: LineContext;
}

export type Decoding = { readonly holds: true; readonly line: DecodedLine } | { readonly holds: false; reason: string };

const NO_AGENTS = new Map<string, number>();
const FRAME: readonly string[] = ['v', 'seq', 'prev', 'hash'];

/**
 * The event in a line (without its end), or why there is none, in a sentence for the user. The line must hold exactly the
 * bytes that `encodeEvent` writes for this event: other spacing, `1.0` for `1`, keys twice or in another order are edits.
 * `expected` is the place at which the line stands and names it in sentences; `run` is null as long as no run-started was read.
 * A log is redacted if its seed is: then every private leaf is sealed, and open for the same agents in every line.
 * About 5 us, and 0.3 us a number.
 */
export function decodeLine(args: {
  readonly text: string;
  readonly expected: number;
  readonly run: LineContext | null;
  readonly sha256: Sha256;
  readonly formats?: Formats;
}): Decoding {
  const { text, expected, run, sha256, formats = FORMATS } = args;
  const parsed = parseObject(text, expected);
  if (!parsed.holds) return parsed;
  const { v, seq, kind, cycle, prev, hash } = parsed.value;

  const format = typeof v === 'number' ? formats.get(v) : undefined;
  if (format === undefined || (run !== null && run.format !== format)) {
    return refuse(versionFault(v, expected, run?.format.version ?? null, formats));
  }
  if (typeof kind !== 'string') return refuse(`event ${expected} is malformed: it has no kind`);
  const fields = format.kinds.get(kind);
  if (fields === undefined) return refuse(`event ${expected} is of a kind unknown to this program: ${shown(kind)}`);
  const wrongFrame =
    named('seq', count(seq, NO_AGENTS)) ??
    named('prev', digest(prev, NO_AGENTS)) ??
    named('hash', digest(hash, NO_AGENTS));
  if (wrongFrame !== null) return refuse(`event ${expected} (${kind}) is malformed: ${wrongFrame}`);
  const frame = { seq, prev, hash } as { readonly seq: number; readonly prev: string; readonly hash: string };

  if (run === null && kind !== 'run-started') {
    return refuse(
      frame.seq === 0
        ? `event 0 is ${kind}: a log begins with run-started`
        : `event 0 is missing or out of order: found seq ${frame.seq} at the beginning`,
    );
  }
  // Fields in the format's order, so that what is read does not depend on how it was written.
  const found: Record<string, unknown> = { kind, cycle };
  for (const { name } of fields) found[name] = parsed.value[name];
  const sealed = run === null ? isPlainObject(found['seed']) : run.audience !== null;
  const wrong =
    payloadFault({ event: found, fields, sealed, roster: run?.roster ?? NO_AGENTS }) ?? extraField(parsed.value, found);
  if (wrong !== null) return refuse(`event ${expected} (${kind}) is malformed: ${wrong}`);
  const payload = found as Payload;
  const context = run !== null && kind !== 'run-started' ? run : startedContext(payload, { sha256, format, sealed });

  const again = encodeChecked(payload, frame.seq, frame.prev, context);
  const name = nameOf(expected, payload);
  if (again.hash !== frame.hash) {
    const hashes = `its hash is ${short(frame.hash)} but its contents give ${short(again.hash)}`;
    return refuse(`${name} was edited: ${hashes}`);
  }
  if (again.line.length !== text.length + 1 || !again.line.startsWith(text)) {
    const written = again.line.slice(0, -1);
    return refuse(`${name} was edited: ${difference(text, written)}, though it means the same`);
  }
  const mixed = context.audience === null ? null : audienceFault(payload, context);
  if (mixed !== null) return refuse(`${name} was edited: ${mixed}`);
  const shownPart = context.audience === null ? payload : visiblePart(payload, context);
  const event = upcasted(shownPart, format, formats) as unknown as VisibleEvent;
  const { seq: place, prev: before, hash: own } = frame;
  return { holds: true, line: { seq: place, prev: before, hash: own, event, payload, run: context } };
}

function startedContext(
  started: Payload,
  { sha256, format, sealed }: { readonly sha256: Sha256; readonly format: LineContext['format']; sealed: boolean },
): LineContext {
  if (sealed) return createRedactedContext(started, sha256, format);
  const { agents, seed } = started as Payload & { readonly agents: readonly string[]; readonly seed: string };
  return createRunContext({ agents, seed }, sha256, format);
}

/** The first digits of a hash, as sentences show it. */
export function short(hash: string): string {
  return `${hash.slice(0, 12)}…`;
}

function parseObject(
  text: string,
  expected: number,
):
  | { readonly holds: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly holds: false; reason: string } {
  const at = `line ${expected + 1} (event ${expected})`;
  if (text === '') return refuse(`${at} is empty`);
  if (text.startsWith('\uFEFF')) {
    return refuse(`${at} begins with a byte order mark: another program has saved this file; take the original`);
  }
  if (text.includes('\0')) return refuse(`${at} holds NUL bytes: the file is damaged, as after a power cut`);
  if (text.endsWith('\r')) {
    return refuse(`${at} ends in CR LF: another program has changed the ends of lines; restore them to LF alone`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refuse(`${at} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return isPlainObject(value) ? { holds: true, value } : refuse(`${at} is not a JSON object, so no event`);
}

function versionFault(v: unknown, expected: number, before: number | null, formats: Formats): string {
  if (v === undefined) return `event ${expected} has no version: this is not a forespot log, or it was edited`;
  const version = shown(v);
  if (before !== null)
    return `event ${expected} has version ${version}, unlike the lines before it, which have ${before}`;
  const newest = Math.max(...formats.keys());
  const reads = `this program reads ${newest === 1 ? 'version 1' : `versions up to ${newest}`}`;
  return typeof v === 'number' && v > newest
    ? `this log has version ${version}, which a newer forespot wrote; ${reads}: install the newest forespot to read it`
    : `this log has version ${version}; ${reads}`;
}

function extraField(line: Readonly<Record<string, unknown>>, event: Readonly<Record<string, unknown>>): string | null {
  const keys = Object.keys(line);
  if (keys.length === Object.keys(event).length + FRAME.length) return null;
  const extra = keys.find((key) => !FRAME.includes(key) && !Object.hasOwn(event, key));
  return `${shown(extra)}: this program knows no such field`;
}

function difference(found: string, written: string): string {
  let at = 0;
  while (at < found.length && found[at] === written[at]) at += 1;
  const excerpt = (whole: string): string => (at < whole.length ? JSON.stringify(whole.slice(at, at + 12)) : 'the end');
  return `column ${at + 1} has ${excerpt(found)} where this program writes ${excerpt(written)}`;
}

function named(name: string, wrong: string | null): string | null {
  return wrong === null ? null : `${name}${wrong}`;
}

function refuse(reason: string): { readonly holds: false; readonly reason: string } {
  return { holds: false, reason };
}
