/** An upstream's answer → the reply. Every way in which it can disappoint has its own reason. */
import type { NetAnswer } from '../net/net.ts';
import type { Json } from '../schema.ts';
import type { Operation } from '../table/table.ts';
import type { Prepared } from './prepare.ts';
import { refuse } from './refuse.ts';
import type { Refusal, Reply } from './reply.ts';
import { upstreamMessage } from './upstream-message.ts';

type Answered = Extract<NetAnswer, { ok: true }>;

/** For what no caller can mend. */
const operators = 'The people who run this gateway have to look at it; other arguments do not help.';

/** Takes secrets out of a text that is shown. */
export type Redact = (text: string) => string;

/** Turns what came back into the reply; `redact` goes over every word of the upstream's that is shown. */
export function readAnswer(answer: NetAnswer, operation: Operation, prepared: Prepared, redact: Redact): Reply {
  if (!answer.ok) return noAnswer(answer.reason, answer.detail, operation);
  const { status } = answer;
  if (status < 200 || status >= 300) return notSuccessful(answer, prepared, redact);
  if (status === 204 || status === 205 || answer.body.length === 0) return emptyAnswer(operation, prepared);
  const type = mediaType(answer.contentType);
  if (isJson(type)) return jsonAnswer(answer, prepared, redact);
  if (type === 'text/event-stream')
    return refuse(
      'upstream-event-stream',
      `"${prepared.upstream.name}" answered with an event stream, which cannot be passed on yet. Ask for a capability that answers at once.`,
      told(answer),
    );
  if (type === '' && (prepared.shape !== null || looksLikeJson(answer.body)))
    return jsonAnswer(answer, prepared, redact);
  if (prepared.shape !== null || prepared.failure !== null || operation.output !== null) {
    return refuse(
      'upstream-content-type',
      `"${prepared.upstream.name}" answered with ${type === '' ? 'no content type' : type} where JSON was declared. ${afterwards(operation)}`,
      told(answer),
    );
  }
  return { kind: 'bytes', contentType: answer.contentType || 'application/octet-stream', bytes: answer.body };
}

/** A 2xx without content is a result only where none was declared. */
function emptyAnswer(operation: Operation, prepared: Prepared): Reply {
  if (prepared.shape === null) return { kind: 'empty' };
  return refuse(
    'upstream-invalid-json',
    `"${prepared.upstream.name}" answered with nothing where JSON was declared. ${afterwards(operation)}`,
  );
}

function mediaType(contentType: string): string {
  const end = contentType.indexOf(';');
  return (end === -1 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
}

function isJson(type: string): boolean {
  return type === 'application/json' || type === 'text/json' || type.endsWith('+json');
}

function looksLikeJson(body: Buffer): boolean {
  const first = body[0];
  return first === 0x7b || first === 0x5b;
}

function told(answer: Answered): Pick<Refusal, 'upstream'> {
  return { upstream: { status: answer.status, message: null } };
}

// ── JSON ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function jsonAnswer(answer: Answered, prepared: Prepared, redact: Redact): Reply {
  const text = decode(answer);
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    return brokenJson(answer, prepared);
  }
  const failed = prepared.failure?.when(value);
  if (isFailure(failed)) return reportedFailure(value, answer, prepared, redact);
  if (prepared.shape === null) return { kind: 'json', text };
  const shaped = prepared.shape(value);
  if ('missing' in shaped)
    return refuse(
      'upstream-invalid-json',
      `"${prepared.upstream.name}" answered without the list that the capability's result is made of. An empty answer would be a lie, so there is none. ${operators}`,
      told(answer),
    );
  const shapedText = stringify(shaped.value);
  return shapedText === null ? brokenJson(answer, prepared) : { kind: 'json', text: shapedText };
}

function brokenJson(answer: Answered, prepared: Prepared): Reply {
  return refuse(
    'upstream-invalid-json',
    `"${prepared.upstream.name}" answered with text that says to be JSON and cannot be read as such. Its people have to mend that; trying again rarely helps.`,
    told(answer),
  );
}

/** Null for what nests so deep that writing it would overflow the stack; reading it does not. */
function stringify(value: Json): string | null {
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

function decode(answer: Answered): string {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(answer.contentType)?.[1]?.toLowerCase();
  const text =
    charset === undefined || charset === 'utf-8' || charset === 'utf8'
      ? answer.body.toString('utf8')
      : decodeAs(answer.body, charset);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function decodeAs(body: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return body.toString('utf8');
  }
}

/** Present and saying something: `error: null`, `false`, `""`, `0`, `[]` and `{}` are how APIs say that all is well. */
function isFailure(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === false || value === '' || value === 0) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function reportedFailure(value: Json, answer: Answered, prepared: Prepared, redact: Redact): Reply {
  const message = upstreamMessage(prepared.failure?.message(value) ?? prepared.failure?.when(value) ?? null, redact);
  return refuse(
    'upstream-reported-failure',
    `"${prepared.upstream.name}" answered that it failed${message === null ? '. Its people know why.' : `: ${ended(message)} Change what it speaks of before trying again.`}`,
    { upstream: { status: answer.status, message } },
  );
}

/** Somebody else's sentence, with its full stop. */
function ended(message: string): string {
  return /[.!?…]$/.test(message) ? message : `${message}.`;
}

// ── no success ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Statuses that speak about the caller's request, so the caller sees them as they are. */
const passedStatuses = [400, 404, 409, 410, 412, 422, 429];

function notSuccessful(answer: Answered, prepared: Prepared, redact: Redact): Reply {
  const { status } = answer;
  const name = prepared.upstream.name;
  const message = upstreamMessage(parseQuietly(answer), redact);
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

function parseQuietly(answer: Answered): Json {
  const type = mediaType(answer.contentType);
  if (type === 'text/plain') return decode(answer);
  if (!isJson(type)) return null;
  try {
    return JSON.parse(decode(answer)) as Json;
  } catch {
    return null;
  }
}

function retryAfter(answer: Answered): Pick<Refusal, 'retryAfterSeconds'> {
  const text = answer.retryAfter ?? '';
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - Date.now()) / 1000);
  return Number.isFinite(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : {};
}

function noAnswer(reason: Extract<NetAnswer, { ok: false }>['reason'], detail: string, operation: Operation): Reply {
  const name = operation.upstream;
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

/** A read can be tried again. What became of a write is told in one place for all its ends (`outcome.ts`). */
function afterwards(operation: Operation): string {
  return operation.hints.readOnly ? 'Nothing was changed; it is safe to try again.' : '';
}
