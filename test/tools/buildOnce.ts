import { execFileSync } from 'node:child_process';

let built = false;

/** Tests that call the command call what is built: build it before the first of them, so that it is never stale. Types are checked apart. */
export default function buildOnce(): void {
  // Every project of the tests asks.
  if (built) return;
  built = true;
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck'], {
    stdio: 'inherit',
  });
  const page = ['node_modules/vite/bin/vite.js', 'build', '--config', 'src/lab/vite.config.ts', '--logLevel', 'warn'];
  // As users have it: tests set another environment, in which the page keeps no copy of itself.
  execFileSync(process.execPath, page, { stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production' } });
}
