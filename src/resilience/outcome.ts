/** What became of a write, as far as it can be known: told to the caller, so that nobody repeats what has happened. */
import type { NetAnswer } from '../net/net.ts';

/**
 * `not_sent`: the API never saw it. `rejected`: it saw and refused it. `committed`: it said yes. `unknown`: it may have
 * been carried out.
 */
export type Outcome = 'not_sent' | 'rejected' | 'committed' | 'unknown';

/**
 * The outcome of a write from the last answer to it. `sentBefore` is true when an earlier attempt of the same write may
 * have been carried out (`Attempts.sentBefore`): then only a yes is certain, as a later no says nothing of the first.
 */
export function outcomeOf(answer: NetAnswer, sentBefore: boolean): Outcome {
  const outcome = lastOutcome(answer);
  return sentBefore && outcome !== 'committed' ? 'unknown' : outcome;
}

function lastOutcome(answer: NetAnswer): Outcome {
  if (answer.ok) return outcomeOfStatus(answer.status);
  if (answer.sent === false) return 'not_sent';
  // The answer had come, and it is only its body that cannot be used.
  const isAnswered = answer.reason === 'too-large' || answer.reason === 'bad-encoding';
  return isAnswered && answer.status !== undefined ? outcomeOfStatus(answer.status) : 'unknown';
}

function outcomeOfStatus(status: number): Outcome {
  if (status >= 200 && status <= 299) return 'committed';
  // Not understood at all, hence not done (RFC 9110 §15.6.2, §15.6.6). Any other 5xx may come from halfway through.
  if (status === 501 || status === 505) return 'rejected';
  // A server (408) or a proxy before it (499) that stopped waiting does not say what the API has done by then.
  if (status === 408 || status === 499) return 'unknown';
  if (status >= 400 && status <= 499) return 'rejected';
  // A redirect after a write is the usual page after success (303), a login page or a moved address: no way to tell.
  return 'unknown';
}
