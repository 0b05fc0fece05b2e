import type { Plugin } from 'vite';

/**
 * Writes sw.js: a service worker that keeps a copy of every file of the build, so that the page works without a network. What the
 * network answers comes first; the copy is for when there is none. By hand, because the usual plugins bring a build of their own.
 */
export const offlineCopy = (): Plugin => ({
  name: 'offline-copy',
  apply: 'build',
  generateBundle(_options, bundle) {
    const files = ['./', './icon.svg', ...Object.keys(bundle).filter((name) => !name.endsWith('.map'))];
    this.emitFile({ type: 'asset', fileName: 'sw.js', source: script([...new Set(files)]) });
  },
});

const script = (files: readonly string[]): string => `const NAME = 'forespot-lab';
const FILES = ${JSON.stringify(files)};
const wanted = new Set(FILES.map((file) => new URL(file, self.location).href));
self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((copy) => copy.addAll(FILES)).then(() => self.skipWaiting()));
});
self.addEventListener('activate', (event) => {
  const clean = async () => {
    const copy = await caches.open(NAME);
    for (const request of await copy.keys()) if (!wanted.has(request.url)) await copy.delete(request);
    await self.clients.claim();
  };
  event.waitUntil(clean());
});
self.addEventListener('fetch', (event) => {
  const url = event.request.url.split('#')[0].split('?')[0];
  if (event.request.method !== 'GET' || !wanted.has(url)) return;
  event.respondWith(fetch(event.request).catch(async () => (await caches.match(url)) ?? Response.error()));
});
`;
