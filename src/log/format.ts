import { editsShape } from './editsShape.ts';
import { EVENT_SHAPES, scenarioShape } from './eventShapes.ts';
import type { Payload } from './payload.ts';
import { PRIVATE_FIELDS, type PrivateField } from './privateFields.ts';
import { sealedLeaf } from './sealedLeaf.ts';
import * as is from './shapes.ts';

/** A field of an event, in the order of the line. */
export interface FieldPlan {
  readonly name: string;
  /** `,"name":` */
  readonly lead: string;
  readonly privacy: PrivateField | undefined;
  readonly shape: is.Shape;
  /** The shape in a redacted log. */
  readonly sealed: is.Shape;
}

/** How the lines of one version are written, and how their events become those of the next version. */
export interface Format {
  /** The `v` of every line. */
  readonly version: number;
  readonly kinds: ReadonlyMap<string, readonly FieldPlan[]>;
  /** Null for the newest version. Private values may be null in what it is given: hidden in a redacted log. */
  readonly upcast: ((event: Payload) => Payload) | null;
}

type Tables<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

/** `sealedScenario` is the shape of a scenario whose leaves are sealed. */
export function createFormat(args: {
  readonly version: number;
  readonly shapes: Tables<is.Shape>;
  readonly privateFields: Tables<PrivateField>;
  readonly sealedScenario: is.Shape;
  readonly upcast: Format['upcast'];
}): Format {
  const { version, shapes, privateFields, sealedScenario, upcast } = args;
  const sealed = (shape: is.Shape, privacy: PrivateField | undefined): is.Shape => {
    switch (privacy?.leaf) {
      case undefined:
        return shape;
      case 'each':
        return is.eachAgent(sealedLeaf(is.number));
      case 'scenario':
        return sealedScenario;
      case 'edits':
        return editsShape(sealedLeaf);
      default:
        return sealedLeaf(shape);
    }
  };
  const kinds = Object.entries(shapes).map(([kind, fields]) => {
    const plans = Object.entries(fields).map(([name, shape]): FieldPlan => {
      const privacy = privateFields[kind]?.[name];
      return { name, lead: `,"${name}":`, privacy, shape, sealed: sealed(shape, privacy) };
    });
    return [kind, plans] as const;
  });
  return { version, kinds: new Map(kinds), upcast };
}

export const NEWEST: Format = createFormat({
  version: 1,
  shapes: EVENT_SHAPES,
  privateFields: PRIVATE_FIELDS,
  sealedScenario: scenarioShape(sealedLeaf),
  upcast: null,
});

/**
 * Every version that this program reads, by its `v`. A version that is left behind keeps its own tables here, for good: hashes
 * can be checked only in the form in which they were made. What it means is then told in the words of the next version.
 */
export type Formats = ReadonlyMap<number, Format>;
export const FORMATS: Formats = new Map([[NEWEST.version, NEWEST]]);

/** The event in the newest version's words. */
export function upcasted(event: Payload, format: Format, formats: Formats): Payload {
  let [now, version] = [event, format];
  while (version.upcast !== null) {
    now = version.upcast(now);
    const next = formats.get(version.version + 1);
    if (next === undefined) throw new Error(`there is no version ${version.version + 1} to go on to`);
    version = next;
  }
  return now;
}
