/** Tells callers what became of a write, and what they may safely do next. */
import type { Call } from './origin.ts';
import type { Progress } from './progress.ts';
import type { Outcome, Refused, Reply } from './reply.ts';

/** An API that reports a failure in a 2xx has not said yes, and nobody knows how far it had come. */
export function noteReply(progress: Progress, reply: Reply): void {
  const isFailure = reply.kind === 'refusal' && reply.refusal.code === 'upstream-reported-failure';
  if (isFailure && progress.outcome === 'committed') progress.outcome = 'unknown';
}

/** The reply of a write, with its outcome where it is no plain success; one that tells its outcome already stays as it is. */
export function withOutcome<Given extends Reply>(reply: Given, outcome: Outcome, call: Call): Given | Refused {
  if (reply.kind !== 'refusal' || reply.refusal.outcome !== undefined) return reply;
  const { refusal } = reply;
  const detail = [refusal.detail.trim(), nextStep(outcome, call)].filter((part) => part !== '').join(' ');
  return { kind: 'refusal', refusal: { ...refusal, detail, outcome } };
}

function nextStep(outcome: Outcome, { operation, origin }: Call): string {
  switch (outcome) {
    // What was wrong is told already, and whoever is told so knows that nothing happened.
    case 'not_sent':
    case 'rejected':
      return '';
    case 'committed':
      return 'It was carried out all the same: do not repeat it.';
    case 'unknown':
      if (operation.hints.idempotent) return 'Trying again is safe: the same request twice has the effect of one.';
      if (operation.idempotencyHeader !== null && origin.idempotencyKey !== null)
        return 'It, or an earlier call with the same Idempotency-Key, may have been carried out: trying again with that key is safe.';
      return 'It may have been carried out all the same: look before you try again.';
  }
}
