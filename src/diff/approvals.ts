/** Who may approve calls, on both sides → who may more, and who less. */
import { createAllow } from '../identity/allow.ts';
import type { Finding } from './change.ts';
import { uncovered } from './covers.ts';
import { named, nameList, quoted } from './words.ts';

/** Whose patterns changed. */
export interface Approver {
  /** Begins a sentence: `Client "boss"`. */
  readonly who: string;
  readonly subject: string;
  /** Where the patterns are. */
  readonly path: string;
}

/** Findings for the patterns of one approver; none are an empty list. `capabilities` are those of the new side. */
export function approverFindings(
  { who, subject, path }: Approver,
  before: readonly string[],
  after: readonly string[],
  capabilities: readonly string[],
): Finding[] {
  const [come, gone] = [uncovered(after, before), uncovered(before, after)];
  const [could, can] = [createAllow(before), createAllow(after)];
  const found: Finding[] = [];
  if (come.length > 0) {
    const more = named(capabilities.filter((name) => can(name) && !could(name)));
    const message = `${who} may approve calls of others, by ${nameList(come.map(quoted))}: of ${more}.`;
    found.push({ rule: 'approver-widened', subject, path, after: come, message });
  }
  if (gone.length > 0) {
    const less = named(capabilities.filter((name) => could(name) && !can(name)));
    const message = `${who} may no longer approve calls by ${nameList(gone.map(quoted))}: of ${less}.`;
    found.push({ rule: 'approver-narrowed', subject, path, before: gone, message });
  }
  return found;
}
