import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compile, moduleText } from '../../src/kernels/assembly/compile.mjs';
import { COMPILED } from '../../src/kernels/compiled.ts';
import { instantiate } from '../../src/kernels/webAssembly.ts';

describe('the committed WebAssembly', () => {
  test('is what the compiler makes of the sources', async () => {
    expect(readFileSync('src/kernels/compiled.ts', 'utf8')).toBe(moduleText(await compile()));
  });

  test('imports nothing: no clock, no chance, no host', () => {
    const { WebAssembly: engine } = globalThis as unknown as {
      readonly WebAssembly: {
        readonly Module: (new (bytes: Uint8Array) => object) & { imports: (of: object) => unknown };
      };
    };
    expect(engine.Module.imports(new engine.Module(Buffer.from(COMPILED, 'base64')))).toEqual([]);
  });

  test('has a memory of its own in every instance', () => {
    expect(instantiate()?.memory).not.toBe(instantiate()?.memory);
  });

  test('is small enough to travel with the program', () => expect(COMPILED.length).toBeLessThan(16_384));
});
