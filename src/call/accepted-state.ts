/** What an answer of a status URL says: that it goes on, is done, has failed, or cannot be asked any more. */
import { createReader } from '../table/path.ts';
import type { PollingRule } from '../table/table.ts';
import { pathAt } from './accepted-link.ts';
import { headerOf, jsonIn, type Answered } from './answer-text.ts';

/** How it stands. */
export type AcceptedState =
  | { readonly kind: 'pending' }
  /** Somewhere else, at once; `isResult` when what stands there is the result. */
  | { readonly kind: 'elsewhere'; readonly path: string; readonly isResult: boolean }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'lost' };

const redirects = [301, 302, 303, 307, 308];

/** Statuses after which asking again may help. */
const passing = [408, 425, 429];

/** @param isResult true when it is no status any more that was asked for */
export function acceptedState(answer: Answered, rule: PollingRule, from: URL, isResult: boolean): AcceptedState {
  const { status } = answer;
  if (redirects.includes(status)) {
    const path = pathAt(headerOf(answer, 'location') ?? answer.location, from);
    // RFC 9110 section 15.4.4: what a 303 leads to is another thing than what was asked for, here the result.
    return path === null ? { kind: 'lost' } : { kind: 'elsewhere', path, isResult: isResult || status === 303 };
  }
  if (passing.includes(status) || status >= 500) return { kind: 'pending' };
  if (status < 200 || status > 299) return { kind: 'lost' };
  const word = isResult ? null : wordIn(answer, rule);
  if (word !== null && rule.failed.includes(word)) return { kind: 'failed' };
  if (status === 202 || (word !== null && !rule.done.includes(word))) return { kind: 'pending' };
  return isResult ? { kind: 'done' } : resultOf(answer, rule, from);
}

function wordIn(answer: Answered, { state }: PollingRule): string | null {
  const word = state === null ? undefined : createReader(state)(jsonIn(answer));
  return typeof word === 'string' ? word.toLowerCase() : null;
}

function resultOf(answer: Answered, { result }: PollingRule, from: URL): AcceptedState {
  const path = result === null ? null : pathAt(createReader(result)(jsonIn(answer)), from);
  return path === null ? { kind: 'done' } : { kind: 'elsewhere', path, isResult: true };
}
