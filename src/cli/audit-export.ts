/** `smarteros audit export` */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RecordedCall } from '../audit/calls.ts';
import { readCalls } from '../audit/read-calls.ts';
import { listSegments } from '../audit/segments.ts';
import { callFlags, journalOf, momentOf, placeFlags, textOption } from './audit-place.ts';
import type { Command } from './command.ts';
import { exitCodes } from './exit.ts';

/** Writes recorded calls for other programs. */
export const auditExport: Command = {
  description:
    'Writes recorded calls for other programs, one a line, whatever their number: as JSON lines, or as CSV for a spreadsheet. A write is one line, with its beginning and its end. Calls come by the process that recorded them, in the order in which they ended.',
  args: {
    format: { type: 'enum', options: ['jsonl', 'csv'], description: 'JSON lines or CSV (RFC 4180)', default: 'jsonl' },
    ...callFlags,
    from: {
      type: 'string',
      valueHint: 'DATE',
      description: 'Calls that began then or later: 2026-11-23, or with a time',
    },
    to: { type: 'string', valueHint: 'DATE', description: 'Calls that began earlier' },
    out: { type: 'string', valueHint: 'FILE', description: 'Where to; without it, standard output' },
    ...placeFlags,
  },
  examples: [
    ['smarteros audit export --tenant demo --from 2026-11-01 --to 2026-12-01 --out november.jsonl', 'a tenant’s month'],
    ['smarteros audit export --format csv > calls.csv', 'everything, for a spreadsheet'],
  ],
  run: async (options) => {
    const [from, to] = [momentOf(options, 'from'), momentOf(options, 'to')];
    const [tenant, capability, out] = ['tenant', 'capability', 'out'].map((flag) => textOption(options, flag));
    const isCsv = options['format'] === 'csv';
    const segments = await listSegments(journalOf(options));
    const rows = async function* (): AsyncGenerator<string> {
      if (isCsv) yield `${columns.join(',')}\r\n`;
      for await (const call of readCalls(segments)) {
        const isIn = call.at >= (from ?? -Infinity) && call.at < (to ?? Infinity);
        const isTheirs = (tenant ?? call.tenant) === call.tenant && (capability ?? call.capability) === call.capability;
        if (isIn && isTheirs) yield isCsv ? csvOf(call) : `${JSON.stringify(call)}\n`;
      }
    };
    const target = typeof out === 'string' ? createWriteStream(out, { mode: 0o600 }) : process.stdout;
    try {
      await pipeline(Readable.from(rows()), target, { end: target !== process.stdout });
    } catch (error) {
      // Whoever reads has had enough, as "head" has.
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    }
    return exitCodes.fine;
  },
};

const columns = [
  'at',
  'callId',
  'tenant',
  'capability',
  'face',
  'who',
  'caller',
  'email',
  'isWrite',
  'decision',
  'outcome',
  'upstreamStatus',
  'attempts',
  'totalMs',
  'upstreamMs',
  'requestBytes',
  'answerBytes',
  'table',
  'shard',
  'commit',
  'traceId',
  'isErased',
  'arguments',
  'result',
  'approval',
  'pages',
] as const satisfies readonly (keyof RecordedCall)[];

function csvOf(call: RecordedCall): string {
  return `${columns.map((column) => cell(column, call[column])).join(',')}\r\n`;
}

function cell(column: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (column === 'at') return new Date(Number(value)).toISOString();
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  // A spreadsheet takes what begins so for a formula, and callers choose what stands here.
  const safe = typeof value === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
