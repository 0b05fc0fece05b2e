/** Makes a command's action of a function that does the work and says with which status to leave. */
export type Act = <Args extends readonly unknown[]>(
  run: (...args: Args) => Promise<number> | number,
) => (...args: Args) => Promise<void>;
