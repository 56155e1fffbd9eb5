/** An upstream's answer → the reply. Every way in which it can disappoint has its own reason. */
import type { NetAnswer } from '../net/net.ts';
import type { Json } from '../schema.ts';
import type { Operation } from '../table/table.ts';
import { headerOf, isJson, looksLikeJson, mediaType, textOf, type Answered } from './answer-text.ts';
import { valueReaderOf, type ReadValue } from './answer-values.ts';
import { afterwards } from './answer-words.ts';
import { reportedFailure } from './failure.ts';
import { brokenJson, shapeReply, type JsonAnswer } from './json-reply.ts';
import type { Prepared } from './prepare.ts';
import { refuse } from './refuse.ts';
import type { Refusal, Reply } from './reply.ts';
import { noAnswer, notSuccessful } from './unsuccessful.ts';
import type { Redact } from './upstream-message.ts';

/** Turns what came back into the reply, a promise of it where an expression makes the result; `redact` goes over every word of the upstream's that is shown. */
export function readAnswer(
  answer: NetAnswer,
  operation: Operation,
  prepared: Prepared,
  redact: Redact,
): Reply | Promise<Reply> {
  const read = readJson(answer, operation, prepared, redact);
  return read.kind === 'value' ? shapeReply(read, prepared) : read;
}

/** The same up to the shape: a JSON answer that is no failure is given as its value, anything else is the reply already. */
export function readJson(
  answer: NetAnswer,
  operation: Operation,
  prepared: Prepared,
  redact: Redact,
): JsonAnswer | Reply {
  if (!answer.ok) return noAnswer(answer, operation);
  const { status } = answer;
  if (status < 200 || status >= 300) return notSuccessful(answer, prepared, redact);
  if (status === 204 || status === 205 || answer.body.length === 0) return emptyAnswer(operation, prepared);
  const type = mediaType(answer.contentType);
  if (isJson(type)) return valueAnswer(answer, readJsonText, prepared, redact);
  if (type === 'text/event-stream' && operation.streams === true) return bytesReply(answer, redact);
  const isDeclared = prepared.shape !== null || operation.output !== null;
  if (type === '' && (prepared.shape !== null || looksLikeJson(answer.body)))
    return valueAnswer(answer, readJsonText, prepared, redact);
  const reader = valueReaderOf(type);
  if (reader !== undefined && (isDeclared || prepared.failure !== null)) {
    const read = valueAnswer(answer, reader, prepared, redact);
    return isDeclared || read.kind !== 'value' ? read : bytesReply(answer, redact);
  }
  return isDeclared ? unreadable(type, answer, operation) : bytesReply(answer, redact);
}

function unreadable(type: string, answer: Answered, operation: Operation): Reply {
  const came = type === '' ? 'no content type' : type;
  const isXml = type.endsWith('/xml') || type.endsWith('+xml');
  const words = isXml ? ' XML and SOAP are not read.' : '';
  return refuse(
    'upstream-content-type',
    `"${operation.upstream}" answered with ${came} where JSON was declared.${words} ${afterwards(operation)}`,
    told(answer),
  );
}

/** What is passed on as it came, with the name that it is to be saved under. */
function bytesReply(answer: Answered, redact: Redact): Reply {
  const contentType = answer.contentType || 'application/octet-stream';
  const disposition = headerOf(answer, 'content-disposition');
  const named = disposition !== undefined && plainHeader.test(disposition) ? { disposition: redact(disposition) } : {};
  return { kind: 'bytes', contentType, bytes: answer.body, ...named };
}

/** A header's value that can be passed on as it is. */
const plainHeader = /^[\x20-\x7e]{1,500}$/;

/** A 2xx without content is a result only where none was declared. */
function emptyAnswer(operation: Operation, prepared: Prepared): Reply {
  if (prepared.shape === null) return { kind: 'empty' };
  return refuse(
    'upstream-invalid-json',
    `"${prepared.upstream.name}" answered with nothing where JSON was declared. ${afterwards(operation)}`,
  );
}

function told(answer: Answered): Pick<Refusal, 'upstream'> {
  return { upstream: { status: answer.status, message: null } };
}

const readJsonText: ReadValue = (text) => JSON.parse(text) as Json;

function valueAnswer(answer: Answered, read: ReadValue, prepared: Prepared, redact: Redact): JsonAnswer | Reply {
  const { status } = answer;
  const came = textOf(answer);
  let value: Json;
  let text: string;
  try {
    value = read(came);
    text = read === readJsonText ? came : JSON.stringify(value);
  } catch {
    return brokenJson(prepared, status);
  }
  const { failure, upstream } = prepared;
  if (failure?.isFailure(value) !== true) return { kind: 'value', value, text, status };
  return reportedFailure(failure.message(value), status, upstream.name, redact);
}
