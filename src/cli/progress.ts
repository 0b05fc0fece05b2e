import cliProgress from 'cli-progress';

export interface Progress {
  readonly at: (done: number) => void;
  readonly stop: () => void;
}

interface ProgressOptions {
  /** Done before, so that it says nothing of the rate. */
  readonly already?: number;
  /** Whether a stderr that is no terminal gets a line every ten seconds, as whoever runs this for hours wants. */
  readonly lines?: boolean;
}

const SILENT: Progress = { at: () => {}, stop: () => {} };
/** Work that is too short for a bar. */
const SHORT = 50;
/** Milliseconds between two lines. */
const PERIOD = 10_000;

/** A bar on stderr while something long runs, with rate and time left; where stderr is no terminal nothing, or lines. */
export const progressOf = (
  total: number,
  what: string,
  { already = 0, lines = false }: ProgressOptions = {},
): Progress => {
  const started = performance.now();
  const rateOf = (done: number): number => (1000 * (done - already)) / (performance.now() - started);
  if (!process.stderr.isTTY) {
    let last = started;
    if (!lines) return SILENT;
    return {
      at: (done) => {
        if (done === total || performance.now() - last < PERIOD) return;
        last = performance.now();
        const rate = rateOf(done);
        process.stderr.write(
          `${done} of ${total} ${what}, ${rounded(rate)} a second, ${timeLeft(total - done, rate)} left\n`,
        );
      },
      stop: () => {},
    };
  }
  if (total - already < SHORT) return SILENT;
  const bar = new cliProgress.SingleBar(
    {
      format: `{bar} {value}/{total} ${what}, {rate} a second, {left} left`,
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
};

const rounded = (rate: number): string => (rate >= 10 ? String(Math.round(rate)) : rate.toPrecision(2));

const timeLeft = (rest: number, rate: number): string => {
  if (!(rate > 0)) return 'unknown time';
  const seconds = Math.ceil(rest / rate);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h} h ${m} min` : m > 0 ? `${m} min ${s} s` : `${s} s`;
};
