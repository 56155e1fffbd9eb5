/** What a caller is told whose idempotency key is taken, or cannot be looked up. */
import { refuse } from './refuse.ts';
import type { Refused } from './reply.ts';

/** The key was used with other arguments. */
export function keyConflict(): Refused {
  return refuse(
    'idempotency-conflict',
    'This Idempotency-Key was sent before with other arguments. Use a new key for a new call, or repeat the call with the very same arguments.',
    { outcome: 'not_sent' },
  );
}

/** The first call with the key has not ended. */
export function stillRunning(): Refused {
  return refuse(
    'idempotency-running',
    'A call with this Idempotency-Key is still under way. Ask again with the same key in a moment to get its answer.',
    { outcome: 'unknown', retryAfterSeconds: 1 },
  );
}

/** The store does not answer. */
export function keysUnavailable(): Refused {
  return refuse(
    'state-unavailable',
    'The store of idempotency keys cannot be reached, so nobody can tell whether this call was made before. Nothing was sent; try again with the same key.',
    { outcome: 'not_sent', retryAfterSeconds: 5 },
  );
}

/** The first call was begun and never ended: whoever ran it is gone. */
export function neverEnded(): Refused {
  return refuse(
    'idempotency-unknown',
    'A call with this Idempotency-Key was begun, and the gateway stopped before its answer came: it may have been carried out. Look before you try again with a new key.',
    { outcome: 'unknown' },
  );
}

/** The first call ended, and its answer was too large to be stored. */
export function answerGone(outcome: 'committed' | 'rejected'): Refused {
  const was = outcome === 'committed' ? 'carried out' : 'rejected by the company’s API';
  return refuse(
    'idempotency-answer-gone',
    `The call with this Idempotency-Key was ${was}, and its answer was too large to be kept. Do not send it again: read what it made with another capability.`,
    { outcome },
  );
}
