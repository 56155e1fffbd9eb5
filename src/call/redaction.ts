/** What keeps a credential's secrets out of everything that a call gives back. */
import type { NetAnswer } from '../net/net.ts';
import { createRedactor } from '../secret/redact.ts';
import { createScrubber, type Scrubber } from '../secret/scrub.ts';

/** Both ways of taking the same secrets out. */
export interface Redaction {
  /** Of a text that is shown: an upstream's error message. Every encoding of every value is looked for. */
  readonly text: (text: string) => string;
  /** Of a body that is passed on: costs next to nothing where none is in it. */
  readonly body: Scrubber;
}

/** Makes both; `exact` are encoded credentials that hold several of the values. The redactor is made when it is first needed. */
export function createRedaction(values: readonly string[], exact: readonly string[] = []): Redaction {
  // A header's value arrives without the white space around it (RFC 9110 section 5.5).
  const seen = [...new Set(values.flatMap((value) => [value, value.trim()]))];
  let redactor: ((text: string) => string) | null = null;
  return {
    text: (text) => (redactor ??= createRedactor([...seen, ...exact]))(text),
    body: createScrubber(seen, exact),
  };
}

/** What nearly all answers say; anything else is somebody's own text. */
const plainType = /^(?:application\/json|text\/plain)?(?:; ?charset=utf-8)?$/i;

/**
 * The answer of an upstream that may have repeated what it was sent: its caller gets `[redacted]` there, in the body of a
 * success and in the content type of any answer. Messages of failures are redacted word by word when they are read.
 */
export function withoutSecrets(answer: NetAnswer, redaction: Redaction): NetAnswer {
  if (!answer.ok) return answer;
  const isSuccess = answer.status >= 200 && answer.status <= 299;
  const body = isSuccess ? redaction.body(answer.body, answer.contentType) : answer.body;
  const contentType = plainType.test(answer.contentType) ? answer.contentType : redaction.text(answer.contentType);
  return body === answer.body && contentType === answer.contentType ? answer : { ...answer, body, contentType };
}
