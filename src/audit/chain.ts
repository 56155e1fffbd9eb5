/**
 * The chains of one writer: one for each tenant, over digests. A line is
 *
 *     {"entry":{"line":7,"seq":3,…,"payload":"<digest>","prev":"<hash>"},"hash":"<hash>","payload":{…}}
 *
 * `hash` is SHA-256 over the entry's bytes as they stand, `prev` the hash of the line before it in the same chain, and
 * the digest SHA-256 over the payload's bytes, which begin with a salt. `line` counts all lines of the writer, over its
 * files: a line that is missing at the end of one chain is missed there.
 */
import { hash } from 'node:crypto';
import type { Draft } from './entry.ts';

/** What the first line of a chain has as `prev`. */
export const firstPrev = '0'.repeat(64);

/** Where a chain stands. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** Gives lines their place. */
export interface Chains {
  /** The whole line with its newline. The chain has moved on by it. */
  seal(draft: Draft): string;
  /** What was sealed since the last call is written: it can no more be taken back. */
  keep(): void;
  /** Takes the last lines back that were sealed: they never got to the file, and so never had a number. */
  undo(lines: number): void;
  /** Number of the line that was sealed last; 0 before the first. */
  readonly line: number;
}

/** SHA-256 of a text in UTF-8, or of bytes, as 64 lower-case hex digits. */
export function digestOf(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** Makes the chains of a new writer. */
export function createChains(): Chains {
  const heads = new Map<string, Head>();
  let line = 0;
  let sealed: { readonly chain: string; readonly before: Head | undefined }[] = [];
  return {
    get line() {
      return line;
    },
    seal: ({ chain, members, payload }) => {
      const before = heads.get(chain);
      const seq = (before?.seq ?? 0) + 1;
      const digest = payload === null ? 'null' : `"${digestOf(payload)}"`;
      line += 1;
      const entry = `{"line":${line},"seq":${seq},${members},"payload":${digest},"prev":"${before?.hash ?? firstPrev}"}`;
      const own = digestOf(entry);
      heads.set(chain, { seq, hash: own });
      sealed.push({ chain, before });
      return `{"entry":${entry},"hash":"${own}","payload":${payload ?? 'null'}}\n`;
    },
    keep: () => {
      sealed = [];
    },
    undo: (lines) => {
      for (let left = lines; left > 0; left--) {
        const last = sealed.pop();
        if (last === undefined) throw new Error('A line was taken back that had been written.');
        if (last.before === undefined) heads.delete(last.chain);
        else heads.set(last.chain, last.before);
        line -= 1;
      }
    },
  };
}
