/** `smarteros audit erase` */
import { eraseAudit } from '../audit/erase.ts';
import { journalOf, momentOf, placeFlags, textOption } from './audit-place.ts';
import type { Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';

/** Takes arguments, results and names out of the journal. */
export const auditErase: Command = {
  description:
    'Erases payloads from the audit journal: who called, arguments and results of the calls that are chosen. That there was a call, when and how it ended stays, and the journal still verifies; a record says how many payloads were erased, never whose. Gateways may run meanwhile. All that is given has to hold. Copies and backups are yours to erase.',
  args: {
    tenant: { type: 'string', valueHint: 'NAME', description: 'Calls of this tenant only' },
    subject: {
      type: 'string',
      valueHint: 'WHO',
      description: 'Calls by this person: the e-mail or the subject of their tokens',
    },
    mentions: {
      type: 'string',
      valueHint: 'TEXT',
      description: 'Payloads in which this text stands, whoever called: a name, an e-mail',
    },
    call: { type: 'string', valueHint: 'ID', description: 'The call with this id' },
    before: { type: 'string', valueHint: 'DATE', description: 'Calls before this moment: 2026-11-23, or with a time' },
    'dry-run': { type: 'boolean', description: 'Only tell how many it would be', default: false },
    ...placeFlags,
  },
  examples: [
    ['smarteros audit erase --tenant demo --subject ana@example.com --dry-run', 'how many payloads somebody has'],
    ['smarteros audit erase --tenant demo --subject ana@example.com', 'erase them'],
    ['smarteros audit erase --before 2026-01-01', 'keep payloads of this year only'],
  ],
  run: async (options) => {
    const [tenant = null, subject = null, mentions = null, callId = null] = [
      'tenant',
      'subject',
      'mentions',
      'call',
    ].map((flag) => textOption(options, flag));
    const before = momentOf(options, 'before');
    if ([subject, mentions, callId, before].every((one) => one === null))
      throw new Misuse('Say what to erase: --subject, --mentions, --call or --before.');
    if ([tenant, subject, mentions, callId].includes('')) throw new Misuse('An empty value chooses nothing.');
    const isDryRun = options['dry-run'] === true;
    const { payloads, unfinished } = await eraseAudit(
      journalOf(options),
      { tenant, subject, mentions, callId, before },
      isDryRun,
    );
    const rest =
      unfinished === 0
        ? ''
        : ` ${unfinished} of an earlier erasure that was cut short ${isDryRun ? 'would be finished' : 'were finished'}.`;
    const what = `${payloads} payload${payloads === 1 ? '' : 's'}`;
    process.stdout.write(`${isDryRun ? `${what} would be erased` : `${what} erased`}.${rest}\n`);
    return exitCodes.fine;
  },
};
