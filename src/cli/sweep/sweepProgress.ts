import cliProgress from 'cli-progress';

export interface SweepProgress {
  readonly at: (done: number) => void;
  readonly stop: () => void;
}

/** Seconds between two lines where stderr is no terminal. */
const PERIOD = 10;

/** Progress of a sweep on stderr, with rate and time left: a bar on a terminal, elsewhere a line every ten seconds. */
export const sweepProgress = (total: number, already: number): SweepProgress => {
  const started = performance.now();
  const rateOf = (done: number): number => (1000 * (done - already)) / (performance.now() - started);
  if (process.stderr.isTTY) {
    const bar = new cliProgress.SingleBar(
      {
        format: '{bar} {value}/{total} cells, {rate} a second, {left} left',
        hideCursor: true,
        stream: process.stderr,
        clearOnComplete: true,
        // Signals are ours to handle.
        gracefulExit: false,
      },
      cliProgress.Presets.shades_classic,
    );
    bar.start(total, already, { rate: '-', left: '-' });
    return {
      at: (done) => bar.update(done, { rate: rounded(rateOf(done)), left: timeLeft(total - done, rateOf(done)) }),
      stop: () => bar.stop(),
    };
  }
  let last = started;
  return {
    at: (done) => {
      if (done === total || performance.now() - last < 1000 * PERIOD) return;
      last = performance.now();
      const rate = rateOf(done);
      process.stderr.write(
        `${done} of ${total} cells, ${rounded(rate)} a second, ${timeLeft(total - done, rate)} left\n`,
      );
    },
    stop: () => {},
  };
};

const rounded = (rate: number): string => (rate >= 10 ? String(Math.round(rate)) : rate.toPrecision(2));

const timeLeft = (cells: number, rate: number): string => {
  if (!(rate > 0)) return 'unknown time';
  const seconds = Math.ceil(cells / rate);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h} h ${m} min` : m > 0 ? `${m} min ${s} s` : `${s} s`;
};
