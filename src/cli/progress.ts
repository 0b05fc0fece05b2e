import cliProgress from 'cli-progress';

export interface Progress {
  readonly at: (done: number) => void;
  readonly stop: () => void;
}

const SILENT: Progress = { at: () => {}, stop: () => {} };

/** A bar on stderr while something long runs; nothing where stderr is no terminal or the work is short. */
export const progressOf = (total: number, what: string): Progress => {
  if (!process.stderr.isTTY || total < 50) return SILENT;
  const bar = new cliProgress.SingleBar(
    {
      format: `{bar} {value}/{total} ${what}, {rate}/s, {eta_formatted} left`,
      hideCursor: true,
      stream: process.stderr,
      clearOnComplete: true,
      // Signals are ours to handle.
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  );
  bar.start(total, 0, { rate: 0 });
  const started = performance.now();
  const rate = (done: number): number => Number(((1000 * done) / (performance.now() - started)).toPrecision(3));
  return { at: (done) => bar.update(done, { rate: rate(done) }), stop: () => bar.stop() };
};
