import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileError } from '../../log/fileError.ts';
import { makeFolder } from '../../log/makeFolder.ts';
import { nodeSha256 } from '../../log/nodeSha256.ts';
import { readLines } from '../../log/readLines.ts';
import { type CellResult, readResult, writeResult } from './cellResult.ts';

export const CELLS_FILE = 'cells.ndjson';

/**
 * Results of cells on disk, under the cells' names: one line of JSON each, whose `check` is the first 16 hexadecimal
 * digits of the SHA-256 of its name and result. Lines are only ever added, each by one write, so that a process may die at any
 * moment and several may write at once: a line that is torn or damaged is passed over, and its cell is run again.
 */
export interface CellStore {
  /** The last result that was stored under a name. */
  readonly get: (name: string) => CellResult | undefined;
  /** Hands results to the operating system: they survive the end of this process. */
  readonly add: (results: readonly (readonly [name: string, result: CellResult])[]) => void;
  /** Lines that were passed over when the store was opened. */
  readonly damaged: number;
  /** Waits until everything is on the disk. */
  readonly sync: () => void;
  readonly close: () => void;
}

/** Opens the store of a folder, made if need be. Throws a LogError if the file system refuses. Cost: one pass over the file. */
export const openCellStore = async (folder: string): Promise<CellStore> => {
  const path = join(folder, CELLS_FILE);
  makeFolder(folder);
  const file = guarded(`write ${path}`, () => openSync(path, 'a+'));
  const texts = new Map<string, string>();
  let damaged = 0;
  let endsWhole = true;
  for await (const { text, ended, unreadable } of readLines(path)) {
    endsWhole = ended;
    const line = ended && unreadable === undefined ? LINE.exec(text) : null;
    const [, check, name = '', result = ''] = line ?? [];
    if (check === undefined || check !== checkOf(`${name} ${result}`)) damaged += 1;
    else texts.set(name, result);
  }
  // What follows a torn line must not become a part of it.
  if (!endsWhole) guarded(`write ${path}`, () => writeSync(file, '\n'));
  let open = true;
  return {
    get: (name) => {
      const text = texts.get(name);
      return text === undefined ? undefined : readResult(text);
    },
    add: (results) => {
      const lines = results.map(([name, result]) => {
        const text = writeResult(result);
        texts.set(name, text);
        return `{"check":"${checkOf(`${name} ${text}`)}","cell":"${name}","result":${text}}\n`;
      });
      const bytes = Buffer.from(lines.join(''), 'utf8');
      guarded(`write ${path}`, () => {
        for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
      });
    },
    damaged,
    sync: () => guarded(`write ${path}`, () => fsyncSync(file)),
    close: () => {
      if (open) closeSync(file);
      open = false;
    },
  };
};

const LINE = /^\{"check":"([0-9a-f]{16})","cell":"([0-9a-f]{64})","result":(\{.*\})\}$/;

const checkOf = (text: string): string => nodeSha256(text).slice(0, 16);

const guarded = <T>(doing: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw fileError(error, doing);
  }
};
