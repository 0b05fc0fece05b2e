/** One thing that is wrong with a scenario file. Lines and columns count from 1; `path` is empty for the file as a whole. */
export interface Fault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** As one would write it in code: `agents[2].maxDemand`. */
  readonly path: string;
  readonly message: string;
}

/** The line that a user reads: `scenarios/x.yaml:12:16 agents[2].maxDemand: expected more than 0, got -1`. */
export function formatFault({ file, line, column, path, message }: Fault): string {
  return `${file}:${line}:${column} ${path === '' ? '' : `${path}: `}${message}`;
}
