/** Journals for tests: calls to record, folders to record them in, files that fail. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditPolicy } from '../table/table.ts';
import type { Audit, AuditBegin, AuditEnd } from './audit.ts';
import { openAudit, type AuditEvent } from './journal.ts';
import { appendTo, type SegmentFile } from './segment-file.ts';

/** A policy with small files, so that they turn over. */
export const smallPolicy: AuditPolicy = {
  durability: 'write',
  segmentBytes: 4_000,
  totalBytes: 10_000_000,
  payloadBytes: 16_384,
};

/** A folder of its own, and what removes it. */
export function temporaryFolder(): { readonly folder: string; readonly dispose: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'smarteros-audit-'));
  return { folder, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

let calls = 0;

/** A call that begins. */
export function aBegin(more: Partial<AuditBegin> = {}): AuditBegin {
  calls += 1;
  return {
    callId: `call-${calls}`,
    at: 1_795_415_707_000 + calls,
    tenant: 'demo',
    capability: 'orders.search',
    face: 'http',
    who: { kind: 'client', id: 'demo/agent', email: null },
    table: 'a'.repeat(64),
    shard: 'b'.repeat(64),
    commit: null,
    traceId: null,
    isWrite: false,
    arguments: '{"status":"shipped"}',
    ...more,
  };
}

/** How it ended. */
export function anEnd(more: Partial<AuditEnd> = {}): AuditEnd {
  return {
    decision: 'ok',
    outcome: null,
    upstreamStatus: 200,
    attempts: 1,
    result: '{"orders":[]}',
    totalMs: 12.3456,
    upstreamMs: 10,
    requestBytes: 20,
    answerBytes: 13,
    ...more,
  };
}

/** Records a write from its beginning to its end; both answers. */
export async function aWrite(audit: Audit, more: Partial<AuditBegin> = {}): Promise<[boolean, boolean]> {
  const begin = aBegin({ isWrite: true, ...more });
  return [await audit.begin(begin), await audit.end(begin, anEnd({ outcome: 'committed' }))];
}

/** A journal that keeps what it tells. */
export function aJournal(
  folder: string,
  more: { readonly policy?: AuditPolicy; readonly create?: (path: string) => Promise<SegmentFile> } = {},
): Audit & { readonly events: readonly AuditEvent[] } {
  const events: AuditEvent[] = [];
  const { policy = smallPolicy, ...rest } = more;
  return { ...openAudit({ folder, policy: () => policy, onEvent: (event) => events.push(event), ...rest }), events };
}

/** Reads and writes of two tenants, by a client and by the holder of a token. */
export async function fill(folder: string, rounds: number, policy = smallPolicy): Promise<void> {
  const audit = aJournal(folder, { policy });
  for (let round = 0; round < rounds; round++) {
    const who = { kind: 'token', id: 'login:ana', email: 'ana@example.com' } as const;
    await aWrite(audit, { tenant: 'acme', who });
    await Promise.all([audit.end(aBegin(), anEnd()), aWrite(audit), audit.end(aBegin({ tenant: 'acme' }), anEnd())]);
  }
  await audit.close();
}

/** The lines of a folder's segments, by name. */
export function linesIn(folder: string): Map<string, string[]> {
  const names = readdirSync(folder).toSorted();
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1)]));
}

/** All entries in a folder, in the order of its segments. */
export function entriesIn(folder: string): Record<string, unknown>[] {
  return [...linesIn(folder).values()]
    .flat()
    .map((line) => (JSON.parse(line) as { entry: Record<string, unknown> }).entry);
}

/** A disk with so many bytes left, shared by all files that are created on it. */
export function smallDisk(): { left: number; canTruncate: boolean; create: (path: string) => Promise<SegmentFile> } {
  const disk = {
    left: Infinity,
    canTruncate: true,
    create: async (path: string): Promise<SegmentFile> => {
      if (disk.left <= 0) throw full();
      const file = await open(path, 'ax', 0o600);
      const write = (bytes: Buffer, offset: number, length: number): ReturnType<FileHandle['write']> => {
        if (disk.left <= 0) throw full();
        const taken = Math.min(length, disk.left);
        disk.left -= taken;
        return file.write(bytes, offset, taken, null) as unknown as ReturnType<FileHandle['write']>;
      };
      const methods = {
        write,
        truncate: async (bytes: number) => {
          if (!disk.canTruncate) throw full();
          await file.truncate(bytes);
        },
        datasync: () => file.datasync(),
        stat: () => file.stat(),
        utimes: (atime: number, mtime: number) => file.utimes(atime, mtime),
        close: () => file.close(),
      };
      return appendTo(methods as unknown as FileHandle, path);
    },
  };
  return disk;
}

function full(): Error {
  return Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
}
