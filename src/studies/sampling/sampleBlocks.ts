import { BLOCK, type Sampler } from './createSampler.ts';
import { addCounts, addMoments, emptyMoments, emptyTally, type Moments, type Scale } from './tally.ts';

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

/** What a whole sample came to. */
export interface SampleTally {
  /** Of all blocks, added in order. */
  readonly moments: Moments;
  readonly counts: Uint32Array;
}

/** Collects stretches in whatever order they come: counts at once, moments in the order of the blocks, as far as all are there. */
export const createCollector = (scale: Scale) => {
  const { moments, counts } = emptyTally(scale);
  /** Stretches that came before one that stands before them. */
  const early = new Map<number, readonly Moments[]>();
  let next = 0;
  return {
    /** `place` of the stretch among all, from 0. */
    add: (place: number, stretch: StretchTally): void => {
      addCounts(counts, stretch.counts);
      early.set(place, stretch.moments);
      for (let blocks = early.get(next); blocks !== undefined; blocks = early.get(next)) {
        for (const block of blocks) addMoments(moments, block);
        early.delete(next);
        next += 1;
      }
    },
    /** After all stretches. */
    whole: (): SampleTally => ({ moments, counts }),
  };
};

/** A whole sample, one block after the other. */
export const sampleInTurn = (sampler: Sampler, scale: Scale, draws: number): SampleTally => {
  const collector = createCollector(scale);
  for (const [place, stretch] of stretchesOf(draws).entries())
    collector.add(place, sampleBlocks(sampler, scale, stretch));
  return collector.whole();
};
