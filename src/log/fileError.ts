import { LogError } from './LogError.ts';

/** The sentence for a failed system call; `doing` ends in the path: `cannot ${doing}`. */
export function fileError(error: unknown, doing: string): LogError {
  return new LogError(`cannot ${doing}: ${reasonFor(codeOf(error), error)}`, 'file', { cause: error });
}

/** `ENOENT` and the like, or nothing. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function reasonFor(code: string, error: unknown): string {
  switch (code) {
    case 'ENOENT':
      return 'there is no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'EROFS':
      return 'the file system is read-only';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EDQUOT':
      return 'the disk quota is used up';
    case 'EFBIG':
      return 'the file is larger than the system allows';
    case 'EISDIR':
      return 'it is a folder, not a file';
    case 'ENOTDIR':
      return 'a file stands where the path needs a folder';
    case 'EEXIST':
      return 'something stands there already';
    case 'ENAMETOOLONG':
      return 'the name is too long';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
