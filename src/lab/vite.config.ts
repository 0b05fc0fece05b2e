import { defineConfig } from 'vite';
import { offlineCopy } from './offlineCopy.ts';

/** The page as files for any web host, in dist/lab: relative addresses only, so that it may lie in any folder. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: 'public',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [offlineCopy()],
  build: {
    outDir: '../../dist/lab',
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
  worker: { format: 'es' },
});
