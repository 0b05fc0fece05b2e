export type Path = readonly (string | number)[];

/** A fault before its place in the text is looked up. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
  /** The text is at fault at the key, not at its value: an unknown key. */
  readonly at?: 'key';
}

/** `['agents', 2, 'maxDemand']` as `agents[2].maxDemand`; a key that is no plain word is quoted and shortened. */
export function writePath(path: Path): string {
  return path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      return /^[\w$-]{1,60}$/.test(step) ? `.${step}` : `[${JSON.stringify(step.slice(0, 60))}]`;
    })
    .join('')
    .replace(/^\./, '');
}
