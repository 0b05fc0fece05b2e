/** What an agent may not use, because a run must come to the same bits whenever and wherever it is played. */
export interface Use {
  readonly kind: 'clock' | 'chance';
  /** As it stands in a program: `Date.now()`. */
  readonly what: string;
  /** Where the agent was when it first did. */
  readonly where: string;
}

export interface Traps {
  readonly uses: readonly Use[];
  /** From here on uses are noted as made `where`, all or those that stand in a file of this name; null notes none. */
  readonly arm: (where: string | null, file?: string) => void;
  readonly remove: () => void;
}

/**
 * Puts wrappers in the place of the clocks and of the chance that a program finds without looking for them. Set before a module
 * is loaded, they are in what it keeps at its top level, too. They still do what they wrap; a use is noted once.
 */
export const setTraps = (): Traps => {
  const uses: Use[] = [];
  let place: string | null = null;
  let only: string | undefined;
  const note = (kind: Use['kind'], what: string): void => {
    if (place === null || uses.some((use) => use.what === what)) return;
    // Behind this function and the wrapper stands whoever called that.
    if (only !== undefined && new Error().stack?.split('\n')[3]?.includes(`/${encodeURI(only)}`) !== true) return;
    uses.push({ kind, what, where: place });
  };
  const removals: (() => void)[] = [];
  const put = (owner: object, name: string, value: unknown): void => {
    const before = Object.getOwnPropertyDescriptor(owner, name);
    Object.defineProperty(owner, name, { value, configurable: true, writable: true, enumerable: false });
    removals.push(() => {
      if (before === undefined) Reflect.deleteProperty(owner, name);
      else Object.defineProperty(owner, name, before);
    });
  };
  const trap = (owner: object, name: string, kind: Use['kind'], what: string): void => {
    const original = Reflect.get(owner, name) as (...args: readonly unknown[]) => unknown;
    const wrapper = (...args: readonly unknown[]): unknown => {
      note(kind, what);
      return Reflect.apply(original, owner, args);
    };
    put(owner, name, Object.assign(wrapper, original));
  };

  trap(Math, 'random', 'chance', 'Math.random()');
  trap(globalThis.crypto, 'getRandomValues', 'chance', 'crypto.getRandomValues()');
  trap(globalThis.crypto, 'randomUUID', 'chance', 'crypto.randomUUID()');
  trap(performance, 'now', 'clock', 'performance.now()');
  trap(process, 'hrtime', 'clock', 'process.hrtime()');
  trap(process.hrtime, 'bigint', 'clock', 'process.hrtime.bigint()');
  trap(process, 'uptime', 'clock', 'process.uptime()');
  const { Date: Calendar } = globalThis;
  trap(Calendar, 'now', 'clock', 'Date.now()');
  put(
    globalThis,
    'Date',
    new Proxy(Calendar, {
      construct: (target, args, made) => {
        // A date that was given is no look at the clock.
        if (args.length === 0) note('clock', 'new Date()');
        return Reflect.construct(target, args, made);
      },
      apply: (target, self, args) => {
        note('clock', 'Date()');
        return Reflect.apply(target, self, args);
      },
    }),
  );
  return {
    uses,
    arm: (where, file) => {
      place = where;
      only = file;
    },
    remove: () => {
      for (const removal of removals.reverse()) removal();
    },
  };
};
