const MOST_NAMED = 5;

/** `redacted for a1 and a2`: whose secrets a redacted log still shows. */
export function describeRedaction(redactedFor: readonly string[]): string {
  const named = redactedFor.slice(0, MOST_NAMED);
  const more = redactedFor.length - named.length;
  const items = more > 0 ? [...named, `${more} more`] : named;
  if (items.length === 0) return 'redacted for the public';
  const last = items.at(-1) as string;
  return `redacted for ${items.length === 1 ? last : `${items.slice(0, -1).join(', ')} and ${last}`}`;
}
