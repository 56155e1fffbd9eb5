/** What the company's API has carried out: a line for each write, on disk before it is answered. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** One write that was carried out. */
export interface LedgerEntry {
  /** The id that the caller gave it, once for each thing to be done. */
  readonly id: string;
  readonly path: string;
  /** The key that came in `Idempotency-Key`; null when none did. */
  readonly key: string | null;
  /** The trace of the request that did it: the same stands in the gateway's record. */
  readonly traceId: string;
}

/** Appends an entry. */
export function enter(file: string, entry: LedgerEntry): void {
  appendFileSync(file, `${JSON.stringify(entry)}\n`);
}

/** All entries; a line that was cut off by the end of the process was never answered and does not count. */
export function readLedger(file: string): LedgerEntry[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as LedgerEntry);
}
