/** One promise of a mechanism, and what throws where it is broken: suites are lists of these, so that controls can watch them fail. */
export interface Check {
  readonly name: string;
  readonly run: () => void;
}

/** The message of the first check that fails; null where all hold. */
export const firstFailure = (checks: readonly Check[]): string | null => {
  for (const { name, run } of checks) {
    try {
      run();
    } catch (error) {
      // A property keeps what it threw as its cause.
      const { message, cause } = error as Error;
      return `${name}: ${cause instanceof Error ? cause.message : message}`;
    }
  }
  return null;
};
