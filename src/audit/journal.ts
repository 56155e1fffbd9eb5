/**
 * Records calls in files: batches of lines, one write under way at a time, bounded in memory.
 *
 * What a write waits for goes out at once, together with all that waits; a read waits for company, at most 25 ms.
 */
import type { AuditPolicy } from '../table/table.ts';
import type { Audit } from './audit.ts';
import { createDrafts, type Draft } from './entry.ts';
import type { SegmentFile } from './segment-file.ts';
import { createWriter } from './writer.ts';

/** What cannot be recorded, each told once for each record: `detail` is the file system's reason. */
export type AuditEvent = 'audit-record-lost' | 'audit-write-refused';

/** Where and how to record. */
export interface AuditOptions {
  /** Made when the first line is written; see `auditFolder`. */
  readonly folder: string;
  /** Asked for each batch: it changes by reload. */
  readonly policy: () => AuditPolicy;
  readonly onEvent: (event: AuditEvent, detail: string) => void;
  /** Unix milliseconds. */
  readonly now?: () => number;
  /** How a file is created; only tests say another way. */
  readonly create?: (path: string) => Promise<SegmentFile>;
}

/** Records that wait for the disk, in characters. Ends of writes that have begun may take as much again. */
const mostWaiting = 8 * 1024 * 1024;
/** A batch of reads goes out at this size, or when the first of it has waited this long. */
const fullBatch = 256 * 1024;
const batchMs = 25;
const touchMs = 5_000;
/** What a line has beside its members and its payload. */
const lineOverhead = 320;

interface Waiting {
  readonly draft: Draft;
  readonly size: number;
  /** Whether somebody waits for it before going on: it does not wait for company, and is synced when so configured. */
  readonly isUrgent: boolean;
  readonly settle: (error: Error | null) => void;
}

/** Opens a journal. Nothing is written before the first record. */
export function openAudit(options: AuditOptions): Audit {
  const { onEvent, now = Date.now } = options;
  const drafts = createDrafts();
  const queue = createQueue({ ...options, now });
  /** Writes whose begin is recorded: their end is a line of its own. */
  const begun = new WeakSet<object>();
  return {
    begin: (begin) =>
      new Promise((resolve) => {
        const settle = (error: Error | null): void => {
          if (error === null) begun.add(begin);
          else onEvent('audit-write-refused', error.message);
          resolve(error === null);
        };
        queue.add(drafts.begin(begin), { isUrgent: true, most: mostWaiting, settle });
      }),
    end: (begin, end) =>
      new Promise((resolve) => {
        const settle = (error: Error | null): void => {
          if (error !== null) onEvent('audit-record-lost', error.message);
          resolve(error === null);
        };
        if (begun.has(begin))
          queue.add(drafts.end(begin, end, now()), { isUrgent: true, most: 2 * mostWaiting, settle });
        else queue.add(drafts.call(begin, end), { isUrgent: begin.isWrite, most: mostWaiting, settle });
      }),
    close: queue.close,
  };
}

interface Adding {
  readonly isUrgent: boolean;
  readonly most: number;
  readonly settle: (error: Error | null) => void;
}

/** Drafts on their way to the writer. */
function createQueue(options: Required<Pick<AuditOptions, 'now'>> & AuditOptions) {
  const writer = createWriter({ ...options, purpose: 'calls' });
  let waiting: Waiting[] = [];
  let waitingSize = 0;
  /** Of `waiting` and of the batch that is being written. */
  let heldSize = 0;
  /** Whether the next batch has to go out as soon as the one before it is written. */
  let isWanted = false;
  let timer: NodeJS.Timeout | null = null;
  let draining: Promise<void> | null = null;
  let isClosed = false;
  let closing: Promise<void> | null = null;
  const touching = setInterval(() => {
    // Between batches only: a file is not given up while lines are on their way into it.
    if (draining === null && closing === null) draining = writer.touch().finally(settled);
  }, touchMs).unref();

  const settled = (): void => {
    draining = null;
    if (isWanted) flush();
  };

  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    isWanted = true;
    draining ??= drain().finally(settled);
  };

  const drain = async (): Promise<void> => {
    const batch = waiting;
    const size = waitingSize;
    [waiting, waitingSize, isWanted] = [[], 0, false];
    if (batch.length === 0) return;
    const { lines, error } = await writer.append(batch.map(({ draft }) => draft));
    const needsSync = options.policy().durability === 'fdatasync' && batch.some(({ isUrgent }) => isUrgent);
    const unsynced = needsSync && lines > 0 ? await writer.sync() : null;
    heldSize -= size;
    for (const [index, one] of batch.entries()) {
      const failed = index < lines ? (one.isUrgent ? unsynced : null) : error;
      one.settle(failed);
    }
  };

  return {
    add: (draft: Draft, { isUrgent, most, settle }: Adding): void => {
      const size = draft.members.length + (draft.payload?.length ?? 0) + lineOverhead;
      if (isClosed) return settle(new Error('The journal is closed.'));
      if (heldSize + size > most) return settle(new Error('Too many records wait for the disk.'));
      waiting.push({ draft, size, isUrgent, settle });
      waitingSize += size;
      heldSize += size;
      if (isUrgent || waitingSize >= fullBatch) flush();
      else timer ??= setTimeout(flush, batchMs);
    },
    close: (): Promise<void> => (closing ??= closeAll()),
  };

  async function closeAll(): Promise<void> {
    isClosed = true;
    clearInterval(touching);
    // The batch under way, and what came meanwhile.
    for (let round = 0; round < 2; round++) {
      flush();
      await draining;
    }
    await writer.close();
  }
}
