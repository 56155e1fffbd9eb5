/** Tells callers what became of a write, and what they may safely do next. */
import type { Operation } from '../table/table.ts';
import type { Outcome, Reply } from './reply.ts';

/** The reply of a write, with its outcome where it is no plain success; one that tells its outcome already stays as it is. */
export function withOutcome(reply: Reply, outcome: Outcome, operation: Operation): Reply {
  if (reply.kind !== 'refusal' || reply.refusal.outcome !== undefined) return reply;
  const { refusal } = reply;
  const detail = [refusal.detail.trim(), nextStep(outcome, operation)].filter((part) => part !== '').join(' ');
  return { kind: 'refusal', refusal: { ...refusal, detail, outcome } };
}

function nextStep(outcome: Outcome, { hints }: Operation): string {
  switch (outcome) {
    // What was wrong is told already, and whoever is told so knows that nothing happened.
    case 'not_sent':
    case 'rejected':
      return '';
    case 'committed':
      return 'It was carried out all the same: do not repeat it.';
    case 'unknown':
      return hints.idempotent
        ? 'Trying again is safe: the same request twice has the effect of one.'
        : 'It may have been carried out all the same: look before you try again.';
  }
}
