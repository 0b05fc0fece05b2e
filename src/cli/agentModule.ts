import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Strategy } from '../domain/agents.ts';
import { UserFault } from './failure.ts';
import { OutOfTime, withinLimit } from './timeLimit.ts';

/** The default export of a user's module, of which nothing is known but that it can make something. */
export type AgentModule = Strategy<unknown>;

/** Loads a module by its path, relative to `folder`. `limit` is for its top level, in milliseconds. Throws a UserFault. */
export const loadAgentModule = async (path: string, folder: string, limit: number): Promise<AgentModule> => {
  const file = isAbsolute(path) ? path : resolve(folder, path);
  if (!existsSync(file)) throw doesNotLoad(path, `there is no file ${file}`);
  let found: unknown;
  try {
    found = defaultOf(await (TYPESCRIPT.test(file) ? importTypeScript(file) : importWithin(file, limit)));
  } catch (error) {
    if (error instanceof UserFault) throw error;
    throw doesNotLoad(path, error instanceof OutOfTime ? `it is not done after ${limit} ms` : messageOf(error));
  }
  const given = found as Partial<AgentModule> | undefined;
  const loaded = { name: path, about: '', ...given, parameters: given?.parameters ?? {} };
  if (typeof loaded.create === 'function') return loaded as AgentModule;
  const got = Object.keys(found ?? {});
  throw new UserFault([
    `${path}: expected a default export with name, about, parameters and create, as the files in agents/ have; got ${got.length === 0 ? 'none of these' : `only ${got.join(', ')}`}`,
  ]);
};

const TYPESCRIPT = /\.[cm]?ts$/;

const doesNotLoad = (path: string, reason: string): UserFault =>
  new UserFault([`${path}: the agent's module does not load: ${reason}`]);

/** Loaders that turn a module into CommonJS put its exports one `default` deeper. */
const defaultOf = (module: unknown): unknown => {
  const outer = (module as { readonly default?: unknown }).default;
  const inner = (outer as { readonly default?: unknown } | null | undefined)?.default;
  return inner === undefined ? outer : inner;
};

/** `import` cannot be stopped, `require` can, and what it has loaded `import` finds loaded. */
const importWithin = async (file: string, limit: number): Promise<unknown> => {
  try {
    withinLimit(limit, () => createRequire(file)(file));
  } catch (error) {
    // A module that awaits at its top level, or a Node that requires no ES modules.
    if (!String((error as { code?: unknown } | null)?.code).startsWith('ERR_REQUIRE_')) throw error;
  }
  return await import(pathToFileURL(file).href);
};

/** Node from 22.18 loads TypeScript by itself; before, the tsx of the user's own project does. */
const importTypeScript = async (file: string): Promise<unknown> => {
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_UNKNOWN_FILE_EXTENSION') throw error;
  }
  const own = createRequire(file);
  let tsx: { readonly require: (id: string, from: string) => unknown };
  try {
    tsx = own('tsx/cjs/api');
  } catch {
    throw new Error(
      `Node ${process.version} does not load TypeScript: put tsx beside it (npm install tsx), use Node 22.18 or newer, or compile it to JavaScript`,
    );
  }
  return tsx.require(file, file);
};

/** Anything can be thrown, even what cannot be turned into text. */
export const messageOf = (error: unknown): string => {
  try {
    return error instanceof Error ? String(error.message) : String(error);
  } catch {
    return 'what it threw has no text';
  }
};
