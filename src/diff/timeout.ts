/** Two timeouts → a finding. */
import type { Finding } from './change.ts';

/** @param who names it in the sentence: `provider "shop"` */
export function timeoutFinding(subject: string, who: string, before: number, after: number): Finding[] {
  if (before === after) return [];
  const raised = after > before;
  const message = `A call of ${who} is given up after ${after} ms instead of ${before} ms.`;
  return [{ rule: raised ? 'timeout-raised' : 'timeout-lowered', subject, path: 'timeoutMs', before, after, message }];
}
