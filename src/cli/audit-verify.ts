/** `smarteros audit verify` */
import type { Verification } from '../audit/verify.ts';
import { verifyAudit } from '../audit/verify.ts';
import { visible } from '../report/visible.ts';
import { journalOf, namedJournal, placeFlags } from './audit-place.ts';
import { formatFlag, type Command } from './command.ts';
import { exitCodes } from './exit.ts';
import { when } from './version-words.ts';

/** Checks the journal of a workspace, or a copy of one. */
export const auditVerify: Command = {
  description:
    'Checks that the audit journal is what was written: every chain, digest and order, nothing missing and nothing put in. Payloads that were erased on request are no fault. It also lists writes of which nobody knows what became. Gateways may run meanwhile. Exit code 1 when something was found.',
  args: {
    folder: {
      type: 'positional',
      required: false,
      valueHint: 'DIR',
      description: 'A folder with a copy of a journal; without it, the journal of the workspace',
    },
    ...placeFlags,
    format: formatFlag,
  },
  examples: [
    ['smarteros audit verify', 'the journal of the workspace in this folder'],
    ['smarteros audit verify /backup/audit --format json', 'a copy, for a program'],
  ],
  run: async (options) => {
    const { folder } = options;
    const verified = await verifyAudit(typeof folder === 'string' ? namedJournal(folder) : journalOf(options));
    process.stdout.write(options['format'] === 'json' ? `${JSON.stringify(verified)}\n` : textOf(verified));
    return verified.findingCount === 0 ? exitCodes.fine : exitCodes.problems;
  },
};

const mostShown = 50;

function textOf(verified: Verification): string {
  const { findings, findingCount, unknown, unknownCount, torn } = verified;
  const lines = findings
    .slice(0, mostShown)
    .map(({ file, line, message }) => `✗ ${file}${line === 0 ? '' : `:${line}`}  ${message}`);
  if (findingCount > mostShown) lines.push(`  and ${findingCount - mostShown} more`);
  if (unknownCount > 0) lines.push(`${count(unknownCount, 'write')} of which nobody knows what became:`);
  for (const { at, tenant, capability, callId, why } of unknown.slice(0, mostShown)) {
    const meaning = why === 'told' ? 'the caller was told so' : 'no end recorded, or still under way';
    lines.push(`? ${when(new Date(at).toISOString())}  ${tenant}  ${capability}  ${callId}  ${meaning}`);
  }
  if (unknownCount > mostShown)
    lines.push(`  and ${unknownCount - mostShown} more: "smarteros audit tail --unknown" lists them`);
  for (const file of torn)
    lines.push(`· ${file}  ends within a line that was never confirmed, as its process ended or the disk was full`);
  // A journal that somebody has changed may say anything: no line of it is taken for one of ours.
  return `${[...lines, summary(verified)].map((line) => visible(line, 'joined')).join('\n')}\n`;
}

function summary({ lines, segments, writers, erasedPayloads, findingCount }: Verification): string {
  if (segments === 0) return 'There is nothing recorded here.';
  const erased = erasedPayloads === 0 ? '' : `, ${count(erasedPayloads, 'payload')} erased on request`;
  const what = `${count(lines, 'line')} in ${count(segments, 'segment')} of ${count(writers, 'writer')}${erased}`;
  return findingCount === 0 ? `✓ ${what}: as written.` : `${what}: ${count(findingCount, 'finding')}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
