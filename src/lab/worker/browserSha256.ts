import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Sha256 } from '../../log/sha256.ts';

/** SHA-256 in a browser. Not crypto.subtle, which answers later, where a chain of hashes needs each before the next. */
export const browserSha256: Sha256 = (text) => bytesToHex(sha256(utf8ToBytes(text)));
