import { readFileSync, statSync } from 'node:fs';

/** Bytes; a longer file is refused. */
const LONGEST_FILE = 64 * 2 ** 20;

/** The text of a UTF-8 file, or a sentence that says why there is none. */
export function readText(path: string): { readonly text: string } | { readonly error: string } {
  try {
    const status = statSync(path);
    if (status.isDirectory()) return { error: 'expected a file, got a directory' };
    // A device such as /dev/zero has no end; a pipe has one.
    if (!status.isFile() && !status.isFIFO()) return { error: 'expected a file, got a device' };
    if (status.size > LONGEST_FILE) {
      return { error: `expected a file of at most 64 MB, got ${Math.ceil(status.size / 2 ** 20)} MB` };
    }
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    return { error: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'cannot be read: there is no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'cannot be read: permission denied';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
    return 'expected text in UTF-8, got bytes that are none: save it as UTF-8';
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
