/** Writes of which a journal does not say what became of them. */
import type { UnknownWrite } from './finding.ts';
import type { Entry } from './parse.ts';

/** Follows writes from their beginning to their end, one writer after the other. */
export interface UnknownWrites {
  line(entry: Entry, file: string, line: number): void;
  /** All lines of a writer have been read: what has not ended by now has no end. */
  endWriter(): void;
  listed(): { readonly unknown: readonly UnknownWrite[]; readonly unknownCount: number };
}

/** Lists at most so many, and counts all. */
export function createUnknownWrites(most: number): UnknownWrites {
  const running = new Map<string, UnknownWrite>();
  const unknown: UnknownWrite[] = [];
  let unknownCount = 0;
  const add = (write: UnknownWrite): void => {
    unknownCount += 1;
    if (unknown.length < most) unknown.push(write);
  };
  return {
    line: (entry, file, line) => {
      const { event, at, tenant } = entry;
      const callId = String(entry['callId']);
      const capability = typeof entry['capability'] === 'string' ? entry['capability'] : null;
      if (event === 'begin') running.set(callId, { callId, tenant, capability, at, file, line, why: 'no-end' });
      if (event !== 'end' && event !== 'call') return;
      running.delete(callId);
      if (entry['outcome'] === 'unknown') add({ callId, tenant, capability, at, file, line, why: 'told' });
    },
    endWriter: () => {
      for (const write of running.values()) add(write);
      running.clear();
    },
    listed: () => ({ unknown, unknownCount }),
  };
}
