/** Which payloads an erasure is about. */
import { type Line, parsePayload } from './parse.ts';

/** All that is given has to hold; at least one beside the tenant. */
export interface Selection {
  readonly tenant: string | null;
  /** Who called: the id of a token (`issuer:subject`), its subject alone, or its e-mail. */
  readonly subject: string | null;
  readonly callId: string | null;
  /** Calls before this moment, in Unix milliseconds. */
  readonly before: number | null;
  /** A text that stands in the payload, whoever called: somebody's e-mail among the arguments. */
  readonly mentions: string | null;
}

/**
 * Tells line by line, in the order of one writer after the other: how a call ended belongs to how it began. Asked for all
 * lines twice, it knows from the first time whose calls those are of which a part is erased already.
 */
export function createSelector(selection: Selection): (line: Line) => boolean {
  const { tenant, subject, callId, before, mentions } = selection;
  const written = mentions === null ? null : comparable(JSON.stringify(mentions).slice(1, -1));
  /** Calls of the subject that have begun. */
  const begun = new Set<string>();
  /** Digests that stand for the subject where its name is erased. */
  const digests = new Set<unknown>();
  return ({ entry, payload }) => {
    if (!['begin', 'end', 'call'].includes(entry.event)) return false;
    if (tenant !== null && entry.tenant !== tenant) return false;
    const id = String(entry['callId']);
    if (callId !== null && id !== callId) return false;
    if (before !== null && entry.at >= before) return false;
    if (written !== null && !comparable(textOf(payload)).includes(written)) return false;
    if (subject === null) return true;
    if (entry.event === 'end') return begun.delete(id);
    const isTheirs = isCaller(payload, subject) || (payload === null && digests.has(entry['subject']));
    if (isTheirs) digests.add(entry['subject']);
    if (isTheirs && entry.event === 'begin') begun.add(id);
    return isTheirs;
  };
}

function isCaller(payload: Uint8Array | null, subject: string): boolean {
  const { id, email } = parsePayload(payload) ?? {};
  const isId = typeof id === 'string' && (id === subject || id.endsWith(`:${subject}`));
  return isId || (typeof email === 'string' && email.toLowerCase() === subject.toLowerCase());
}

/** All that a payload says, in one way of writing: an API may escape whatever it likes. Our own names are no part of it. */
function textOf(payload: Uint8Array | null): string {
  if (payload === null) return '';
  const said = parsePayload(payload);
  if (said === null) return Buffer.from(payload).toString('utf8');
  const { id = null, email = null, arguments: args = null, result = null } = said;
  return [id, email, args, result].flatMap((part) => (part === null ? [] : JSON.stringify(part))).join('\n');
}

/** The same text for both forms of a letter with a mark, and for capitals. */
function comparable(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
