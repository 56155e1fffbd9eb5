/** Answers that are no success, and those that never came → refusals. */
import type { NetAnswer } from '../net/net.ts';
import type { Json } from '../schema.ts';
import type { Operation } from '../table/table.ts';
import { jsonIn, mediaType, textOf, type Answered } from './answer-text.ts';
import { afterwards, operators } from './answer-words.ts';
import type { Prepared } from './prepare.ts';
import { refuse } from './refuse.ts';
import type { Refusal, Reply } from './reply.ts';
import { upstreamMessage, type Redact } from './upstream-message.ts';

/** Statuses that speak about the caller's request, so the caller sees them as they are. */
const passedStatuses = [400, 404, 409, 410, 412, 422, 429];

/** What is no 2xx, as a refusal: the caller’s fault, the gateway’s, or the API’s. */
export function notSuccessful(answer: Answered, prepared: Prepared, redact: Redact): Reply {
  const { status } = answer;
  const name = prepared.upstream.name;
  const message = upstreamMessage(wordsIn(answer), redact);
  const said = message === null ? '' : ` It said: ${message}`;
  const upstream = { status, message };
  if (status >= 300 && status < 400)
    return refuse(
      'upstream-redirected',
      `"${name}" answered ${status}, a redirect that the manifest does not let be followed. Its base URL should be the final one, or "redirects" name where it leads. ${operators}`,
      { upstream },
    );
  if (status === 401 || status === 403 || status === 407)
    return refuse(
      'upstream-unauthorized',
      `"${name}" answered ${status}: it does not accept the gateway's own credential for this request. ${operators}${said}`,
      { upstream },
    );
  if (status >= 500)
    return refuse('upstream-failed', `"${name}" failed with ${status}. Trying again later may help.${said}`, {
      upstream,
      ...retryAfter(answer),
    });
  const passed = passedStatuses.includes(status) ? { status } : {};
  const advice =
    status === 429
      ? 'Wait before trying again.'
      : status === 404 || status === 410
        ? 'What was asked for does not exist there: look for its id or name first.'
        : status === 409 || status === 412
          ? 'Things there are not as the request takes them to be: read them first, then decide.'
          : 'Change the arguments before trying again.';
  return refuse('upstream-rejected', `"${name}" rejected the request with ${status}. ${advice}${said}`, {
    upstream,
    ...passed,
    ...retryAfter(answer),
  });
}

/** What its message may stand in. */
function wordsIn(answer: Answered): Json {
  return mediaType(answer.contentType) === 'text/plain' ? textOf(answer) : jsonIn(answer);
}

/** Whole seconds that an answer asks to be waited (RFC 9110 section 10.2.3); null when it asks for none. */
export function retryAfterOf(answer: Answered): number | null {
  const text = answer.retryAfter ?? '';
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

function retryAfter(answer: Answered): Pick<Refusal, 'retryAfterSeconds'> {
  const seconds = retryAfterOf(answer);
  return seconds === null ? {} : { retryAfterSeconds: seconds };
}

/** Why there is no answer, as a refusal. */
export function noAnswer(
  { reason, detail, contentType = '' }: Extract<NetAnswer, { ok: false }>,
  operation: Operation,
): Reply {
  const name = operation.upstream;
  if (reason !== 'aborted' && mediaType(contentType) === 'text/event-stream') return endlessEvents(detail, operation);
  switch (reason) {
    case 'timeout':
      return refuse(
        'upstream-timeout',
        `"${name}" did not answer within ${operation.timeoutMs} ms. ${afterwards(operation)}`,
      );
    case 'unreachable':
      return refuse('upstream-unreachable', `"${name}" cannot be reached. ${detail} ${afterwards(operation)}`);
    case 'forbidden-address':
      return refuse(
        'upstream-forbidden-address',
        `"${name}" resolves to an address inside a private network, and its manifest does not say "network: private". ${operators}`,
      );
    case 'too-large':
      return refuse(
        'upstream-too-large',
        `The answer of "${name}" is larger than this gateway reads. Ask for less: a narrower filter or a smaller page. ${afterwards(operation)}`,
      );
    case 'bad-encoding':
      return refuse(
        'upstream-content-type',
        `"${name}" compressed its answer in a way that cannot be read. ${afterwards(operation)}`,
      );
    case 'aborted':
      return refuse('cancelled', 'The caller went away before the answer came.');
  }
}

/** For those who are given whole answers. */
function endlessEvents(detail: string, operation: Operation): Reply {
  return refuse(
    'upstream-event-stream',
    `"${operation.upstream}" answered with an event stream, and its end did not come here. ${detail} Over HTTP, and without an Idempotency-Key, events are passed on as they come. ${afterwards(operation)}`,
  );
}
