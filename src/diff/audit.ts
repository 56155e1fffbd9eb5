/** How calls are recorded, on both sides. */
import type { AuditPolicy, SystemShard } from '../table/table.ts';
import type { Finding } from './change.ts';

type Words = (before: AuditPolicy, after: AuditPolicy) => { readonly isLess: boolean; readonly words: string };

/** A field of the table that is new has to say here what a change of it means. */
const fields: { readonly [field in keyof AuditPolicy]: Words } = {
  durability: (_before, { durability }) => ({
    isLess: durability === 'write',
    words:
      durability === 'write'
        ? 'A record survives the end of the process, and no longer that of the machine'
        : 'A record survives the end of the machine, and each write waits for the disk',
  }),
  segmentBytes: (before, after) => ({
    isLess: false,
    words: `A file of records is closed at ${after.segmentBytes} bytes instead of ${before.segmentBytes}`,
  }),
  totalBytes: (before, after) => ({
    isLess: after.totalBytes < before.totalBytes,
    words: `The oldest records go beyond ${after.totalBytes} bytes instead of ${before.totalBytes}`,
  }),
  payloadBytes: (before, after) => ({
    isLess: after.payloadBytes < before.payloadBytes,
    words: `Of arguments and results, ${after.payloadBytes} bytes each are kept instead of ${before.payloadBytes}`,
  }),
};

/** A finding for each setting that differs. */
export function auditFindings({ audit: before }: SystemShard, { audit: after }: SystemShard): Finding[] {
  return (Object.keys(fields) as (keyof AuditPolicy)[]).flatMap((name): Finding[] => {
    if (before[name] === after[name]) return [];
    const { isLess, words } = fields[name](before, after);
    const rule = isLess ? 'audit-weakened' : 'audit-changed';
    return [
      {
        rule,
        subject: 'system',
        path: `audit.${name}`,
        before: before[name],
        after: after[name],
        message: `${words}.`,
      },
    ];
  });
}
