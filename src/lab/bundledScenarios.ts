const files = import.meta.glob<string>('../../scenarios/*.yaml', { query: '?raw', import: 'default', eager: true });

/** A scenario that comes with the program. */
export interface BundledScenario {
  readonly name: string;
  readonly text: string;
}

/** Those that need no file beside them, which a page cannot read. */
export const bundledScenarios: readonly BundledScenario[] = Object.entries(files)
  .map(([path, text]) => ({ name: (path.split('/').at(-1) as string).replace(/\.yaml$/, ''), text }))
  .filter(({ text }) => !/^\s*[^#]*\bfile:/m.test(text));

/** Three sectors of three different demands and types: everything that the lab has can be seen on it. */
export const FIRST = 'eu-ets-2025';
