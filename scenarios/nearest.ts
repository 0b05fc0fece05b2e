import { distance } from 'fastest-levenshtein';

/** The known word that was probably meant, or null: few letters away, letters swapped, or one of the two inside the other. */
export function nearest(word: string, known: readonly string[]): string | null {
  // Nobody misspells at this length, and the distance costs the product of both.
  if (word.length > 60) return null;
  let best: { readonly word: string; readonly away: number } | null = null;
  const meant = word.toLowerCase();
  for (const candidate of known) {
    const target = candidate.toLowerCase();
    const away = distance(meant, target);
    const inside = contains(target, meant) || contains(meant, target);
    const close = away <= Math.floor(Math.max(meant.length, target.length) / 2.5);
    if ((inside || close || isAnagram(meant, target)) && (best === null || away < best.away))
      best = { word: candidate, away };
  }
  return best?.word ?? null;
}

function isAnagram(a: string, b: string): boolean {
  return [...a].sort().join('') === [...b].sort().join('');
}

function contains(whole: string, part: string): boolean {
  return part.length >= 3 && whole.includes(part);
}
