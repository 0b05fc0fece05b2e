import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { describeEvent } from '../timeline/describeEvent.ts';
import { goTo, length, moment, playing, seq, timeline } from './session.ts';

/** Moves through the run: by event, by cycle, or by itself. */
export const Scrubber = (): JSX.Element | null => {
  usePlaying();
  const now = moment.value;
  const scenario = timeline.value.scenario();
  if (now === null || scenario === null) return null;
  const { cycle } = now.event;
  const last = length.value - 1;
  const line = timeline.value;
  const before = cycle <= 1 ? 0 : line.endOf(cycle - 1);
  const after = cycle < line.cycles() ? line.endOf(now.seq === line.endOf(cycle) ? cycle + 1 : cycle) : last;
  const sentence = describeEvent(now.event, scenario);
  return (
    <section class="scrubber" aria-label="Moments of the run">
      <p class="sentence" data-seq={now.seq} aria-live={playing.value ? 'off' : 'polite'}>
        {sentence}
      </p>
      <div class="controls">
        <Step label="To the cycle before" sign="«" place={before} />
        <Step label="One event back" sign="‹" place={now.seq - 1} />
        <button
          type="button"
          class="play"
          aria-label={playing.value ? 'Pause' : 'Play'}
          onClick={() => {
            if (!playing.value && seq.value >= last) goTo(0);
            playing.value = !playing.value;
          }}
        >
          {playing.value ? '❚❚' : '▶'}
        </button>
        <Step label="One event on" sign="›" place={now.seq + 1} />
        <Step label="To the end of the cycle" sign="»" place={after} />
        <input
          type="range"
          min="0"
          max={last}
          step="1"
          value={now.seq}
          aria-label="Event"
          aria-valuetext={`event ${now.seq} of ${last}: ${sentence}`}
          onInput={(event) => {
            playing.value = false;
            goTo(Number(event.currentTarget.value));
          }}
        />
        <span class="place">
          cycle <b>{cycle}</b> of {line.cycles()} · event <b>{now.seq}</b> of {last}
        </span>
      </div>
    </section>
  );
};

const Step = ({
  label,
  sign,
  place,
}: {
  readonly label: string;
  readonly sign: string;
  readonly place: number;
}): JSX.Element => (
  <button
    type="button"
    aria-label={label}
    title={label}
    disabled={place < 0 || place > length.value - 1}
    onClick={() => {
      playing.value = false;
      goTo(place);
    }}
  >
    {sign}
  </button>
);

/** Seconds that a run of few events, and at most that a long one, takes to play. */
const [SLOWEST, LONGEST] = [0.45, 60];

/** Plays the run while it is to be played: every event of a short run for about half a second, a long run in a minute. */
const usePlaying = (): void => {
  const active = playing.value;
  useEffect(() => {
    if (!active) return;
    const each = Math.min(SLOWEST, LONGEST / Math.max(1, length.value));
    let [place, before] = [seq.value, performance.now()];
    let frame = requestAnimationFrame(function next(now) {
      place += (now - before) / 1000 / each;
      before = now;
      if (Math.floor(place) !== seq.value) goTo(Math.floor(place));
      if (seq.value >= length.value - 1) playing.value = false;
      else frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [active]);
};
