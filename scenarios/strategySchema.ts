import { z } from 'zod';
import type { ParameterSpec, Strategy } from '../src/domain/agents.ts';
import { type Bounds, numericFault, numericJson } from './fields.ts';
import type { Problem } from './problem.ts';
import { refusal, unknownKey, unknownName } from './refusal.ts';
import type { Numeric } from './toNumber.ts';

/** A strategy's name or a module's path, alone or with parameters. */
export type WrittenStrategy = string | { readonly strategy: string; readonly [parameter: string]: Numeric };

type Catalogue = readonly Strategy<unknown>[];

const MODULE_PATH = /^\.{0,2}\/|\.(js|mjs|ts)$/;

/** True of the path of a user's own module, whose parameters only the module knows. */
export function isModulePath(strategy: string): boolean {
  return MODULE_PATH.test(strategy);
}

/** A choice among the bundled strategies of one market, with the parameters that each declares, or a user's own. */
export function strategySchema(description: string, catalogue: Catalogue): z.ZodType<WrittenStrategy, WrittenStrategy> {
  const checked = z.unknown().superRefine((value, context) => {
    for (const { path, message, at } of strategyProblems(value, catalogue)) {
      context.addIssue({ code: 'custom', message, path: [...path], params: at === undefined ? {} : { at } });
    }
  });
  return checked.meta({ description, ...strategyJson(catalogue) }) as unknown as z.ZodType<
    WrittenStrategy,
    WrittenStrategy
  >;
}

function strategyProblems(value: unknown, catalogue: Catalogue): readonly Problem[] {
  if (typeof value === 'string') return choiceProblems({ strategy: value }, [], catalogue);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return choiceProblems(value as Record<string, unknown>, ['strategy'], catalogue);
  }
  const expected = "a strategy's name, a mapping with the key strategy, or the path of a module";
  return [{ path: [], message: refusal(expected, value) }];
}

function choiceProblems(
  { strategy: name, ...given }: Readonly<Record<string, unknown>>,
  namePath: readonly string[],
  catalogue: Catalogue,
): readonly Problem[] {
  if (typeof name === 'string' && isModulePath(name)) {
    return Object.entries(given).flatMap(([key, value]) => parameterProblems(key, value, {}));
  }
  const strategy = catalogue.find((candidate) => candidate.name === name);
  if (strategy === undefined) {
    const known = catalogue.map((candidate) => candidate.name);
    return [{ path: namePath, message: unknownName(name, known) }];
  }
  const unknown = Object.keys(given).filter((key) => !Object.hasOwn(strategy.parameters, key));
  return [
    ...Object.entries(strategy.parameters).flatMap(([key, spec]) => {
      const value = Object.hasOwn(given, key) ? given[key] : undefined;
      return value === undefined && spec.default !== undefined
        ? []
        : parameterProblems(key, value, boundsOf(spec), spec.about);
    }),
    ...unknown.map((key): Problem => ({ path: [key], message: unknownParameter(key, strategy), at: 'key' })),
  ];
}

function parameterProblems(key: string, value: unknown, bounds: Bounds, about = ''): readonly Problem[] {
  const message = numericFault(value, bounds);
  if (message === null) return [];
  return [{ path: [key], message: value === undefined && about !== '' ? `${message}: ${about}` : message }];
}

function unknownParameter(key: string, { name, parameters }: Strategy<unknown>): string {
  const known = Object.keys(parameters);
  return known.length === 0 ? `unknown key: strategy ${name} takes no parameters` : unknownKey(key, known);
}

function boundsOf({ min, max, about }: ParameterSpec): Bounds {
  return { ...(min === undefined ? {} : { from: min }), ...(max === undefined ? {} : { to: max }), hint: about };
}

function strategyJson(catalogue: Catalogue): Record<string, unknown> {
  const module = { type: 'string', pattern: MODULE_PATH.source, description: "The path of the user's own module." };
  const bundled = catalogue.map(({ name, about, parameters }) => ({
    type: 'object',
    description: about,
    properties: {
      strategy: { const: name, description: about },
      ...Object.fromEntries(
        Object.entries(parameters).map(([key, spec]) => [
          key,
          { description: spec.about, ...numericJson(boundsOf(spec)), ...defaultOf(spec) },
        ]),
      ),
    },
    required: ['strategy', ...required(parameters)],
    additionalProperties: false,
  }));
  const alone = catalogue.filter(({ parameters }) => required(parameters).length === 0).map(({ name }) => name);
  const own = {
    type: 'object',
    properties: { strategy: module },
    required: ['strategy'],
    additionalProperties: numericJson({}),
  };
  return { anyOf: [{ enum: alone }, module, ...bundled, own] };
}

function required(parameters: Readonly<Record<string, ParameterSpec>>): readonly string[] {
  return Object.keys(parameters).filter((key) => parameters[key]?.default === undefined);
}

function defaultOf(spec: ParameterSpec): { readonly default?: number } {
  return spec.default === undefined ? {} : { default: spec.default };
}
