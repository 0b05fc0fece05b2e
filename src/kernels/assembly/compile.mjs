/**
 * Compiles this folder to src/kernels/compiled.ts: WebAssembly in base64, so that Node, browsers, tests and bundlers load
 * the same bytes without fetching a file. The compiler's version is fixed, and a test holds the committed bytes to what it makes.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const OPTIONS = ['--runtime', 'stub', '--enable', 'simd', '-O3', '--noAssert'];

/** The module's bytes; throws what the compiler says if it refuses. */
export const compile = async () => {
  const source = fileURLToPath(new URL('index.ts', import.meta.url));
  let binary;
  const { error, stderr } = await asc.main([source, '--outFile', 'kernels.wasm', ...OPTIONS], {
    writeFile: (name, contents) => {
      if (name === 'kernels.wasm') binary = contents;
    },
  });
  if (error || binary === undefined) throw new Error(`the kernels do not compile: ${error}\n${stderr}`);
  return binary;
};

/** compiled.ts as text. */
export const moduleText = (
  binary,
) => `/** Made by src/kernels/assembly/compile.mjs; ${binary.length} bytes of WebAssembly. */
export const COMPILED =
  '${Buffer.from(binary).toString('base64')}';
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../compiled.ts', import.meta.url), moduleText(await compile()));
}
