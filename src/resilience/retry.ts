/** When a request is tried again, and after what pause. */
import type { NetAnswer } from '../net/net.ts';

const shortestPauseMs = 50;
const longestPauseMs = 1000;

/**
 * True when another attempt can do no harm and may do better: always after a failure before anything was sent, and
 * for a repeatable request also after an answer that did not come, a 429, 502, 503 or 504.
 */
export function mayRepeat(answer: NetAnswer, isRepeatable: boolean): boolean {
  if (answer.ok) {
    const { status } = answer;
    return isRepeatable && (status === 429 || (status >= 502 && status <= 504));
  }
  // What cannot be sent as it is would fail again; so would an address that is not allowed.
  if (answer.phase === 'request') return false;
  if (answer.reason !== 'timeout' && answer.reason !== 'unreachable') return false;
  return isRepeatable || answer.sent === false;
}

/**
 * The pause before the next attempt, in milliseconds: at random between nothing and a bound that doubles from 50 ms to
 * 1 s ("full jitter"), after what a 429 or 503 asks for. `attempts` is how many there have been.
 */
export function pauseMs(answer: NetAnswer, attempts: number, random: () => number): number {
  const jitter = random() * Math.min(longestPauseMs, shortestPauseMs * 2 ** (attempts - 1));
  const isAsked = answer.ok && (answer.status === 429 || answer.status === 503);
  return jitter + (isAsked && answer.retryAfter !== null ? retryAfterMs(answer.retryAfter) : 0);
}

/** RFC 9110 §10.2.3: seconds or a date. What is neither asks for nothing. */
function retryAfterMs(value: string): number {
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}

/** Waits; false at once when the caller goes away. */
export function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<boolean> {
  if (signal?.aborted === true) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = (isOver: boolean): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(isOver);
    };
    const onAbort = (): void => end(false);
    const timer = setTimeout(end, milliseconds, true);
    signal?.addEventListener('abort', onAbort);
  });
}
