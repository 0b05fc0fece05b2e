import { BLOCK, type Sampler } from './createSampler.ts';
import { addCounts, emptyMoments, emptyTally, type Moments, type Scale } from './tally.ts';

/** Blocks [from, to) of a sample of `draws`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly draws: number;
}

/** What a stretch came to: moments block by block, to be added in order, and counts, which add up in any order. */
export interface StretchTally {
  readonly moments: readonly Moments[];
  readonly counts: Uint32Array;
}

export const sampleBlocks = (sampler: Sampler, scale: Scale, { from, to, draws }: Stretch): StretchTally => {
  const { counts } = emptyTally(scale);
  const moments = Array.from({ length: to - from }, (_, j) => {
    const block = from + j;
    const tally = { moments: emptyMoments(scale.centres.length), counts };
    sampler({ tally, scale }, block, Math.min(BLOCK, draws - block * BLOCK));
    return tally.moments;
  });
  return { moments, counts };
};

/** All stretches of a sample, a few blocks each. */
export const stretchesOf = (draws: number): readonly Stretch[] => {
  const blocks = Math.ceil(draws / BLOCK);
  const size = Math.min(16, Math.max(1, Math.floor(blocks / 32)));
  return Array.from({ length: Math.ceil(blocks / size) }, (_, j) => ({
    from: j * size,
    to: Math.min(blocks, (j + 1) * size),
    draws,
  }));
};

/** Collects stretches in whatever order they come: counts at once into one, moments in the order of the blocks. */
export const createCollector = (scale: Scale, stretches: readonly Stretch[]) => {
  const { counts } = emptyTally(scale);
  const moments: (readonly Moments[])[] = new Array(stretches.length);
  return {
    add: (place: number, stretch: StretchTally): void => {
      addCounts(counts, stretch.counts);
      moments[place] = stretch.moments;
    },
    whole: (): StretchTally => ({ moments: moments.flat(), counts }),
  };
};
