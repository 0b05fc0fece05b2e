/** Levels that are certainly no scenario's, and certainly no danger to the stack even where the three kinds add up. */
const MOST = 200;

/**
 * Whether a YAML text might nest so deep that reading it overflows the stack, which does not throw: it can end the
 * process (in V8's compiler of regular expressions). Judged by the text alone: brackets left open, deep indentation, or a
 * run of list markers in one line. Text inside quotes counts too, so the limits are far above what a scenario needs.
 */
export function nestsTooDeep(text: string): boolean {
  let open = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (character === 0x5b || character === 0x7b) open += 1;
    else if (character === 0x5d || character === 0x7d) open = Math.max(0, open - 1);
    if (open > MOST) return true;
  }
  return DEEP_LINE.test(text);
}

const DEEP_LINE = new RegExp(`^ {${MOST}} *\\S|^ *(?:[-?:][ \\t]+(?:[&!]\\S*[ \\t]+)*){${MOST / 2}}`, 'm');
