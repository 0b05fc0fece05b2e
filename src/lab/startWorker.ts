/** A worker beside the page: `theory` answers questions, `market` plays runs and reads logs. */
export const startWorker = (name: 'theory' | 'market'): Worker =>
  name === 'theory'
    ? new Worker(new URL('./worker/labWorker.ts', import.meta.url), { type: 'module', name: 'theory' })
    : new Worker(new URL('./worker/labWorker.ts', import.meta.url), { type: 'module', name: 'market' });
