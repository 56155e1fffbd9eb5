/** What clients offer while somebody writes (MCP 2026-07-28, `completion/complete`). */
import type { CompleteResult } from '@modelcontextprotocol/server';

/** The most that the protocol lets an answer hold. */
const mostValues = 100;

/** The values that hold what is written so far, in their order; capitals and accents do not count. */
export function completionOf(values: readonly string[], written: string): CompleteResult {
  const wanted = folded(written);
  const fitting = values.filter((value) => folded(value).includes(wanted));
  const shown = fitting.slice(0, mostValues);
  return { completion: { values: shown, total: fitting.length, hasMore: shown.length < fitting.length } };
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
