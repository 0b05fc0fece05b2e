import { COMPILED } from './compiled.ts';

/** What is used of the global WebAssembly, which neither the language's types nor Node's describe. */
interface Engine {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

/** The functions of src/kernels/assembly; pointers are bytes. */
export interface Compiled {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  readonly heapBase: () => number;
  readonly draw: (...args: readonly number[]) => void;
  readonly latticeSums: (...args: readonly number[]) => void;
  readonly spotRounds: (...args: readonly number[]) => void;
}

let module: object | null | undefined;

/** A fresh instance of the compiled kernels with its own memory, or null where the machine has no WebAssembly with vectors. */
export const instantiate = (): Compiled | null => {
  const { WebAssembly: engine } = globalThis as { readonly WebAssembly?: Engine };
  if (engine === undefined) return null;
  if (module === undefined) {
    const bytes = Uint8Array.from(atob(COMPILED), (character) => character.charCodeAt(0));
    module = engine.validate(bytes) ? new engine.Module(bytes) : null;
  }
  return module === null ? null : (new engine.Instance(module, {}).exports as Compiled);
};

const PAGE = 65_536;

/** Makes the memory at least `end` bytes long; throws a RangeError where there is not so much. */
export const reserve = ({ memory }: Compiled, end: number): void => {
  const missing = Math.ceil((end - memory.buffer.byteLength) / PAGE);
  if (missing > 0) memory.grow(missing);
};
