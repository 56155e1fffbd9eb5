/** Whether a part of a document holds a mark of values that are never recorded, at any depth and behind any reference. */
import { followOnce, own, referenceOf } from './reference.ts';

/** By document: parts from which no mark is reached, so that each part is looked at once however often it is asked for. */
const unmarked = new WeakMap<object, WeakSet<object>>();

/**
 * Answers for a schema that is left out of another one: what stands in its place has to keep the mark.
 *
 * @param root the document that its references lead through
 */
export function reachesMark(root: unknown, start: unknown): boolean {
  if (!isObject(root) || !isObject(start)) return false;
  const clean = unmarked.get(root) ?? new WeakSet();
  unmarked.set(root, clean);
  const seen = new Set<object>([start]);
  for (const part of seen) {
    if (clean.has(part)) continue;
    if (isMarked(part)) return true;
    for (const value of Object.values(part) as unknown[]) if (isObject(value)) seen.add(value);
    const target = referenceOf(part) === null ? null : followOnce(root, { value: part, path: [] });
    if (target !== null && 'place' in target && isObject(target.place.value)) seen.add(target.place.value);
  }
  for (const part of seen) clean.add(part);
  return false;
}

function isMarked(part: object): boolean {
  const mark = own(part, 'x-sensitive');
  const isSaid = mark !== undefined && mark !== false && mark !== null;
  return isSaid || own(part, 'format') === 'password' || own(part, 'writeOnly') === true;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
