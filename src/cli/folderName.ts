import { createHash } from 'node:crypto';

/** A name that is one folder on every system. Texts that cannot be one as they are keep apart by the beginning of their hash. */
export const folderName = (text: string): string => {
  const name = text.replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 80);
  if (name === text && name !== '') return name;
  return `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
};
