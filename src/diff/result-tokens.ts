/** How much of a result a model is shown at once, on both sides: of a capability, or of a client. */
import type { Finding } from './change.ts';

/** What changes for models; `whose` ends a sentence about results, and null leaves it to the other side or the gateway. */
export function resultTokensFindings(
  subject: string,
  whose: string,
  before: number | null,
  after: number | null,
): Finding[] {
  if (before === after) return [];
  const says = after === null ? 'no measure of their own any more' : `at most ${after} tokens`;
  const message = `Models are shown results of ${whose} with ${says}${before === null ? '' : `, and were with ${before}`}.`;
  return [{ rule: 'result-tokens-changed', subject, path: 'resultTokens', before, after, message }];
}
