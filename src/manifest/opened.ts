/** What was opened and not closed: where the mistake begins, while the parser notices it at its end. */
import { isMap, isPair, isScalar, isSeq } from 'yaml';

/** The innermost quote, bracket or brace that nothing closes; null when each is closed. */
export function openedIn(contents: unknown, text: string): readonly [start: number, end: number] | null {
  let found: readonly [number, number] | null = null;
  const waiting: unknown[] = [contents];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (isPair(node)) waiting.push(node.value, node.key);
    else if (isMap(node) || isSeq(node)) waiting.push(...node.items.toReversed());
    const range = isMap(node) || isSeq(node) || isScalar(node) ? node.range : null;
    const opening = text[range?.[0] ?? -1] ?? '';
    const closing = closings[opening];
    if (range === null || range === undefined || closing === undefined) continue;
    const isClosed = range[1] - range[0] > 1 && text.slice(range[0], range[1]).trimEnd().endsWith(closing);
    if (!isClosed) found = [range[0], range[0] + 1];
  }
  return found;
}

const closings: Readonly<Record<string, string>> = { '"': '"', "'": "'", '[': ']', '{': '}' };
