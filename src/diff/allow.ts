/** Changes against a list of allowances: which are allowed, and which entries allow nothing. */
import { visible } from '../report/visible.ts';
import type { Change } from './change.ts';
import { needsAllowance } from './rules.ts';

/** What an entry of the list says; see `Allowance` of manifest/. */
export interface AllowEntry {
  readonly fingerprint: string;
  readonly rule: string;
  readonly tenant: string | null;
  readonly subject: string | null;
  readonly reason: string;
  readonly until: string | null;
}

/** What came of a list. */
export interface Allowed<Entry extends AllowEntry> {
  /** Changes that need an allowance and have one → the entry. */
  readonly by: ReadonlyMap<Change, Entry>;
  /** Entries that match nothing, and those whose day has passed. */
  readonly unmatched: readonly { readonly entry: Entry; readonly near: Change | null }[];
  readonly expired: readonly Entry[];
}

/**
 * Holds the list against the changes. An entry counts when its fingerprint is the change's and all else that it says of the
 * change is true.
 *
 * @param today `2026-11-23`, in UTC
 */
export function applyAllowances<Entry extends AllowEntry>(
  changes: readonly Change[],
  entries: readonly Entry[],
  today: string,
): Allowed<Entry> {
  const byFingerprint = new Map(
    changes.filter((change) => needsAllowance(change.class)).map((change) => [change.fingerprint, change]),
  );
  const by = new Map<Change, Entry>();
  const unmatched: { entry: Entry; near: Change | null }[] = [];
  const expired: Entry[] = [];
  for (const entry of entries) {
    const change = byFingerprint.get(entry.fingerprint);
    if (change === undefined || !agrees(entry, change)) unmatched.push({ entry, near: change ?? null });
    else if (entry.until !== null && entry.until < today) expired.push(entry);
    else by.set(change, entry);
  }
  return { by, unmatched, expired };
}

function agrees(entry: AllowEntry, change: Change): boolean {
  return (
    entry.rule === change.rule &&
    entry.tenant === change.tenant &&
    (entry.subject === null || entry.subject === change.subject)
  );
}

/**
 * Entries to append for what needs an allowance, with reasons to be written; names are quoted where YAML needs it. Nothing
 * when there is nothing to allow.
 *
 * @param list the text that they are appended to: a list gets them with its own indentation, anything else a list
 */
export function entriesToPaste(changes: readonly Change[], list = ''): string {
  if (changes.length === 0) return '';
  const indent = /^( *)-(?= )/m.exec(list)?.[1] ?? '  ';
  const entries = changes.map(({ fingerprint, rule, tenant, subject, message }) =>
    [
      `# ${visible(message, 'joined')}`,
      `- fingerprint: ${JSON.stringify(fingerprint)}`,
      `  rule: ${rule}`,
      ...(tenant === null ? [] : [`  tenant: ${scalar(tenant)}`]),
      `  subject: ${scalar(subject)}`,
      '  reason: ""',
    ].map((line) => `${indent}${line}\n`),
  );
  const before = list === '' || list.endsWith('\n') ? '' : '\n';
  const beginning = /^[^#\s]/m.test(list) ? '' : 'version: 1\nallow:\n';
  return `${before}${beginning}${entries.flat().join('')}`;
}

/** True for a list that is closed: what is appended to it is not part of it. */
export function isClosedList(list: string): boolean {
  return /^allow:\s*\[/m.test(list);
}

/** In double quotes, JSON is YAML; what a terminal would obey is escaped beyond what JSON asks for. */
function scalar(text: string): string {
  if (/^[a-z][a-z0-9]*([./_-][a-z0-9]+)*$/.test(text) && !/^(true|false|null)$/.test(text)) return text;
  return JSON.stringify(text).replaceAll(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
