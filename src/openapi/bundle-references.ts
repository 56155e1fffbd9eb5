/** References of one file that lead out of it. */
import { dirname, resolve } from 'node:path';
import { decodeFragment, isRecord, pointerSteps, referenceOf } from './reference.ts';

/** A `$ref` that leads out of the file in which it stands. */
export interface OutsideReference {
  /** The object that holds it. */
  readonly owner: Record<string, unknown>;
  /** The keys that lead to that object. */
  readonly path: readonly string[];
  readonly reference: string;
}

/** Every reference of a document that leads out of it. A document may share parts or contain itself (YAML aliases). */
export function outsideReferences(root: unknown): OutsideReference[] {
  const found: OutsideReference[] = [];
  const seen = new Set<unknown>();
  const waiting: { readonly value: unknown; readonly path: Path | null }[] = [{ value: root, path: null }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    const reference = referenceOf(value);
    if (isRecord(value) && reference !== null && reference !== '' && !reference.startsWith('#'))
      found.push({ owner: value, path: keysOf(path), reference });
    for (const [key, below] of Object.entries(value)) waiting.push({ value: below, path: { key, above: path } });
  }
  return found;
}

/** A path while it grows: as a list, each of a million places would be a copy of what lies above it. */
interface Path {
  readonly key: string;
  readonly above: Path | null;
}

function keysOf(path: Path | null): string[] {
  const keys: string[] = [];
  for (let at = path; at !== null; at = at.above) keys.push(at.key);
  return keys.toReversed();
}

/** True for a reference to an address (`https://…`, `file://…`, `//host/…`), not to a file beside the document. */
export function isAddress(reference: string): boolean {
  return /^([a-z][a-z0-9+.-]+:|\/\/)/i.test(reference);
}

/** The absolute path of the file that a reference in another file names. */
export function fileOf(from: string, reference: string): string {
  return resolve(dirname(from), reference.slice(0, fragmentOf(reference)));
}

/** The keys that lead to what a reference means in its file. */
export function stepsOf(reference: string): string[] {
  return pointerSteps(decodeFragment(reference.slice(fragmentOf(reference) + 1)));
}

function fragmentOf(reference: string): number {
  const index = reference.indexOf('#');
  return index === -1 ? reference.length : index;
}
