import { nodeSha256 } from '../log/nodeSha256.ts';

/** A name that is one folder on every system. Texts that cannot be one as they are keep apart by the beginning of their hash. */
export const folderName = (text: string): string => {
  const name = text.replace(/[^\p{L}\p{N}._-]+/gu, '_').slice(0, 80);
  if (name === text && name !== '') return name;
  return `${name}-${nodeSha256(text).slice(0, 8)}`;
};
